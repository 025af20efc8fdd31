"""From the cells of a row to a place or a door."""

from __future__ import annotations

import math
from collections import Counter
from functools import lru_cache

import numpy as np

from locator.models import Point
from locator.places.address import ROAD
from locator.places.answer import Kind
from locator.places.datum import to_point
from locator.places.lines import Degrees, encode, flat
from locator.places.normalise import fold, latin

from ..finer import door_of, names_a_part, without_parts
from ..reading import DoorRow, PlaceRow
from . import wkt
from .cells import LARGEST_RADIUS_M, Cells, Wanted
from .whereabouts import Whereabouts
from .words import DOOR, KNOWN, WORDS, radius_of

SPARE_M = 50
MOST_ALIASES = 12
MOST_OF_LINE = 1_000_000
ONLY_A_PART = "This is a building, a unit or a room: write the estate, or the road and the house number."
CUT_OFF = "building, unit or room cut off"


class RowReader:
    """Reads rows one by one; ``cut`` counts names and numbers that lost a part."""

    def __init__(self, where: Whereabouts, left_out: Counter[str]) -> None:
        self._where, self._left_out = where, left_out

    def read(self, cells: Cells, doors_alone: bool) -> PlaceRow | DoorRow | None:
        """Return what a row holds; None if it lies outside the box, or with what is wrong in the cells."""
        kind, sort = (Kind.ADDRESS, DOOR) if doors_alone else self._kind(cells)
        ref = self._ref(cells)
        row = self._door(cells, ref) if sort == DOOR else self._place(cells, ref, kind, sort)
        if row is not None and not cells.wrong and not self._where.in_box(Point(row.latitude, row.longitude)):
            self._left_out["outside the box"] += 1
            return None
        return row

    def _kind(self, cells: Cells) -> tuple[Kind, str]:
        written = _folded(cells.text("kind", 40, Wanted.ALWAYS))
        if written and written not in WORDS:
            cells.refuse("kind", f"This kind is not known. Use one of: {KNOWN}.")
        return WORDS.get(written, (Kind.LANDMARK, ""))

    def _ref(self, cells: Cells) -> str:
        ref = cells.text("id", 80)
        if without_parts(ref) != ref:
            cells.refuse("id", "The id names a building, a unit or a room: use another.")
        return ref

    def _door(self, cells: Cells, ref: str) -> DoorRow | None:
        street = self._without_parts(cells, "street", cells.name("street"))
        for region in ("辽宁省", "大连市", *self._where.names):
            shorter = street.removeprefix(region).strip()
            street = shorter if len(shorter) > 1 else street
        if (numbered := ROAD.match(_folded(street))) and numbered["number"]:
            cells.refuse("street", "The house number belongs into its own column.")
        written = cells.text("number", 80, Wanted.ALWAYS)
        number = door_of(written)
        if written and not number:
            cells.refuse(
                "number", "This is no house number such as 23号: write the number of the door alone."
            )
        elif _folded(written).removesuffix("号") != _folded(number):
            self._left_out[CUT_OFF] += 1
        point = self._where.point(cells)
        district = self._where.district(cells, point) if point else ""
        if point is None or cells.wrong:
            return None
        return DoorRow(ref, street, number, district, point.latitude, point.longitude)

    def _place(self, cells: Cells, ref: str, kind: Kind, sort: str) -> PlaceRow | None:
        given = cells.name("name")
        name = self._without_parts(cells, "name", given)
        parts = self._line(cells, kind)
        # Without the line that should have told it, a point is not missed as well.
        broken = bool(cells.wrong) and not parts and bool(cells.text("line", MOST_OF_LINE))
        point = None if broken else self._middle(cells, parts) if parts else self._where.point(cells)
        district = self._where.district(cells, point) if point else ""
        radius = cells.metres("radius_m")
        others = cells.several("aliases", 80)
        name_en, pinyin = cells.text("name_en", 120), latin(cells.text("pinyin", 200).lower())
        town = cells.text("town", 40)
        if not pinyin.isascii():
            cells.refuse("pinyin", "Write the reading in Latin letters, with spaces between the syllables.")
        if point is None or cells.wrong:
            return None
        reach = _reach(parts, point) if parts else radius_of(kind, sort, name)
        if radius is None and reach > LARGEST_RADIUS_M:
            cells.refuse(
                "line", "The line reaches more than 50 km from its middle: see whether a corner is wrong."
            )
        whole = name == given
        return PlaceRow(
            ref=ref,
            name=name,
            kind=kind.value,
            district=district,
            latitude=point.latitude,
            longitude=point.longitude,
            radius_m=radius or reach,
            sort=sort,
            # What a name was cut by, its translation still says.
            name_en=name_en if whole and not names_a_part(name_en) else "",
            pinyin=pinyin if whole else "",
            town=town,
            aliases=_aliases(name, others),
            line=encode(parts) if parts else "",
        )

    def _without_parts(self, cells: Cells, column: str, given: str) -> str:
        name = without_parts(given)
        if given and not name:
            cells.refuse(column, ONLY_A_PART)
        elif name != given:
            self._left_out[CUT_OFF] += 1
        return name

    def _line(self, cells: Cells, kind: Kind) -> list[list[Point]]:
        written = cells.text("line", MOST_OF_LINE)
        if not written:
            return []
        if kind is not Kind.ROAD:
            cells.refuse("line", "Only roads have a line: empty the cell.")
            return []
        try:
            corners = wkt.read(written)
        except ValueError:
            cells.refuse(
                "line", "Write LINESTRING(121.61 38.91, 121.62 38.92) or MULTILINESTRING, longitude first."
            )
            return []
        datum = cells.datum(self._where.datum)
        for part in corners:
            for latitude, longitude in (part[0], part[len(part) // 2], part[-1]):
                if self._where.checked(cells, "line", latitude, longitude, datum) is None:
                    return []
        try:
            return [[to_point(*corner, datum) for corner in part] for part in corners]
        except ValueError:
            cells.refuse("line", "A corner of the line is no position on Earth: correct it.")
            return []

    def _middle(self, cells: Cells, parts: list[list[Point]]) -> Point | None:
        """Return the row's own point, or the corner nearest to the middle where it has none."""
        if cells.text("latitude", 40) or cells.text("longitude", 40):
            return self._where.point(cells)
        corners = [corner for part in parts for corner in part]
        metres = _flat(corners, corners[0])
        return corners[int(np.hypot(*(metres - metres.mean(axis=0)).T).argmin())]


_folded = lru_cache(maxsize=50_000)(fold)


def _reach(parts: list[list[Point]], point: Point) -> int:
    metres = _flat([corner for part in parts for corner in part], point)
    return math.ceil(float(np.hypot(*metres.T).max())) + SPARE_M


def _flat(corners: list[Point], around: Point) -> Degrees:
    return flat(np.array([(corner.latitude, corner.longitude) for corner in corners]), around)


def _aliases(name: str, others: list[str]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for other in map(without_parts, others):
        folded = fold(other)
        if len(folded) > 1 and folded != fold(name) and not names_a_part(other):
            found.setdefault(folded, other)
    return tuple(found.values())[:MOST_ALIASES]
