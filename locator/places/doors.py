"""House numbers: the doors that are known on a road."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from locator.models import Point

from .address import NUMBER, ROAD
from .answer import Kind
from .entry import Entry
from .normalise import fold

_DIGITS = re.compile(r"\d+")
_NAMED_AFTER_A_PLACE = re.compile(rf"^(?P<road>.{{2,}}?)(?P<number>{NUMBER})号$")
LARGEST = 99_999
SURVEYED_M, INTERPOLATED_M = 30, 100
COMPILED_M = 300  # as far as an address of the shipped tables may be off
_SHIPPED = "gazetteer:"


@dataclass(frozen=True, slots=True)
class Door:
    """A house number of a road or a named place, on its WGS-84 point.

    ``number`` is what counts along the road (23 of 23-8 and of 甲23), ``text`` the folded number as written
    without 号; an interpolated door stands between two that are known.
    """

    street: str
    district: str
    number: int
    text: str
    point: Point
    interpolated: bool = False
    source: str = ""

    @classmethod
    def read(
        cls, street: str, district: str, text: str, point: Point, *, interpolated: bool = False, source: str
    ) -> Door | None:
        """Return the door of a written number such as 23号 or 甲23-8, or None where it holds no number."""
        folded = fold(text).removesuffix("号")
        found = _DIGITS.search(folded)
        if found is None or int(found[0]) > LARGEST:
            return None
        return cls(fold(street), district, int(found[0]), folded, point, interpolated, source)

    @property
    def reach_m(self) -> int:
        """How far off the point may be: little where somebody saw the plate, more in the shipped tables."""
        if self.source.startswith(_SHIPPED):
            return COMPILED_M
        return INTERPOLATED_M if self.interpolated else SURVEYED_M


def doors_of_entries(entries: Iterable[Entry]) -> list[Door]:
    """Return the doors among places: the shipped tables hold some addresses such as 中山路222号."""
    return [door for entry in entries if entry.kind is Kind.ADDRESS and (door := _door(entry))]


def _door(entry: Entry) -> Door | None:
    folded = fold(entry.name)
    # 数码路南段13号 is a door of 数码路.
    match = ROAD.match(folded) or _NAMED_AFTER_A_PLACE.match(folded)
    if match is None:
        return None
    return Door.read(match["road"], entry.district, match["number"], entry.point, source=entry.source)


class Doors:
    """The known doors by the folded name of their road."""

    def __init__(self, doors: Iterable[Door]) -> None:
        self._by_street: dict[str, list[Door]] = defaultdict(list)
        for door in doors:
            self._by_street[door.street].append(door)
        for group in self._by_street.values():
            group.sort(key=lambda door: (door.number, door.text, door.interpolated))

    def of(self, street: str, districts: frozenset[str]) -> tuple[Door, ...]:
        """Return the doors of a road in order of their numbers, in these districts if any are given."""
        return tuple(
            door for door in self._by_street.get(street, ()) if not districts or door.district in districts
        )
