"""The outlets' positions, to be walked nearest first."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from locator.models import Point

from .geometry import (
    Floats,
    at_least,
    earth_centred,
    earth_centred_point,
    over_the_ground,
    way_over_the_ground,
)

# Each batch asks for this many times the one before, so that all of them cost little more than the last.
GROWTH = 4
# From this share of all points on, measuring every one of them is cheaper than asking the tree.
WHOLE_SHARE = 16
# So few points, as of one city, are measured one by one: calling numpy and the tree takes longer than that.
FEW = 128


Numbers: TypeAlias = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Batch:
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
        # Without points there is nothing to ask; scipy builds the tree, but answers no query.
        self._tree = cKDTree(self.positions) if points else None
        self._few = [(x, y, z) for x, y, z in self.positions.tolist()] if len(points) <= FEW else []

    def __len__(self) -> int:
        return len(self.positions)

    def position(self, number: int) -> tuple[float, float, float]:
        """Return the earth-centred coordinates of a point in metres."""
        if self._few:
            return self._few[number]
        x, y, z = self.positions[number].tolist()
        return x, y, z

    def nearest_first(self, point: Point, batch: int) -> Iterator[Batch]:
        """Yield all points nearest first in growing batches; the first asks for ``batch`` of them.

        The tree orders by chords, which at hundreds of kilometres is not quite the order over the
        ground. So of each batch only those are given out that no point outside it can come before;
        this also keeps points at one distance from being split in an order that the tree chose.
        """
        origin, done, count = earth_centred_point(point), 0, max(batch, 2)
        while done < len(self):
            count = min(count, len(self))
            if count * WHOLE_SHARE > len(self) > 4096:
                count = len(self)
            numbers, distances, chord = self._first(origin, count)
            final = len(self)
            if count < len(self):
                final = int(distances.searchsorted(at_least(chord)))
            if final > done:
                yield Batch(numbers[done:final], distances[done:final])
                done = final
            count *= GROWTH

    def _first(self, origin: tuple[float, float, float], count: int) -> tuple[Numbers, Floats, float]:
        """Return that many points by their chords, put in order over the ground, and the longest chord."""
        if self._few:
            return self._first_of_few(origin, count)
        if self._tree is not None and count < len(self):
            found = self._tree.query(origin, count)
            chords, numbers = np.asarray(found[0], float), np.asarray(found[1], np.intp)
            others = self.positions[numbers]
        else:
            numbers = np.arange(len(self))
            others = self.positions
            chords = np.sqrt(((others - np.array(origin)) ** 2).sum(axis=1))
        distances = over_the_ground(origin, others, chords)
        order = np.lexsort((numbers, distances))
        return numbers[order], distances[order], float(chords.max())

    def _first_of_few(self, origin: tuple[float, float, float], count: int) -> tuple[Numbers, Floats, float]:
        x, y, z = origin
        squares = [(ox - x) ** 2 + (oy - y) ** 2 + (oz - z) ** 2 for ox, oy, oz in self._few]
        first = sorted(range(len(squares)), key=squares.__getitem__)[:count]
        ways = sorted(
            (way_over_the_ground(origin, self._few[number], math.sqrt(squares[number])), number)
            for number in first
        )
        numbers = np.array([number for _, number in ways], np.intp)
        return numbers, np.array([metres for metres, _ in ways]), math.sqrt(squares[first[-1]])
