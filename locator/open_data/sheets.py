"""Tables as csv and as one workbook, for spreadsheets that are to show Chinese as Chinese."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Any

import tablib

from locator.search.snapshot import Snapshot

from .columns import Column
from .licence import in_each, notes_in_both
from .offers import SERVICES, offer_rows
from .outlets import OUTLETS
from .single_days import DAYS, day_rows

# With a BOM, without which some spreadsheets read the file in the encoding of the machine.
ENCODING = "utf-8-sig"
# A workbook notes when it was written; the same facts are to give the same file on every machine.
WRITTEN_AT = (1980, 1, 1, 0, 0, 0)
WRITTEN = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
WRITTEN_TEXT = rb"\g<1>1980-01-01T00:00:00Z"


def tables(snapshot: Snapshot, today: date) -> dict[str, tuple[tuple[Column[Any], ...], list[Any]]]:
    """Return each table's columns and rows, by its name."""
    listed = snapshot.outlets_of(today=today)
    return {
        "outlets": (OUTLETS, list(listed)),
        "services": (SERVICES, list(offer_rows(listed, today))),
        "days": (DAYS, list(day_rows(listed, today))),
    }


def as_csv(columns: Iterable[Column[Any]], rows: Iterable[Any]) -> bytes:
    """Return a table as csv after RFC 4180, in UTF-8 with a BOM."""
    columns = tuple(columns)
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(column.name for column in columns)
    writer.writerows([column.csv_cell(row) for column in columns] for row in rows)
    return text.getvalue().encode(ENCODING)


def as_xlsx(snapshot: Snapshot, today: date) -> bytes:
    """Return all tables as one workbook, with a sheet on the columns and one on whose the data is."""
    sheets = []
    for name, (columns, rows) in tables(snapshot, today).items():
        sheet = tablib.Dataset(headers=[column.name for column in columns], title=name)
        sheet.extend([column.xlsx_cell(row) for column in columns] for row in rows)
        sheets.append(sheet)
    book = tablib.Databook([*sheets, _columns(), _about(snapshot)])
    # Text stays text: a spreadsheet is not to take a cell for a formula.
    return _without_dates(book.export("xlsx", escape=False))


def _columns() -> tablib.Dataset:
    sheet = tablib.Dataset(headers=["table", "column", "说明", "meaning"], title="columns")
    for name, columns in (("outlets", OUTLETS), ("services", SERVICES), ("days", DAYS)):
        for column in columns:
            sheet.append([name, column.name, *in_each(partial(str, column.meaning)).values()])
    return sheet


def _about(snapshot: Snapshot) -> tablib.Dataset:
    sheet = tablib.Dataset(headers=["language", "note"], title="about")
    for language, lines in notes_in_both(snapshot).items():
        sheet.extend([language, line] for line in lines)
    sheet.append(["", snapshot.changed_at.isoformat(timespec="seconds")])
    return sheet


def _without_dates(book: bytes) -> bytes:
    """Return the workbook without the moments at which its parts were written."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book)) as parts,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as fresh,
    ):
        for part in parts.infolist():
            content = WRITTEN.sub(WRITTEN_TEXT, parts.read(part))
            entry = zipfile.ZipInfo(part.filename, WRITTEN_AT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            fresh.writestr(entry, content)
    return written.getvalue()
