"""Where a row lies: its point in WGS-84 and its district, if they are of this city and agree."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from scipy.spatial import cKDTree

from locator.models import Point
from locator.places.answer import Kind
from locator.places.borders import Box
from locator.places.datum import Datum, to_point
from locator.places.gazetteer import Gazetteer
from locator.places.lines import flat
from locator.places.normalise import fold

from .cells import Cells

# So near to a known place of the district that is named, the table knows the border better than a vote.
NEAR_BORDER_M = 3_000
# Cells of half a kilometre: where all four corners say the same, so does what lies between them.
CELLS_A_DEGREE = 200
SWAPPED = "Latitude and longitude are swapped: exchange the two columns."
OUTSIDE = "This point lies outside Dalian: correct it, or leave the row out."
NO_POINT = "The cell is empty: give latitude and longitude."


class Whereabouts:
    """Tells point and district of rows; counts those that lie outside the city."""

    def __init__(self, gazetteer: Gazetteer, box: Box | None, datum: Datum) -> None:
        self._gazetteer, self._box, self.datum = gazetteer, box, datum
        self.names = tuple(entry.name for entry in gazetteer.districts.values())
        self.located = self.outside = 0
        self._covered = lru_cache(maxsize=None)(self._cell_covered)
        self._district = lru_cache(maxsize=None)(self._cell_district)
        self.named = lru_cache(maxsize=4_096)(self._named)
        self._tree_of = lru_cache(maxsize=None)(self._tree)

    def point(self, cells: Cells) -> Point | None:
        """Return the point of a row, or None with what is wrong in the cells."""
        before = len(cells.wrong)
        latitude, longitude = cells.number("latitude"), cells.number("longitude")
        datum = cells.datum(self.datum)
        if len(cells.wrong) > before:
            return None
        if latitude is None or longitude is None:
            cells.refuse("latitude" if latitude is None else "longitude", NO_POINT)
            return None
        return self.checked(cells, "latitude", latitude, longitude, datum)

    def checked(
        self, cells: Cells, column: str, latitude: float, longitude: float, datum: Datum
    ) -> Point | None:
        """Return a position as a point of the city; a swapped one is refused and never turned round."""
        self.located += 1
        on_earth = abs(latitude) <= 90 and abs(longitude) <= 180
        point = to_point(latitude, longitude, datum) if on_earth else None
        if point is not None and (self._covered(*_cell(point)) or self._gazetteer.covers(point)):
            return point
        swapped = abs(longitude) <= 90 and abs(latitude) <= 180
        if swapped and self._gazetteer.covers(Point(longitude, latitude)):
            cells.refuse(column, SWAPPED)
        else:
            self.outside += 1
            cells.refuse(column, OUTSIDE if on_earth else "This is no position on Earth: correct it.")
        return None

    def in_box(self, point: Point) -> bool:
        return self._box is None or self._box.holds(point)

    def district(self, cells: Cells, point: Point) -> str:
        """Return the district of a row: the one that it names, unless the point lies far from it."""
        written = cells.text("district", 40)
        if not written:
            found = self._district_of(point)
            if found is None:
                cells.refuse("district", OUTSIDE)
            return found or ""
        allowed = self.named(written)
        if not allowed:
            known = ", ".join(f"{code} {entry.name}" for code, entry in self._gazetteer.districts.items())
            cells.refuse("district", f"This district is not known. Use one of: {known}.")
            return ""
        actual = self._district_of(point)
        if actual is not None and actual in allowed:
            return actual
        metres = {code: self._metres_to(code, point) for code in allowed}
        nearest = min(metres, key=lambda code: (metres[code], code))
        if metres[nearest] <= NEAR_BORDER_M:
            return nearest
        lies_in = self._gazetteer.districts[actual].name if actual else "no district"
        cells.refuse("district", f"The point lies in {lies_in}: correct the district or the point.")
        return ""

    def _district_of(self, point: Point) -> str | None:
        return self._district(*_cell(point)) or self._gazetteer.district_of(point)

    def _cell_covered(self, north: int, east: int) -> bool:
        return all(self._gazetteer.covers(corner) for corner in _corners(north, east))

    def _cell_district(self, north: int, east: int) -> str | None:
        found = {self._gazetteer.district_of(corner) for corner in _corners(north, east)}
        return found.pop() if len(found) == 1 else None

    def _named(self, written: str) -> frozenset[str]:
        """Return the districts that a code or a name allows: several for a functional area."""
        folded = fold(written).removeprefix("辽宁省").removeprefix("大连市")
        if folded in self._gazetteer.districts:
            return frozenset({folded})
        regions = self._gazetteer.regions(folded)
        return frozenset(
            code for entry in regions if entry.kind in {Kind.DISTRICT, Kind.AREA} for code in entry.districts
        )

    def _metres_to(self, district: str, point: Point) -> float:
        middle = self._gazetteer.districts[district].point
        spot = flat(np.array([[point.latitude, point.longitude]]), middle)[0]
        return float(self._tree_of(district).query(spot)[0])

    def _tree(self, district: str) -> cKDTree[None]:
        entry = self._gazetteer.districts[district]
        own = np.array([[entry.point.latitude, entry.point.longitude]])
        return cKDTree(flat(np.vstack([own, self._gazetteer.points_in(district)]), entry.point))


def _cell(point: Point) -> tuple[int, int]:
    # At the poles and the date line a corner would lie beyond the Earth.
    north, east = (math.floor(d * CELLS_A_DEGREE) for d in (point.latitude, point.longitude))
    return min(north, 90 * CELLS_A_DEGREE - 1), min(east, 180 * CELLS_A_DEGREE - 1)


def _corners(north: int, east: int) -> list[Point]:
    return [
        Point(latitude / CELLS_A_DEGREE, longitude / CELLS_A_DEGREE)
        for latitude in (north, north + 1)
        for longitude in (east, east + 1)
    ]
