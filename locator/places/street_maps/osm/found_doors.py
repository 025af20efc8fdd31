"""The doors of an extract before their district is known, in columns: a city has a million of them."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator

import numpy as np

from locator.models import Point
from locator.places.entry import metres_between
from locator.places.lines import Degrees
from locator.places.normalise import fold

from ..reading import DoorRow
from .clip import Clip

SAME_DOOR_M = 150
_OBJECTS = ("node", "way", "relation")
_ALONE, _ONE_OF_SEVERAL, _BETWEEN = range(3)


class FoundDoors:
    """House numbers by object; each street and each number is held but once."""

    def __init__(self) -> None:
        self._objects = array("b")
        self._ids = array("q")
        self._how = array("b")
        self._streets = array("i")
        self._numbers = array("i")
        self._degrees = array("d")
        self._street_names: list[str] = [""]
        self._street_ids: dict[str, int] = {"": 0}
        self._number_texts: list[str] = []
        self._number_ids: dict[str, int] = {}
        self._nodes: dict[int, int] | None = None

    def add(self, ref: tuple[str, int], street: str, numbers: Iterable[str], point: Point) -> None:
        """Add the doors of an object; without a street they wait for an interpolation that tells it."""
        several = list(numbers)
        for number in several:
            self._add(ref, _ALONE if len(several) == 1 else _ONE_OF_SEVERAL, street, number, point)

    def add_between(self, way: int, street: str, number: str, point: Point) -> None:
        """Add a door that stands between two others along a way."""
        self._add(("way", way), _BETWEEN, street, number, point)

    def of_nodes(self, nodes: Iterable[int]) -> list[tuple[str, str] | None]:
        """Return street and number of each node of a way; None where it has none, or several numbers."""
        at = [self._index().get(node) for node in nodes]
        return [
            None
            if n is None
            else (self._street_names[self._streets[n]], self._number_texts[self._numbers[n]])
            for n in at
        ]

    def give_street(self, nodes: Iterable[int], street: str) -> None:
        """Let the numbered nodes of a way that tell no street stand in the way's."""
        for node in nodes:
            n = self._index().get(node)
            if n is not None and not self._streets[n]:
                self._streets[n] = self._street_id(street)

    def rows(self, clip: Clip, left_out: Counter[str]) -> Iterator[DoorRow]:
        """Yield a row for each door in the city, one for each number of a street within 150 m."""
        self._nodes = None
        degrees: Degrees = np.array(self._degrees, np.float64).reshape(-1, 2)
        districts = clip.districts_of(degrees)
        order = np.lexsort(
            tuple(map(np.array, (self._ids, self._objects, self._how, self._numbers, self._streets)))
        )
        last: tuple[int, int] = (-1, -1)
        kept: list[tuple[str, Point]] = []
        for n in order.tolist():
            district, point = districts[n], Point(*degrees[n].tolist())
            key = self._streets[n], self._numbers[n]
            kept = kept if key == last else []
            last = key
            if not self._streets[n]:
                left_out["house number without a street"] += 1
            elif district is None:
                left_out["outside the city"] += 1
            elif any(self._same(n, district, point, other) for other in kept):
                left_out["the same door again"] += 1
            else:
                kept.append((district, point))
                yield self._row(n, district, point)

    def _same(self, n: int, district: str, point: Point, other: tuple[str, Point]) -> bool:
        # A door that the map knows stands where it is, whatever lies between two others.
        near = self._how[n] == _BETWEEN or metres_between(point, other[1]) <= SAME_DOOR_M
        return other[0] == district and near

    def _row(self, n: int, district: str, point: Point) -> DoorRow:
        number = self._number_texts[self._numbers[n]]
        ref = f"{_OBJECTS[self._objects[n]]}/{self._ids[n]}"
        return DoorRow(
            ref=ref if self._how[n] == _ALONE else f"{ref}/{number}",
            street=self._street_names[self._streets[n]],
            number=number,
            district=district,
            latitude=point.latitude,
            longitude=point.longitude,
            interpolated=self._how[n] == _BETWEEN,
        )

    def _add(self, ref: tuple[str, int], how: int, street: str, number: str, point: Point) -> None:
        self._objects.append(_OBJECTS.index(ref[0]))
        self._ids.append(ref[1])
        self._how.append(how)
        self._streets.append(self._street_id(street))
        if number not in self._number_ids:
            self._number_ids[number] = len(self._number_texts)
            self._number_texts.append(number)
        self._numbers.append(self._number_ids[number])
        self._degrees.extend((point.latitude, point.longitude))

    def _street_id(self, street: str) -> int:
        if street not in self._street_ids:
            folded = fold(street)
            if folded not in self._street_ids:
                self._street_ids[folded] = len(self._street_names)
                self._street_names.append(street)
            self._street_ids[street] = self._street_ids[folded]
        return self._street_ids[street]

    def _index(self) -> dict[int, int]:
        """Return where the nodes with one number are; made when the first way asks, after all nodes."""
        if self._nodes is None:
            self._nodes = {
                number: n
                for n, number in enumerate(self._ids)
                if not self._objects[n] and self._how[n] == _ALONE
            }
        return self._nodes
