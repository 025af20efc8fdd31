"""The lines of roads and the rings of borders: how they are written down, and measured along."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from locator.models import Point

from .entry import METRES_PER_DEGREE

STEPS_A_DEGREE = 100_000  # one step is about a metre
MOST_MEETINGS = 100  # of roads that run beside one another
Degrees = NDArray[np.float64]


class OnLine(NamedTuple):
    """A spot on a line: how far along it, and how far from the point that was asked about, in metres."""

    point: Point
    away_m: float
    measure_m: float


class Meeting(NamedTuple):
    """The spot in the middle between two lines where they come within a distance in metres."""

    point: Point
    apart_m: float


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A road's line in WGS-84 degrees: one or more parts, each an array of (latitude, longitude) rows."""

    parts: tuple[Degrees, ...]

    @classmethod
    def decode(cls, text: str) -> Line:
        """Return the line that `encode` wrote; raises ValueError for anything else."""
        return cls(tuple(_part(steps) for steps in json.loads(text)))

    def points(self) -> Degrees:
        """Return all corners of all parts, as rows of latitude and longitude."""
        return np.concatenate(self.parts) if self.parts else np.empty((0, 2))

    @property
    def empty(self) -> bool:
        return not any(len(part) for part in self.parts)

    @property
    def length_m(self) -> float:
        """The length of all parts together, without the gaps between them."""
        return float(self._lengths().sum())

    def nearest(self, point: Point) -> OnLine:
        """Return the nearest spot on the line; raises ValueError for a line without corners."""
        starts, ends = self._pieces()
        if not len(starts):
            raise ValueError("This line has no corners")
        feet, shares = _feet(np.zeros(2), flat(starts, point), flat(ends, point))
        away = np.hypot(*feet.T)
        best = int(np.argmin(away))
        lengths = self._lengths()
        measure = lengths[:best].sum() + shares[best] * lengths[best]
        return OnLine(_point(feet[best], point), float(away[best]), float(measure))

    def at(self, measure_m: float) -> Point:
        """Return the spot at a measure along the line, or the end that it lies beyond."""
        starts, ends = self._pieces()
        lengths = self._lengths()
        before = np.cumsum(lengths) - lengths
        piece = max(int(np.searchsorted(before, measure_m, side="right")) - 1, 0)
        share = (measure_m - before[piece]) / lengths[piece] if lengths[piece] else 0.0
        latitude, longitude = starts[piece] + (ends[piece] - starts[piece]) * min(max(share, 0.0), 1.0)
        return Point(float(latitude), float(longitude))

    def meetings(self, other: Line, within_m: float) -> list[Meeting]:
        """Return the spots where two lines come within a distance of each other, the closest hundred."""
        if self.empty or other.empty:
            return []
        # One plane for both, whichever of them is asked: near the limit, another would measure otherwise.
        around = Point(*((self.points()[0] + other.points()[0]) / 2).tolist())
        pairs = _pairs(self._beside(other, within_m, around), other._beside(self, within_m, around), within_m)
        apart, middles = _between(*pairs)
        close = np.flatnonzero(apart <= within_m)
        nearest_first = close[np.lexsort((middles[close, 1], middles[close, 0], apart[close]))]
        return [
            Meeting(_point(middles[at], around), float(apart[at])) for at in nearest_first[:MOST_MEETINGS]
        ]

    def inside(self, centre: Point, radius_m: float, step_m: float = 20.0) -> list[Point]:
        """Return spots along the line, a step apart and at its corners, that lie in a circle."""
        starts, ends = (flat(degrees, centre) for degrees in self._pieces())
        spots = []
        for start, end in zip(starts, ends, strict=True):
            if np.hypot(*_feet(np.zeros(2), start[None], end[None])[0][0]) > radius_m:
                continue
            steps = max(2, math.ceil(np.hypot(*(end - start)) / step_m) + 1)
            spots.append(start + np.linspace(0, 1, steps)[:, None] * (end - start))
        along = np.concatenate(spots) if spots else np.empty((0, 2))
        return [_point(spot, centre) for spot in along[np.hypot(*along.T) <= radius_m]]

    def _pieces(self) -> tuple[Degrees, Degrees]:
        """Return the starts and ends of the straight pieces; a part of one corner is a piece of no length."""
        parts = [part for part in self.parts if len(part)]
        if not parts:
            return np.empty((0, 2)), np.empty((0, 2))
        return (
            np.concatenate([part[:-1] if len(part) > 1 else part for part in parts]),
            np.concatenate([part[1:] if len(part) > 1 else part for part in parts]),
        )

    def _lengths(self) -> Degrees:
        starts, ends = self._pieces()
        narrowing = np.cos(np.radians((starts[:, 0] + ends[:, 0]) / 2))
        steps = (ends - starts) * METRES_PER_DEGREE
        lengths: Degrees = np.hypot(steps[:, 0], steps[:, 1] * narrowing)
        return lengths

    def _beside(self, other: Line, within_m: float, around: Point) -> tuple[Degrees, Degrees]:
        """Return the pieces, in metres, that touch the other line's box: the others cannot meet it."""
        starts, ends = (flat(degrees, around) for degrees in self._pieces())
        box = flat(other.points(), around)
        low, high = box.min(axis=0) - within_m, box.max(axis=0) + within_m
        touch = np.all((np.maximum(starts, ends) >= low) & (np.minimum(starts, ends) <= high), axis=1)
        return starts[touch], ends[touch]


def encode(parts: Iterable[Sequence[Point]]) -> str:
    """Write the parts of a line as differences in steps of 0.00001 degrees (about a metre)."""
    written = []
    for part in parts:
        steps = np.rint(np.array([(p.latitude, p.longitude) for p in part]) * STEPS_A_DEGREE).astype(np.int64)
        if len(steps):
            written.append(np.diff(steps, axis=0, prepend=np.zeros((1, 2), np.int64)).ravel().tolist())
    return json.dumps(written, separators=(",", ":"))


def flat(degrees: Degrees, around: Point) -> Degrees:
    """Return (latitude, longitude) rows as metres (north, east) of a point, to half a per cent nearby."""
    narrowing = math.cos(math.radians(around.latitude))
    metres: Degrees = (degrees - (around.latitude, around.longitude)) * (
        METRES_PER_DEGREE,
        METRES_PER_DEGREE * narrowing,
    )
    return metres


def moved(around: Point, north_m: float, east_m: float) -> Point:
    """Return the point that lies so many metres north and east of another: the way back from `flat`."""
    narrowing = math.cos(math.radians(around.latitude))
    return Point(
        around.latitude + north_m / METRES_PER_DEGREE,
        around.longitude + east_m / (METRES_PER_DEGREE * narrowing),
    )


def _point(metres: Degrees, around: Point) -> Point:
    return moved(around, float(metres[0]), float(metres[1]))


def _feet(points: Degrees, starts: Degrees, ends: Degrees) -> tuple[Degrees, Degrees]:
    """Return the nearest spots on straight pieces, and which share of each piece lies before them."""
    way = ends - starts
    squared = np.maximum(np.sum(way * way, axis=-1), 1e-12)
    shares = np.clip(np.sum((points - starts) * way, axis=-1) / squared, 0.0, 1.0)
    return starts + shares[..., None] * way, shares


def _pairs(
    ours: tuple[Degrees, Degrees], theirs: tuple[Degrees, Degrees], within_m: float
) -> tuple[Degrees, Degrees, Degrees, Degrees]:
    """Return the starts and ends of each two pieces whose boxes come so near one another."""
    (a, b), (c, d) = ours, theirs
    low, high = np.minimum(a, b) - within_m, np.maximum(a, b) + within_m
    others_low, others_high = np.minimum(c, d), np.maximum(c, d)
    near = np.ones((len(a), len(c)), dtype=bool)
    for axis in (0, 1):
        near &= low[:, None, axis] <= others_high[None, :, axis]
        near &= high[:, None, axis] >= others_low[None, :, axis]
    here, there = np.nonzero(near)
    return a[here], b[here], c[there], d[there]


def _between(a: Degrees, b: Degrees, c: Degrees, d: Degrees) -> tuple[Degrees, Degrees]:
    """Return how far a piece from a to b is from one from c to d, and the spot in the middle between them."""
    apart = np.full(len(a), np.inf)
    middles = np.zeros((len(a), 2))
    for corner, one, two in ((a, c, d), (b, c, d), (c, a, b), (d, a, b)):
        foot = _feet(corner, one, two)[0]
        metres = np.hypot(*(foot - corner).T)
        nearer = metres < apart
        apart = np.where(nearer, metres, apart)
        middles = np.where(nearer[:, None], (foot + corner) / 2, middles)
    along, across, gap = b - a, d - c, c - a
    turn = _cross(along, across)
    with np.errstate(divide="ignore", invalid="ignore"):
        ours, theirs = _cross(gap, across) / turn, _cross(gap, along) / turn
        crosses = (ours >= 0) & (ours <= 1) & (theirs >= 0) & (theirs <= 1)
    spots = a + np.where(crosses, ours, 0.0)[:, None] * along
    return np.where(crosses, 0.0, apart), np.where(crosses[:, None], spots, middles)


def _cross(one: Degrees, other: Degrees) -> Degrees:
    product: Degrees = one[:, 0] * other[:, 1] - one[:, 1] * other[:, 0]
    return product


def _part(steps: Sequence[int]) -> Degrees:
    if len(steps) % 2 or not all(isinstance(step, int) for step in steps):
        raise ValueError("A part of a line is pairs of whole numbers")
    degrees: Degrees = np.cumsum(np.array(steps, dtype=np.int64).reshape(-1, 2), axis=0) / STEPS_A_DEGREE
    return degrees
