"""The tables that ship with the project, read row by row and refused when a row is broken."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from locator.models import Point

T = TypeVar("T")
SHIPPED = Path(__file__).parent.parent / "data"

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "districts": ("code", "name", "name_en", "latitude", "longitude", "radius_m"),
    "areas": ("name", "aliases", "districts", "latitude", "longitude", "radius_m"),
    "towns": ("code", "name", "district_code", "latitude", "longitude", "radius_m", "basis"),
    "communities": ("code", "name", "town_name", "district_code"),
    "places_osm": ("name", "osm_class", "district_code", "latitude", "longitude", "osm_id"),
    "roads_and_stations": ("name", "kind", "district_code", "latitude", "longitude", "radius_m", "source"),
    "pinyin": ("phrase", "reading"),
    "aliases": ("alias", "name", "district_code"),
    "elsewhere": ("name", "kind"),
}


class TableError(ValueError):
    """A shipped table is missing, lacks a column or has a broken row; the message says where."""


class Row:
    """One line of a table, whose fields are asked for by name and meaning."""

    __slots__ = ("_fields", "_where")

    def __init__(self, fields: dict[str, str], where: str) -> None:
        self._fields = fields
        self._where = where

    def text(self, column: str) -> str:
        if not (value := self._fields[column].strip()):
            raise TableError(f"{self._where}: {column} is empty")
        return value

    def optional(self, column: str) -> str:
        return (self._fields.get(column) or "").strip()

    def several(self, column: str) -> tuple[str, ...]:
        return tuple(self.optional(column).split())

    def point(self) -> Point:
        return self._read(
            "latitude, longitude", lambda: Point(float(self.text("latitude")), float(self.text("longitude")))
        )

    def metres(self, column: str = "radius_m") -> int:
        return self._read(column, lambda: round(float(self.text(column))))

    def district(self, column: str = "district_code") -> str:
        code = self.text(column)
        if not (code.isdecimal() and len(code) == 6 and code.startswith("2102")):
            raise TableError(f"{self._where}: {column} is not a district of Dalian")
        return code

    def one_of(self, column: str, choices: Mapping[str, T]) -> T:
        """Return what a word of the table stands for."""
        if (word := self.text(column)) not in choices:
            raise TableError(f"{self._where}: {column} is not known")
        return choices[word]

    def _read(self, column: str, read: Callable[[], T]) -> T:
        try:
            return read()
        except TableError:
            raise
        except (ValueError, OverflowError) as error:
            raise TableError(f"{self._where}: {column} does not read") from error


def rows(table: str, folder: Path = SHIPPED) -> Iterator[Row]:
    """Yield the rows of a table; raises TableError with file and line for the first thing that is wrong."""
    path = folder / f"{table}.csv"
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise TableError(f"{path.name}: cannot be read") from error
    reader = csv.DictReader(lines, strict=True)
    missing = [column for column in COLUMNS[table] if column not in (reader.fieldnames or ())]
    if missing:
        raise TableError(f"{path.name}: no column {', '.join(missing)}")
    try:
        for fields in reader:
            where = f"{path.name}, line {reader.line_num}"
            if None in fields or None in fields.values():
                raise TableError(f"{where}: too few or too many fields")
            yield Row(fields, where)
    except csv.Error as error:
        raise TableError(f"{path.name}, line {reader.line_num}: {error}") from error
