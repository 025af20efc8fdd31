"""What an import would change: the rows of a reading beside those that the street map has already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from typing import Generic, TypeVar

from locator.models import MapBorder, MapDoor, MapPlace

from .reading import DoorRow, PlaceRow, Reading

Row = TypeVar("Row", PlaceRow, DoorRow)
MapRow = type[MapPlace] | type[MapDoor]
CHUNK = 2_000
BRAKE_SHARE = 5  # more than one in so many may not go unless somebody says how many
DOOR = "door"
ACTIONS = ("added", "changed", "revived", "retired", "unchanged")


@dataclass(slots=True)
class TablePlan(Generic[Row]):
    """The changes to one table; ``written`` are the rows to add, to change or to bring back."""

    written: list[Row] = field(default_factory=list)
    retired: list[int] = field(default_factory=list)
    standing: int = 0
    # By action, kind and district.
    counted: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    @property
    def brakes(self) -> bool:
        return len(self.retired) * BRAKE_SHARE > self.standing


@dataclass(slots=True)
class Plan:
    """The changes to a street map's places, doors and borders."""

    places: TablePlan[PlaceRow]
    doors: TablePlan[DoorRow]
    borders: dict[str, str] = field(default_factory=dict)
    borders_gone: list[str] = field(default_factory=list)

    @property
    def counted(self) -> Counter[tuple[str, str, str]]:
        return self.places.counted + self.doors.counted

    @property
    def retiring(self) -> int:
        return len(self.places.retired) + len(self.doors.retired)

    @property
    def brakes(self) -> bool:
        return self.places.brakes or self.doors.brakes

    @property
    def changes_rows(self) -> bool:
        return bool(
            self.places.written or self.doors.written or self.retiring or self.borders or self.borders_gone
        )

    def total(self, *actions: str) -> int:
        return sum(count for (action, _, _), count in self.counted.items() if action in actions)


def make_plan(code: str, reading: Reading) -> Plan:
    """Return what a reading would change in the street map of a code; a map that is not there is empty."""
    standing = dict(MapBorder.objects.filter(street_map=code).values_list("district_id", "rings"))
    return Plan(
        places=_of_table(MapPlace, PlaceRow, code, reading.places),
        doors=_of_table(MapDoor, DoorRow, code, reading.doors),
        borders={d: rings for d, rings in reading.borders.items() if standing.get(d) != rings},
        borders_gone=sorted(standing.keys() - reading.borders.keys()),
    )


def columns_of(row: type[PlaceRow] | type[DoorRow]) -> list[str]:
    """Return the columns of the table that hold a row's fields, in their order."""
    return ["district_id" if column.name == "district" else column.name for column in fields(row)]


def _of_table(model: MapRow, kind_of_row: type[Row], code: str, rows: Sequence[Row]) -> TablePlan[Row]:
    plan: TablePlan[Row] = TablePlan()
    columns = columns_of(kind_of_row)
    at = {row.ref: number for number, row in enumerate(rows)}
    known = bytearray(len(rows))
    # Only the refs of the reading are held, never the rows of the table: those stream by.
    stored = model.objects.filter(street_map=code).order_by().values_list("pk", "retired", *columns)
    for pk, retired, *values in stored.iterator(chunk_size=CHUNK):
        was = row_of(kind_of_row, values)
        plan.standing += not retired
        number = at.get(was.ref)
        if number is None:
            if not retired:
                plan.retired.append(pk)
                _count(plan, "retired", was)
            continue
        known[number] = True
        action = "revived" if retired else "unchanged" if was == rows[number] else "changed"
        _count(plan, action, rows[number])
        if action != "unchanged":
            plan.written.append(rows[number])
    for row in _unknown(rows, known):
        _count(plan, "added", row)
        plan.written.append(row)
    return plan


def _unknown(rows: Sequence[Row], known: bytearray) -> Iterable[Row]:
    return (row for row, is_known in zip(rows, known, strict=True) if not is_known)


def row_of(kind_of_row: type[Row], values: Sequence[object]) -> Row:
    """Return the row that the columns of `columns_of` hold."""
    # JSON knows no tuples.
    return kind_of_row(*(tuple(value) if isinstance(value, list) else value for value in values))  # type: ignore[arg-type]


def _count(plan: TablePlan[Row], action: str, row: Row) -> None:
    plan.counted[action, row.kind if isinstance(row, PlaceRow) else DOOR, row.district] += 1
