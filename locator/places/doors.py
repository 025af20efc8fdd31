"""House numbers: the doors that are known on a road."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from locator.models import Point

from .normalise import fold

_DIGITS = re.compile(r"\d+")
LARGEST = 99_999


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
