"""From the bytes that somebody uploaded to a table, whatever the bytes are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from .delimited import read_csv
from .sheet import MOST_BYTES, MOST_COLUMNS, MOST_ROWS, Row, RowError, Sheet
from .workbook import read_xlsx

if TYPE_CHECKING:
    from collections.abc import Iterable

ZIP = b"PK\x03\x04"
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
PICTURES_AND_PAPERS = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF", b"RIFF", b"BM")


def read_table(name: str, content: bytes) -> Sheet:
    """Read an xlsx or csv file; the content decides what it is, the name only helps to say what is wrong."""
    if len(content) > MOST_BYTES:
        said = _("The file is larger than %(limit)d MB. Split it, or remove pictures and other sheets.")
        return Sheet.unreadable(said % {"limit": MOST_BYTES // 1024**2}, name)
    if not content.strip():
        return Sheet.unreadable(_("The file is empty. Download the template and fill it in."), name)
    if content.startswith(ZIP):
        return _checked(*read_xlsx(content))
    if content.startswith(OLD_EXCEL):
        said = _("This is an old Excel file or protected by a password. Save it as xlsx without a password.")
        return Sheet.unreadable(said, name)
    if content.startswith(PICTURES_AND_PAPERS) or name.lower().endswith((".xlsx", ".xls", ".et", ".ods")):
        return Sheet.unreadable(_("This is not a table. Save it as xlsx or csv and upload that file."), name)
    return _checked(*read_csv(content))


def _checked(lines: Iterable[Row], errors: list[RowError]) -> Sheet:
    """Take the first row that is not empty as the headings; stop at the row that is one too many."""
    headings: tuple[str, ...] = ()
    rows: list[Row] = []
    for line in lines:
        if not any(cell is None or cell for cell in line.cells):
            continue
        if not headings:
            headings = tuple(cell or "" for cell in line.cells)
            while headings and not headings[-1]:
                headings = headings[:-1]
            if len(headings) > MOST_COLUMNS:
                said = _("There are more than %(limit)d columns. Use the template.")
                return Sheet.unreadable(said % {"limit": MOST_COLUMNS})
            continue
        if len(rows) == MOST_ROWS:
            said = _("There are more than %(limit)d rows. Split the file and upload the parts one by one.")
            return Sheet.unreadable(said % {"limit": MOST_ROWS})
        _refuse_cells_beyond(headings, line, errors)
        rows.append(_fitted(line, len(headings)))
    if not headings and not errors:
        return Sheet.unreadable(_("The file is empty. Download the template and fill it in."))
    return Sheet(headings, rows, tuple(errors))


def _refuse_cells_beyond(headings: tuple[str, ...], line: Row, errors: list[RowError]) -> None:
    beyond = [cell for cell in line.cells[len(headings) :] if cell]
    if beyond:
        said = _("The row has more cells than there are headings. See whether a comma wants quotation marks.")
        errors.append(RowError(line.number, "", beyond[0][:60], said))


def _fitted(line: Row, width: int) -> Row:
    if len(line.cells) == width:
        return line
    return Row(line.number, (line.cells + ("",) * width)[:width])
