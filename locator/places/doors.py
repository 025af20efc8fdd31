"""House numbers: the doors that are known on a road."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from locator.models import Point

from .address import NUMBER, ROAD
from .answer import Kind
from .entry import Entry
from .normalise import fold
from .texts import Arrays, Texts

_DIGITS = re.compile(r"\d+")
_NAMED_AFTER_A_PLACE = re.compile(rf"^(?P<road>.{{2,}}?)(?P<number>{NUMBER})号$")
LARGEST = 99_999
SURVEYED_M, INTERPOLATED_M = 30, 100
COMPILED_M = 300  # as far as an address of the shipped tables may be off
_SHIPPED = "gazetteer:"


# Many doors stand on one road.
_folded = lru_cache(maxsize=1_000)(fold)


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
        folded = text if text.isascii() and text.isdecimal() else fold(text).removesuffix("号")
        found = _DIGITS.search(folded)
        if found is None or int(found[0]) > LARGEST:
            return None
        return cls(_folded(street), district, int(found[0]), folded, point, interpolated, source)

    @property
    def is_shipped(self) -> bool:
        """Whether it is a place of the shipped tables."""
        return self.source.startswith(_SHIPPED)

    @property
    def reach_m(self) -> int:
        """How far off the point may be: little where somebody saw the plate, more in the shipped tables."""
        if self.is_shipped:
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
    """The known doors in order of road and number, as arrays: a city may have a million."""

    __slots__ = ("_columns", "_starts", "_streets", "_texts")

    def __init__(self, columns: Arrays) -> None:
        self._columns = columns
        self._streets = Texts.read(columns, "door.streets")
        self._starts = columns["door.first"]
        self._texts = {name: Texts.read(columns, f"door.{name}") for name in ("text", "sources", "districts")}

    @classmethod
    def of(cls, doors: Iterable[Door]) -> Doors:
        ordered = sorted(
            doors, key=lambda door: (door.street, door.number, door.text, door.interpolated, door.district)
        )
        streets = [(street, len(list(group))) for street, group in groupby(ordered, attrgetter("street"))]
        sources = sorted({door.source for door in ordered})
        districts = sorted({door.district for door in ordered})
        first = np.zeros(len(streets) + 1, np.int32)
        np.cumsum([count for _, count in streets], out=first[1:])
        columns: dict[str, NDArray[Any]] = {
            "door.first": first,
            "door.number": np.array([door.number for door in ordered], np.int32),
            "door.point": np.array([(d.point.latitude, d.point.longitude) for d in ordered]).reshape(-1, 2),
            "door.interpolated": np.array([door.interpolated for door in ordered], np.bool_),
            "door.source": np.array([sources.index(door.source) for door in ordered], np.uint8),
            "door.district": np.array([districts.index(door.district) for door in ordered], np.uint8),
        }
        columns |= Texts.of(street for street, _ in streets).arrays("door.streets")
        columns |= Texts.of(door.text for door in ordered).arrays("door.text")
        columns |= Texts.of(sources).arrays("door.sources") | Texts.of(districts).arrays("door.districts")
        return cls(columns)

    def arrays(self) -> dict[str, NDArray[Any]]:
        return dict(self._columns)

    def __iter__(self) -> Iterator[Door]:
        for at, street in enumerate(self._streets):
            yield from (
                self._door(street, number) for number in range(self._starts[at], self._starts[at + 1])
            )

    def of_street(self, street: str, districts: frozenset[str]) -> list[Door]:
        """Return the doors of a road in order of their numbers, in these districts if any are given."""
        at = self._streets.position(street)
        if at == len(self._streets) or self._streets[at] != street:
            return []
        doors = (self._door(street, number) for number in range(self._starts[at], self._starts[at + 1]))
        return [door for door in doors if not districts or door.district in districts]

    def _door(self, street: str, at: int) -> Door:
        columns, texts = self._columns, self._texts
        return Door(
            street=street,
            district=texts["districts"][columns["door.district"][at]],
            number=int(columns["door.number"][at]),
            text=texts["text"][at],
            point=Point(*columns["door.point"][at].tolist()),
            interpolated=bool(columns["door.interpolated"][at]),
            source=texts["sources"][columns["door.source"][at]],
        )
