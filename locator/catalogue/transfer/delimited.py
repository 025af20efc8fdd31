"""Reading csv in the encodings that offices use: UTF-8 with and without BOM, GB18030."""

from __future__ import annotations

import csv
import io
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from .armour import without_armour
from .sheet import Row, RowError, file_error

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

DELIMITERS = ",\t;"


def read_csv(content: bytes) -> tuple[Iterable[Row], list[RowError]]:
    """Return the rows and the errors; errors are added while the rows are read."""
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) or b"\0" in content:
        said = _("The file is in UTF-16 or is no text. Save it as “CSV UTF-8” or as xlsx.")
        return (), [file_error(said)]
    text = _decoded(content)
    if text is None:
        said = _("The file is neither in UTF-8 nor in GB18030. Save it as “CSV UTF-8” or as xlsx.")
        return (), [file_error(said)]
    errors: list[RowError] = []
    return _rows(text, errors), errors


def _decoded(content: bytes) -> str | None:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _rows(text: str, errors: list[RowError]) -> Iterator[Row]:
    first = text.lstrip("\r\n").partition("\n")[0]
    # Excel writes what the machine's region says; the headings tell which it was.
    delimiter = max(DELIMITERS, key=first.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 1
    try:
        for cells in lines:
            yield Row(number, tuple(without_armour(cell.strip()) for cell in cells))
            number += 1
    except csv.Error:
        said = _("The file cannot be read from this row on. See whether a quotation mark is left open.")
        errors.append(RowError(number, "", "", said))
