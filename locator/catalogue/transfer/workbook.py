"""Reading xlsx without trusting it: how much it unpacks to, entities, formulas and merged cells."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from .armour import without_armour
from .sheet import MOST_COLUMNS, MOST_ROWS, Row, RowError, file_error

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MOST_PARTS = 500
MOST_UNPACKED = 150 * 1024 * 1024
CHUNK = 1024 * 1024
# In UTF-16 a NUL stands between the letters.
DECLARES_ENTITIES = re.compile(rb"<\0?!\0?(D\0?O\0?C\0?T\0?Y\0?P\0?E|E\0?N\0?T\0?I\0?T\0?Y)")
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s+ref="([A-Z0-9:]{1,30})"')
# Whatever a broken or forged file makes the parsers raise.
BROKEN = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, SyntaxError, ValueError, TypeError, LookupError,
    AttributeError, OSError, EOFError, NotImplementedError, RuntimeError, ArithmeticError,
)  # fmt: skip


def read_xlsx(content: bytes) -> tuple[Iterable[Row], list[RowError]]:
    """Return the rows of the first sheet and the errors; errors are added while the rows are read."""
    try:
        refusal = _refusal(content)
        if refusal:
            return (), [file_error(refusal)]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and drop-downs, which are not read
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
            sheet = book.worksheets[0]
        errors = _merged_cells(content, sheet)
    except BROKEN:
        return (), [file_error(_broken())]
    return _rows(sheet, errors), errors


def _broken() -> str:
    return _("The file is damaged or is no xlsx table. Open it, save it as xlsx again and upload that file.")


def _refusal(content: bytes) -> str:
    """Unpack every part, without keeping it, and say why the file is not to be parsed."""
    too_much = _("The file unpacks to far more than a table of outlets. Copy the rows into the template.")
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        listed = parts.infolist()
        if len(listed) > MOST_PARTS or sum(part.file_size for part in listed) > MOST_UNPACKED:
            return too_much
        unpacked = 0
        for part in listed:
            tail = b""
            with parts.open(part) as stream:
                # The size that the file declares is only a claim.
                while chunk := stream.read(CHUNK):
                    unpacked += len(chunk)
                    if unpacked > MOST_UNPACKED:
                        return too_much
                    if DECLARES_ENTITIES.search(tail + chunk):
                        return _broken()
                    tail = chunk[-64:]
    return ""


def _merged_cells(content: bytes, sheet: Any) -> list[RowError]:
    said = _("Cells are merged here. Take the merge apart and write the value into each row.")
    found: dict[str, None] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as parts, parts.open(sheet._worksheet_path) as stream:
        tail = b""
        while chunk := stream.read(CHUNK):
            found |= dict.fromkeys(ref.decode() for ref in MERGED.findall(tail + chunk))
            tail = chunk[-80:]
    return [RowError(int(re.sub(r"\D+", " ", ref).split()[0]), "", ref, said) for ref in found]


def _rows(sheet: Any, errors: list[RowError]) -> Iterator[Row]:
    sheet.reset_dimensions()  # what the file claims about its own size
    headings: tuple[str | None, ...] = ()
    try:
        for number, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS + 1), start=1):
            if number > MOST_ROWS * 5:
                break  # nothing but empty rows can be left: the one too many has been seen
            row = tuple(_cell(cell, number, headings, at, errors) for at, cell in enumerate(cells))
            if not headings and any(row):
                headings = row
            yield Row(number, row)
    except BROKEN:
        errors.append(file_error(_broken()))


def _cell(
    cell: Any, number: int, headings: tuple[str | None, ...], at: int, errors: list[RowError]
) -> str | None:
    value = cell.value
    if value is None:
        return ""
    if type(value) is str and cell.data_type not in {"f", "e"}:
        return without_armour(value.strip())
    column = (headings[at] or "") if at < len(headings) else ""
    if cell.data_type == "f":
        said = _("There is a formula in this cell. Write its result instead.")
        errors.append(RowError(number, column, str(getattr(value, "text", value))[:60], said))
        return None
    if cell.data_type == "e":
        said = _("The spreadsheet shows an error in this cell. Write the value instead.")
        errors.append(RowError(number, column, str(value), said))
        return None
    return in_text(value)


def in_text(value: Any) -> str:
    """Write a number, a day or a yes-or-no of a spreadsheet as a person would type it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat("minutes")
    return str(value).strip()
