"""Reading a table of places, every mistake told by row and column."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from locator.models import Point
from locator.places.answer import Kind
from locator.places.borders import Box
from locator.places.datum import Datum
from locator.places.gazetteer import Gazetteer
from locator.places.kinds import least_radius_of_road
from locator.places.maps import BY_KIND
from locator.places.normalise import fold

from .districts import Districts
from .encodings import rows
from .headings import DOOR, KINDS, columns_of
from .osm.addresses import Streets, numbers_of
from .osm.naming import is_part
from .reading import DoorRow, PlaceRow, Progress, Reading, UnreadableMapError
from .table_row import TableRow, encoded

TOLD_EVERY = 20_000


def read_table(path: Path, gazetteer: Gazetteer, box: Box | None, datum: Datum, tell: Progress) -> Reading:
    """Return the places and doors of a table, with all that is wrong in it.

    ``datum`` is that of rows that name none. Raises UnreadableMapError for no table of Dalian's places.
    """
    reader = _Reader(gazetteer, box, datum)
    lines = rows(path)
    heading = next(lines, [])
    columns = columns_of(heading)
    for number, cells in enumerate(lines, 2):
        if any(cell.strip() for cell in cells):
            reader.read(TableRow(number, cells, columns, heading), len(cells) > len(heading))
        if number % TOLD_EVERY == 0:
            tell(f"{number:,} rows read", None)
    return reader.reading()


class _Reader:
    def __init__(self, gazetteer: Gazetteer, box: Box | None, datum: Datum) -> None:
        self._read = Reading()
        self._districts = Districts(gazetteer, box)
        self._streets = Streets(gazetteer)
        self._datum = datum
        self._rows_of: dict[str, int] = {}
        self._namesakes: Counter[str] = Counter()
        self._rows = self._elsewhere = 0

    def reading(self) -> Reading:
        if not self._rows:
            raise UnreadableMapError("The table has no rows below its heading.")
        if self._elsewhere == self._rows:
            raise UnreadableMapError(
                "No place of this table lies in Dalian. Is it another city's table, or are its coordinates "
                "in another datum (--datum)?"
            )
        return self._read

    def read(self, row: TableRow, too_long: bool) -> None:
        self._rows += 1
        if too_long:
            row.wrong(
                "name", "The row has more cells than the heading. Look for a comma that is not in quotes."
            )
        kind = KINDS.get(fold(row.raw("kind"))) or KINDS.get(row.raw("kind").lower())
        if kind is None:
            row.wrong("kind", f"It is not known. Give one of {', '.join(sorted(set(KINDS.values())))}.")
        datum = row.datum(self._datum)
        point = row.point(datum)
        district = self._district(row, point)
        found = (
            self._door(row, point, district)
            if kind == DOOR
            else self._place(row, kind, point, district, datum)
        )
        if row.troubles:
            self._read.troubles += row.troubles
        elif isinstance(found, DoorRow):
            self._read.doors.append(found)
        elif found is not None:
            self._read.places.append(found)

    def _district(self, row: TableRow, point: Point | None) -> str:
        if point is None:
            return ""
        lies_in = self._districts.of(point)
        if lies_in is None:
            self._elsewhere += 1
            row.wrong("latitude", "This point is not in Dalian. Look for a wrong digit, or another datum.")
            return ""
        named = row.text("district")
        if not named:
            return lies_in
        code = self._districts.code(named)
        if code is None:
            row.wrong("district", "It is no district of Dalian. Give its name or its six digits.")
        elif not self._districts.may_be(point, code, lies_in):
            said = self._districts.name(lies_in)
            row.wrong("district", f"The point lies in {said}. Mend the district or the coordinates.")
        return code or ""

    def _place(
        self, row: TableRow, kind: str | None, point: Point | None, district: str, datum: Datum
    ) -> PlaceRow | None:
        name = row.text("name")
        if not fold(name):
            row.wrong("name", "It is empty. Give the name that people say.")
        elif is_part(name):
            row.wrong(
                "name", "A building, a unit or a room is no place of its own. Name the estate or the road."
            )
        aliases = tuple(alias for alias in row.aliases() if not is_part(alias))
        parts = row.line(datum)
        least = (
            least_radius_of_road(name) if kind == Kind.ROAD else BY_KIND[Kind(kind)].radius_m if kind else 0
        )
        radius = row.radius_m(least)
        name_en, pinyin = row.text("name_en"), row.text("pinyin")
        ref = self._ref(row, f"{kind}/{district}/{fold(name)}")
        if point is None or kind is None or row.troubles:
            return None
        return PlaceRow(
            ref, name, kind, district, point.latitude, point.longitude, radius,
            name_en=name_en, pinyin=pinyin, aliases=aliases, line=encoded(parts),
        )  # fmt: skip

    def _door(self, row: TableRow, point: Point | None, district: str) -> DoorRow | None:
        street, numbers = self._streets.named(row.text("street")), numbers_of(row.text("number"))
        if not street:
            row.wrong("street", "Name the road or the place that the number belongs to.")
        if len(numbers) != 1:
            row.wrong("number", "Give one house number, such as 23 or 23-8: no building, unit or room.")
        ref = self._ref(row, f"door/{district}/{fold(street)}/{''.join(numbers)}")
        if point is None or row.troubles:
            return None
        return DoorRow(ref, street, numbers[0], district, point.latitude, point.longitude)

    def _ref(self, row: TableRow, otherwise: str) -> str:
        given = row.text("id")
        if not given:
            # In the order of the table: the second of two namesakes stays the second while the table stands.
            self._namesakes[otherwise] += 1
            times = self._namesakes[otherwise]
            return (otherwise if times == 1 else f"{otherwise}/{times}")[:80]
        if given in self._rows_of:
            row.wrong("id", f"Row {self._rows_of[given]} has it too. Give each row its own.")
        self._rows_of.setdefault(given, self._rows + 1)
        return f"id/{given}"
