"""What is fuzzed: one function for each reader of what somebody uploads, sends or pastes."""

from __future__ import annotations

import io
import os
import tempfile
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from locator.applications.photo import PhotoError, prepare
from locator.catalogue.transfer.headings import match_headings
from locator.catalogue.transfer.reading import read_table
from locator.catalogue.transfer.rows import RowReader
from locator.hours.arrangement import ArrangementError, read_arrangement
from locator.places import Gazetteer
from locator.places.datum import Datum
from locator.places.street_maps import table as places_table
from locator.places.street_maps.osm import read_osm
from locator.places.street_maps.reading import UnreadableMapError

SHEET = "xl/worksheets/sheet1.xml"
FILE = Path(tempfile.gettempdir()) / f"fuzzed-{os.getpid()}"


def outlets(data: bytes) -> None:
    """A table of outlets, csv or xlsx: never an error but those it lists itself."""
    sheet = read_table("outlets.csv", data)
    columns, errors = match_headings(sheet.headings)
    if not errors and sheet.headings:
        list(RowReader(sheet, columns, None).rows())


def workbook(data: bytes) -> None:
    """The same, with the bytes as the sheet inside an xlsx that is whole: nothing else reaches the cells."""
    from .seeds import empty_workbook  # noqa: PLC0415 - not needed by the other targets

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(empty_workbook())) as whole, zipfile.ZipFile(out, "w") as made:
        for name in whole.namelist():
            made.writestr(name, data if name == SHEET else whole.read(name))
    outlets(out.getvalue())


def places(data: bytes) -> None:
    """A table of places and doors."""
    FILE.write_bytes(data)
    with suppress(UnreadableMapError):
        places_table.read_table(FILE, Gazetteer.shipped(), None, Datum.WGS84, lambda *_: None)


def streets(data: bytes) -> None:
    """An OpenStreetMap extract, as XML."""
    path = FILE.with_suffix(".osm")
    path.write_bytes(data)
    with suppress(UnreadableMapError):
        read_osm(path, Gazetteer.shipped(), None, lambda *_: None)


def notice(data: bytes) -> None:
    """The State Council's notice of a year."""
    with suppress(ArrangementError):
        read_arrangement(data.decode("utf-8", "replace"))


def photo(data: bytes) -> None:
    """A photo for a card."""
    with suppress(PhotoError):
        prepare(data)


def planted(data: bytes) -> None:
    """A reader with a mistake in it, which a fuzzer that works finds: the control."""
    if data[:1] == b"c" and data[1:2] == b"a" and data[2:3] == b"r" and data[3:4] == b"d":
        raise LookupError("planted")


TARGETS: dict[str, Callable[[bytes], None]] = {
    target.__name__: target for target in (outlets, workbook, places, streets, notice, photo, planted)
}
