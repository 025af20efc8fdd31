"""What bringing in a street map would change: rows added, changed and retired."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from locator.models import MapBorder, MapDoor, MapPlace, StreetMap

from .reading import DoorRow, PlaceRow, Reading

# More than a fifth of what stands is retired only by whoever names the number.
BRAKE = 5
PLACE_COLUMNS = tuple(PlaceRow.__dataclass_fields__)
DOOR_COLUMNS = tuple(DoorRow.__dataclass_fields__)
ADDED, CHANGED, RETIRED, UNCHANGED = "added", "changed", "retired", "unchanged"
R = TypeVar("R", PlaceRow, DoorRow)
Case = tuple[str, str, str]


@dataclass(slots=True)
class Changes(Generic[R]):
    """Rows to add, to write over those of a primary key, and primary keys to retire."""

    added: list[R] = field(default_factory=list)
    changed: list[tuple[int, R]] = field(default_factory=list)
    retired: list[int] = field(default_factory=list)
    unchanged: int = 0
    standing: int = 0
    # How many of each act, kind and district.
    cases: Counter[Case] = field(default_factory=Counter)

    @property
    def brakes(self) -> bool:
        return len(self.retired) * BRAKE > self.standing

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.retired)


@dataclass(slots=True)
class Plan:
    """The changes of one import; ``number`` is the map's as they were worked out, None for a new map."""

    code: str
    number: int | None
    reading: Reading
    places: Changes[PlaceRow]
    doors: Changes[DoorRow]
    borders_change: bool

    @property
    def changes_anything(self) -> bool:
        return bool(self.places) or bool(self.doors) or self.borders_change

    @property
    def must_confirm(self) -> int:
        """Return how many rows would be retired, where that is more than goes without saying."""
        retired = len(self.places.retired) + len(self.doors.retired)
        return retired if self.places.brakes or self.doors.brakes else 0

    def total(self, act: str) -> int:
        return sum(
            number
            for changes in (self.places, self.doors)
            for case, number in changes.cases.items()
            if case[0] == act
        )


def make_plan(code: str, reading: Reading) -> Plan:
    """Hold what was read against what the database has of that map."""
    number = StreetMap.objects.filter(code=code).values_list("number", flat=True).first()
    borders = dict(MapBorder.objects.filter(street_map=code).values_list("district_id", "rings"))
    return Plan(
        code,
        number,
        reading,
        _compared(reading.places, MapPlace, code, PLACE_COLUMNS),
        _compared(reading.doors, MapDoor, code, DOOR_COLUMNS),
        borders != reading.borders,
    )


def columns(fields: Iterable[str]) -> list[str]:
    """Return the database's columns for the fields of a row."""
    return ["district_id" if name == "district" else name for name in fields]


def _compared(
    rows: Iterable[R], model: type[MapPlace] | type[MapDoor], code: str, fields: tuple[str, ...]
) -> Changes[R]:
    changes: Changes[R] = Changes()
    standing: dict[str, tuple[int, int, str, str]] = {}
    retired_before: dict[str, int] = {}
    # A number for each row instead of its values: a map may have a million doors.
    kind_at = fields.index("kind") if "kind" in fields else None
    district_at = fields.index("district")
    found = model._default_manager.filter(street_map=code).values_list("pk", "retired", *columns(fields))
    for pk, retired, *values in found.iterator():
        ref = values[fields.index("ref")]
        if retired:
            retired_before[ref] = pk
        else:
            sort = values[kind_at] if kind_at is not None else "door"
            standing[ref] = (pk, _mark(values), sort, values[district_at])
    changes.standing = len(standing)
    for row in rows:
        values = [getattr(row, name) for name in fields]
        kind, district = str(getattr(row, "kind", "door")), row.district
        known = standing.pop(row.ref, None)
        if known is not None and known[1] == _mark(values):
            changes.unchanged += 1
            changes.cases[UNCHANGED, kind, district] += 1
        elif known is not None:
            changes.changed.append((known[0], row))
            changes.cases[CHANGED, kind, district] += 1
        elif row.ref in retired_before:
            changes.changed.append((retired_before[row.ref], row))
            changes.cases[ADDED, kind, district] += 1
        else:
            changes.added.append(row)
            changes.cases[ADDED, kind, district] += 1
    for pk, _, kind, district in standing.values():
        changes.retired.append(pk)
        changes.cases[RETIRED, kind, district] += 1
    return changes


def _mark(values: Iterable[object]) -> int:
    return hash(tuple(tuple(value) if isinstance(value, list) else value for value in values))
