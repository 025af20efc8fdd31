"""What is taken from the extract's nodes, ways and areas as they pass by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np

from locator.models import Point
from locator.places.lines import Degrees

from .addresses import Streets, numbers_of
from .classes import class_of, is_gone, is_road, is_square
from .extract import Tags
from .found_doors import FoundDoors
from .interpolations import Interpolation, doors_between
from .naming import Called, called
from .positions import Positions
from .roads import Piece, whole_parts
from .spots import Spot, extent
from .stations import EXIT, class_of_stop, letter_of

Ref = tuple[str, int]


class Collected:
    """Everything of the extract that may become a row, before districts are known and doubles joined."""

    def __init__(self, streets: Streets, street_of: dict[tuple[str, int], str]) -> None:
        self.spots: list[Spot] = []
        self.stops: list[Spot] = []
        self.exits: list[Spot] = []
        self.pieces: list[Piece] = []
        self.doors = FoundDoors()
        self.left_out: Counter[str] = Counter()
        self.newest: date | None = None
        self._streets = streets
        self._street_of = street_of

    def node(self, number: int, tags: Tags, point: Point) -> None:
        """Take what a node is: a place, a stop, an exit, a door, or several of them."""
        ref = ("node", number)
        self._address(ref, tags, point)
        self._place(ref, tags, point, None)

    def way(self, number: int, tags: Tags, nodes: Sequence[int], positions: Positions) -> None:
        """Take what a way is: a road, an area, a door, or a line with doors along it."""
        line = positions.of(nodes)
        corners = line[~np.isnan(line).any(axis=1)]
        if "addr:interpolation" in tags and "addr:housenumber" not in tags:
            self._interpolation(number, tags, nodes, line)
        elif not len(corners):
            self.left_out["outside the box"] += 1
        elif is_road(tags) and not (is_square(tags) and nodes[0] == nodes[-1]):
            self._road(number, tags, line)
        else:
            whole = len(corners) == len(line) and nodes[0] == nodes[-1]
            self._area(("way", number), tags, [corners], whole=whole)

    def area(self, number: int, tags: Tags, rings: Sequence[Degrees]) -> None:
        """Take what an area of several ways is: a place, a door, or both."""
        self._area(("relation", number), {"area": "yes", **tags}, rings, whole=True)

    def changed(self, day: date | None) -> None:
        if day is not None and (self.newest is None or day > self.newest):
            self.newest = day

    def _area(self, ref: Ref, tags: Tags, rings: Sequence[Degrees], *, whole: bool) -> None:
        point, reach = extent(rings)
        self._address(ref, tags, point)
        # Of what is cut off at the edge nobody knows how far it reaches.
        self._place(ref, tags, point, reach if whole else None)

    def _road(self, number: int, tags: Tags, line: Degrees) -> None:
        names = called(tags, self.left_out)
        if names is None:
            return
        parts = whole_parts(line)
        if not parts:
            self.left_out["road with one corner in the box"] += 1
        self.pieces += [Piece(number, names, part) for part in parts]

    def _address(self, ref: Ref, tags: Tags, point: Point) -> None:
        written = tags.get("addr:housenumber")
        if not written or is_gone(tags):
            return
        numbers = numbers_of(written, tags.get("addr:interpolation", ""))
        if not numbers:
            self.left_out["building, unit or room"] += 1
        street = self._streets.of(tags) or self._streets.named(self._street_of.get((ref[0][0], ref[1]), ""))
        self.doors.add(ref, street, numbers, point)

    def _place(self, ref: Ref, tags: Tags, point: Point, reach: int | None) -> None:
        stop = class_of_stop(tags)
        if stop == EXIT:
            self._exit(ref, tags, point)
            return
        names = called(tags, self.left_out)
        if names is None:
            return
        if is_gone(tags):
            self.left_out["no longer in use"] += 1
        elif stop:
            self.stops.append(_spot(ref, names, stop, point, reach))
        elif word := class_of(tags, names.name):
            self.spots.append(_spot(ref, names, word, point, reach))
        else:
            self.left_out["no kind of place"] += 1

    def _exit(self, ref: Ref, tags: Tags, point: Point) -> None:
        letter = letter_of(tags)
        if letter:
            self.exits.append(_spot(ref, Called(letter), EXIT, point, None))
        else:
            self.left_out["exit without a letter"] += 1

    def _interpolation(self, way: int, tags: Tags, nodes: Sequence[int], line: Degrees) -> None:
        known = self.doors.of_nodes(nodes)
        street = self._streets.of(tags) or self._streets.named(self._street_of.get(("w", way), ""))
        street = street or _one_of({door[0] for door in known if door and door[0]})
        if not street:
            self.left_out["interpolation without a street"] += 1
            return
        numbers = [None if door is None or door[0] not in {"", street} else door[1] for door in known]
        given = Interpolation(way, tags["addr:interpolation"], line, numbers)
        for number, point in doors_between(given, self.left_out):
            self.doors.add_between(way, street, number, point)
        self.doors.give_street(nodes, street)


def _spot(ref: Ref, names: Called, word: str, point: Point, reach: int | None) -> Spot:
    return Spot(f"{ref[0]}/{ref[1]}", names, word, point.latitude, point.longitude, reach)


def _one_of(streets: Iterable[str]) -> str:
    several = list(streets)
    return several[0] if len(several) == 1 else ""
