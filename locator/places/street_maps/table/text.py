"""The text of a csv file, in whichever encoding it was saved: UTF-8, UTF-16 or GB18030."""

from __future__ import annotations

import codecs
import csv
import io
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from ..reading import UnreadableMapError

DELIMITERS = ",;\t"
CHUNK = 1 << 20
LOOKED_AT = 1 << 12
# So many characters of several bytes are UTF-8 by intent: by accident, GB18030 gives two or three.
MEANT = 20
SAVE_AS = "Save it as “CSV UTF-8”."


class Table:
    """The rows of an open csv file, numbered as a spreadsheet shows them, and how far reading is."""

    def __init__(self, file: BinaryIO, encoding: str, size: int) -> None:
        self._file, self._size = file, size
        self._text = io.TextIOWrapper(file, encoding, newline="")

    @property
    def share_read(self) -> float:
        return min(1.0, self._file.tell() / self._size)

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the rows that are not blank with their numbers; raises UnreadableMapError at a broken one."""
        number = 0
        try:
            delimiter = max(DELIMITERS, key=self._first_line().count)
            for number, cells in enumerate(csv.reader(self._text, delimiter=delimiter, strict=True), 1):
                if any(cell.strip() for cell in cells):
                    yield number, cells
        except csv.Error as error:
            raise UnreadableMapError(
                f"The table cannot be read from row {number + 1} on ({error}). See whether a quotation mark "
                "is left open there."
            ) from error

    def _first_line(self) -> str:
        line = next((line for line in iter(self._text.readline, "") if line.strip()), "")
        self._text.seek(0)
        return line


@contextmanager
def opened(path: Path) -> Iterator[Table]:
    """Open a table; raises UnreadableMapError for a file that is not there, empty or no text."""
    try:
        with path.open("rb") as file:
            size = path.stat().st_size
            yield Table(file, _encoding(file), size)
    except OSError as error:
        raise UnreadableMapError(f"{path} cannot be read: {error.strerror}.") from error


def _encoding(file: BinaryIO) -> str:
    head = file.read(LOOKED_AT)
    if not head.strip():
        raise UnreadableMapError("The file is empty.")
    for encoding in _candidates(head):
        file.seek(0)
        broken = _broken_line(file, encoding)
        file.seek(0)
        if broken is None:
            return encoding
        if encoding != "gb18030" and (broken.meant or head.startswith(BOM_UTF8)):
            raise UnreadableMapError(
                f"The file is in {encoding.upper().removesuffix('-SIG')}, but line {broken.line} holds bytes "
                f"that are not: it is cut off or was damaged. {SAVE_AS}"
            )
    raise UnreadableMapError(f"The file is neither in UTF-8 nor in UTF-16 nor in GB18030. {SAVE_AS}")


def _candidates(head: bytes) -> tuple[str, ...]:
    if head.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return ("utf-16",)
    if b"\0" in head:
        # Every comma and every digit has its zero byte behind it, or before it.
        return ("utf-16-le",) if head[1::2].count(0) >= head[::2].count(0) else ("utf-16-be",)
    return ("utf-8-sig", "gb18030")


class _Broken:
    """Where decoding failed, and whether enough went well before to know the encoding."""

    def __init__(self, line: int, meant: bool) -> None:
        self.line, self.meant = line, meant


def _broken_line(file: BinaryIO, encoding: str) -> _Broken | None:
    decoder = codecs.getincrementaldecoder(encoding)()
    line, wide = 1, 0
    content = b"begun"
    try:
        while content:
            content = file.read(CHUNK)
            text = decoder.decode(content, final=not content)
            line += text.count("\n")
            wide += 0 if wide >= MEANT else sum(character > "\x7f" for character in text)
    except UnicodeDecodeError as error:
        # The decoder still held the end of the chunk before, so the error counts from there.
        before = error.object[: error.start].decode(encoding, "ignore")
        wide += sum(character > "\x7f" for character in before)
        return _Broken(line + before.count("\n"), meant=wide >= MEANT or encoding.startswith("utf-16"))
    return None
