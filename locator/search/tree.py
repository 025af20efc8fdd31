"""The outlets' positions, to be walked nearest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import dist
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from locator.models import Point

from .geometry import (
    Floats,
    at_least,
    earth_centred,
    earth_centred_point,
    few_over_the_ground,
    over_the_ground,
)

# Each batch asks for this many times the one before, so that all of them cost little more than the last.
GROWTH = 4
# From this share of all points on, measuring every one of them is cheaper than asking the tree.
WHOLE_SHARE = 16
# Up to so many points are measured one by one: for them, each step of an array costs more than its numbers.
FEW = 32
# A tree of so few is asked later than all of them are measured.
SMALL = 256

Numbers: TypeAlias = NDArray[np.intp]


class Batch(NamedTuple):
    """Positions in the tree's own numbering with their distances in metres, nearest first."""

    numbers: Numbers
    distances: Floats


class Tree:
    """Points on the ellipsoid, ordered by their distance over the ground from anywhere.

    Points at the same distance come in the order in which they were given.
    """

    def __init__(self, points: Sequence[Point]) -> None:
        latitudes = np.fromiter((point.latitude for point in points), float, len(points))
        longitudes = np.fromiter((point.longitude for point in points), float, len(points))
        self.positions = earth_centred(latitudes, longitudes)
        # Of few points, plain numbers are at hand sooner than a row of an array, and measured sooner than a
        # tree is asked.
        few = len(points) <= SMALL
        self._rows = [(x, y, z) for x, y, z in self.positions.tolist()] if few else None
        self._tree = None if few else cKDTree(self.positions)

    def __len__(self) -> int:
        return len(self.positions)

    def position(self, number: int) -> tuple[float, float, float]:
        """Return the earth-centred coordinates of a point in metres."""
        if self._rows is not None:
            return self._rows[number]
        x, y, z = self.positions[number].tolist()
        return x, y, z

    def nearest_first(self, point: Point, batch: int) -> Iterator[Batch]:
        """Yield all points nearest first in growing batches; the first asks for ``batch`` of them.

        The tree orders by chords, which at hundreds of kilometres is not quite the order over the
        ground. So of each batch only those are given out that no point outside it can come before;
        this also keeps points at one distance from being split in an order that the tree chose.
        """
        origin, count, points = earth_centred_point(point), max(batch, 2), len(self)
        given: Numbers | None = None
        while points > (0 if given is None else len(given)):
            if count > points or count * WHOLE_SHARE > points > 4096 or (self._rows and count > FEW):
                count = points
            numbers, distances, chord = self._first(origin, count)
            if count < points:
                final = int(distances.searchsorted(at_least(chord), side="left"))
                numbers, distances = numbers[:final], distances[:final]
            fresh = Batch(numbers, distances) if given is None else _without(given, numbers, distances)
            if len(fresh.numbers):
                yield fresh
            given = numbers
            count *= GROWTH

    def _first(self, origin: tuple[float, float, float], count: int) -> tuple[Numbers, Floats, float]:
        """Return that many points by their chords, put in order over the ground, and the longest chord."""
        if count < len(self) and self._rows:
            straight = [dist(origin, row) for row in self._rows]
            near = sorted(range(len(straight)), key=straight.__getitem__)[:count]
            return _few(origin, near, [self._rows[n] for n in near], [straight[n] for n in near])
        if count < len(self) and self._tree:
            found = self._tree.query(origin, count)
            chords, numbers = np.asarray(found[0], float), np.asarray(found[1], np.intp)
            others = self.positions[numbers]
            if count <= FEW:
                return _few(origin, numbers.tolist(), others.tolist(), chords.tolist())
        else:
            numbers = np.arange(len(self))
            others = self.positions
            chords = np.sqrt(((others - np.array(origin)) ** 2).sum(axis=1))
        distances = over_the_ground(origin, others, chords)
        order = np.lexsort((numbers, distances))
        return numbers[order], distances[order], float(chords.max())


def _few(
    origin: tuple[float, float, float],
    numbers: list[int],
    others: Sequence[Sequence[float]],
    chords: list[float],
) -> tuple[Numbers, Floats, float]:
    ways = few_over_the_ground(origin, others, chords)
    ordered = sorted(zip(ways, numbers, strict=True))
    return np.array([n for _, n in ordered], np.intp), np.array([way for way, _ in ordered]), max(chords)


def _without(given: Numbers, numbers: Numbers, distances: Floats) -> Batch:
    """Leave out by their numbers: what was measured one by one may differ in its last digit."""
    fresh = np.isin(numbers, given, invert=True)
    return Batch(numbers[fresh], distances[fresh])
