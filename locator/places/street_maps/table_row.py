"""One row of a table of places: its cells read by meaning, every mistake told with its column."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence

from locator.models import Point
from locator.places.datum import Datum, to_point
from locator.places.lines import encode

from .osm.naming import LONGEST, LONGEST_ENGLISH, LONGEST_PINYIN, clean
from .reading import Trouble

_DECIMAL = re.compile(r"[+-]?\d{1,6}(?:\.\d{1,15})?", re.ASCII)
_ALIASES = re.compile(r"[|；;、]")
_WKT = re.compile(r"^\s*(MULTI)?LINESTRING\s*\((.*)\)\s*$", re.IGNORECASE | re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
MOST_RADIUS_M = 50_000
LEAST_RADIUS_M = 10
# What the columns of the tables hold.
LENGTHS = {
    "name": LONGEST,
    "name_en": LONGEST_ENGLISH,
    "pinyin": LONGEST_PINYIN,
    "street": LONGEST,
    "number": 20,
    "id": 60,
}


class TableRow:
    """The cells of a row; what is wrong is gathered in ``troubles``, and reads as nothing."""

    def __init__(
        self, number: int, cells: Sequence[str], columns: Mapping[str, int], heading: Sequence[str]
    ) -> None:
        self.troubles: list[Trouble] = []
        self._number = number
        self._cells = cells
        self._columns = columns
        self._heading = heading

    def wrong(self, column: str, message: str) -> None:
        """Note a mistake under the heading that the table itself has."""
        at = self._columns.get(column)
        heading = self._heading[at] if at is not None else column
        self.troubles.append(Trouble(f"row {self._number}", heading, message))

    def raw(self, column: str) -> str:
        at = self._columns.get(column)
        return self._cells[at].strip() if at is not None and at < len(self._cells) else ""

    def text(self, column: str) -> str:
        """Return a cell tidied; a control character or too long a text is a mistake."""
        raw = self.raw(column)
        if _CONTROL.search(raw):
            self.wrong(column, "It holds control characters. Type it again.")
            return ""
        tidied = clean(raw)
        if len(tidied) > LENGTHS.get(column, LONGEST):
            self.wrong(column, f"It is longer than {LENGTHS.get(column, LONGEST)} characters. Shorten it.")
            return ""
        return tidied

    def aliases(self) -> tuple[str, ...]:
        listed = [clean(part) for part in _ALIASES.split(self.raw("aliases"))]
        if any(len(alias) > LONGEST for alias in listed):
            self.wrong("aliases", f"One is longer than {LONGEST} characters. Separate them by “|”.")
        return tuple(dict.fromkeys(alias for alias in listed if alias))

    def decimal(self, column: str) -> float | None:
        raw = self.raw(column)
        if not raw:
            self.wrong(column, "It is empty. Give degrees, such as 38.914.")
            return None
        if not _DECIMAL.fullmatch(raw):
            self.wrong(column, "It is no decimal number. Give degrees, such as 38.914.")
            return None
        return float(raw)

    def datum(self, given: Datum) -> Datum:
        """Return the row's own datum, or the one given for the whole table."""
        raw = self.raw("datum").lower().replace("-", "")
        if not raw:
            return given
        try:
            return Datum(raw)
        except ValueError:
            self.wrong("datum", f"It is not known. Give one of {', '.join(Datum)}.")
            return given

    def point(self, datum: Datum) -> Point | None:
        """Return the WGS-84 point of the row, or nothing where the numbers are none of a place in China."""
        latitude, longitude = self.decimal("latitude"), self.decimal("longitude")
        if latitude is None or longitude is None:
            return None
        if abs(latitude) > 90 >= abs(longitude):
            self.wrong(
                "latitude", "Latitude and longitude look swapped. Near Dalian they are about 39 and 122."
            )
            return None
        try:
            return to_point(latitude, longitude, datum)
        except ValueError:
            self.wrong("latitude", "This is no position on Earth. Near Dalian they are about 39 and 122.")
            return None

    def radius_m(self, without: int) -> int:
        raw = self.raw("radius_m")
        if not raw:
            return without
        metres = float(raw) if _DECIMAL.fullmatch(raw) else math.nan
        if not LEAST_RADIUS_M <= metres <= MOST_RADIUS_M:
            self.wrong(
                "radius_m", f"Give metres from {LEAST_RADIUS_M} to {MOST_RADIUS_M}, or leave it empty."
            )
            return without
        return round(metres)

    def line(self, datum: Datum) -> tuple[tuple[Point, ...], ...]:
        """Return the parts of the line, given as WKT with the longitude first."""
        raw = self.raw("line")
        if not raw:
            return ()
        found = _WKT.match(raw)
        try:
            if found is None:
                raise ValueError
            parts = re.findall(r"\(([^()]*)\)", found[2]) if found[1] else [found[2]]
            read = tuple(_part(part, datum) for part in parts)
            if not read or any(len(part) < 2 for part in read):
                raise ValueError
        except ValueError:
            self.wrong("line", "Give WKT such as LINESTRING(121.60 38.91, 121.61 38.91), longitude first.")
            return ()
        return read


def _part(text: str, datum: Datum) -> tuple[Point, ...]:
    pairs = [pair.split() for pair in text.split(",")]
    return tuple(to_point(float(latitude), float(longitude), datum) for longitude, latitude in pairs)


def encoded(parts: tuple[tuple[Point, ...], ...]) -> str:
    """Return a line as places hold it, nothing for none."""
    return encode(parts) if parts else ""
