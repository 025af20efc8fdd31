"""Tables as offices save them: UTF-8 with and without BOM, GB18030, UTF-16; commas, semicolons, tabs."""

from __future__ import annotations

import csv
import io
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from pathlib import Path

from .reading import UnreadableMapError

MOST_BYTES = 500 * 1024 * 1024
DELIMITERS = ",\t;"
SAMPLE = 4096


def rows(path: Path) -> Iterator[list[str]]:
    """Yield the rows of a table, its heading first; raises UnreadableMapError where it is none."""
    text = _text(path)
    # What a spreadsheet writes follows the machine's region; the heading tells which it was.
    delimiter = max(DELIMITERS, key=text.lstrip("\r\n").partition("\n")[0].count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        yield from lines
    except csv.Error as error:
        raise UnreadableMapError(
            f"The table cannot be read from line {lines.line_num} on: look whether a quotation mark is left "
            "open there."
        ) from error


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UnreadableMapError(
                "The table is larger than 500 MB: bring it in in parts, as several maps."
            )
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableMapError(f"{path} cannot be read: {error.strerror}.") from error
    if not content.strip():
        raise UnreadableMapError("The file is empty.")
    for encoding in _candidates(content):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableMapError("The table is in neither UTF-8, GB18030 nor UTF-16. Save it as “CSV UTF-8”.")


def _candidates(content: bytes) -> tuple[str, ...]:
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return ("utf-16",)
    sample = content[:SAMPLE]
    if b"\0" in sample:
        # Without a mark: in a heading every other byte is zero, and which tells the order.
        return ("utf-16-be",) if sample[0] == 0 else ("utf-16-le",)
    return ("utf-8-sig", "gb18030")
