"""Where the districts end: which of them a point lies in, by polygons; and a box around the city."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from locator.models import Point

from .entry import METRES_PER_DEGREE
from .lines import STEPS_A_DEGREE, Degrees, Line

MOST_BANDS = 2_048
CELLS = 4_000_000  # points times edges looked at in one go
NOWHERE = -1
Codes = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Box:
    """A box in WGS-84 degrees; its southern and western edge belong to it, the others do not."""

    south: float
    west: float
    north: float
    east: float

    def __post_init__(self) -> None:
        if not (-90 <= self.south < self.north <= 90 and -180 <= self.west < self.east <= 180):
            raise ValueError("A box is given as south, west, north, east, in degrees")

    def holds(self, point: Point) -> bool:
        return self.south <= point.latitude < self.north and self.west <= point.longitude < self.east

    @classmethod
    def around(cls, circles: Iterable[tuple[Point, float]]) -> Box:
        """Return the box around circles, given as middle and radius in metres."""
        sides = [_around(point, metres / METRES_PER_DEGREE) for point, metres in circles]
        souths, wests, norths, easts = zip(*sides, strict=True)
        return cls(min(souths), min(wests), max(norths), max(easts))


class Borders:
    """The polygons of districts, from rings as `lines.encode` writes them; never change once made.

    A point is inside if it lies within an odd number of a district's rings. Edges count with their lower end
    and a point counts as east of an edge that it lies on, the same for both sides of a border: so a point on
    the border of two districts lies in exactly one of them.
    """

    def __init__(self, rings: Mapping[str, str]) -> None:
        self.districts = tuple(sorted(rings))
        edges = [_edges(rings[district]) for district in self.districts]
        owners = np.repeat(np.arange(len(edges)), [len(some) for some in edges])
        self._bands = _Bands(np.concatenate(edges) if edges else np.empty((0, 4)), owners)

    def __bool__(self) -> bool:
        return bool(self.districts)

    def district_of(self, point: Point) -> str | None:
        """Return the district that a point lies in, the first by code where polygons overlap."""
        if not self.districts:
            return None
        steps = _steps(np.array([[point.latitude, point.longitude]]))
        edges, owners = self._bands.at(float(steps[0, 0]))
        crossed = _crossed(edges, steps)[0]
        odd = np.bincount(owners[crossed], minlength=1) % 2
        return self.districts[int(odd.argmax())] if odd.any() else None

    def districts_of(self, degrees: Degrees) -> list[str | None]:
        """Return the district of each row of latitude and longitude, as `district_of` does one by one."""
        found = self._numbers_of(_steps(np.asarray(degrees, np.float64).reshape(-1, 2)))
        named = (*self.districts, None)
        return [named[number] for number in found.tolist()]

    def _numbers_of(self, steps: Degrees) -> Codes:
        found = np.full(len(steps), NOWHERE, np.int64)
        bands = self._bands.numbers_of(steps[:, 0])
        order = np.argsort(bands, kind="stable")
        for band, chosen in _groups(bands, order):
            edges, owners = self._bands.of(band)
            for some in np.array_split(chosen, math.ceil(len(chosen) * (len(edges) + 1) / CELLS)):
                found[some] = _first_odd(_crossed(edges, steps[some]), owners)
        return found


class _Bands:
    """Edges by bands of latitude: a point needs to look at those of its own band alone."""

    def __init__(self, edges: Degrees, owners: Codes) -> None:
        self._count = max(1, min(MOST_BANDS, len(edges)))
        self._low = float(edges[:, 0].min()) if len(edges) else 0.0
        high = float(edges[:, 2].max()) if len(edges) else 1.0
        self._per_step = self._count / (high - self._low)
        first, last = self.numbers_of(edges[:, 0]), self.numbers_of(edges[:, 2])
        times = last - first + 1
        which = np.repeat(np.arange(len(edges)), times)
        starts = np.repeat(np.cumsum(times) - times, times)
        bands = np.repeat(first, times) + np.arange(len(which)) - starts
        order = np.argsort(bands, kind="stable")
        self._edges, self._owners = edges[which[order]], owners[which[order]]
        self._starts = np.searchsorted(bands[order], np.arange(self._count + 1))

    def numbers_of(self, steps: NDArray[np.float64]) -> Codes:
        """Return the bands of latitudes; the outermost hold what lies beyond them too."""
        numbers: Codes = np.clip((steps - self._low) * self._per_step, 0, self._count - 1).astype(np.int64)
        return numbers

    def of(self, band: int) -> tuple[Degrees, Codes]:
        """Return the edges of a band and the district of each."""
        here = slice(self._starts[band], self._starts[band + 1])
        return self._edges[here], self._owners[here]

    def at(self, steps: float) -> tuple[Degrees, Codes]:
        """Return the edges of the band of one latitude and the district of each."""
        return self.of(min(max(int((steps - self._low) * self._per_step), 0), self._count - 1))


def _steps(degrees: Degrees) -> Degrees:
    """Return degrees in the steps of lines, to the millimetre: a corner of a ring comes out as it is."""
    steps: Degrees = np.round(degrees * STEPS_A_DEGREE, 3)
    return steps


def _edges(rings: str) -> Degrees:
    """Return edges as rows of (south, its longitude, north, its longitude), without the level ones."""
    edges = [np.empty((0, 4))]
    for degrees in Line.decode(rings).parts:
        steps = np.rint(degrees * STEPS_A_DEGREE)
        both = np.hstack([steps, np.roll(steps, -1, axis=0)])
        # The same way round for both districts of a border, so that both compute the same.
        edges.append(np.where((both[:, 0] < both[:, 2])[:, None], both, both[:, [2, 3, 0, 1]]))
    joined = np.concatenate(edges)
    sloping: Degrees = joined[joined[:, 0] != joined[:, 2]]
    return sloping


def _crossed(edges: Degrees, steps: Degrees) -> NDArray[np.bool_]:
    """Tell for each point and edge whether a line from the point to the east crosses the edge."""
    latitude, longitude = steps[:, :1], steps[:, 1:]
    south, south_at, north, north_at = edges.T
    beside = (south <= latitude) & (latitude < north)
    west_of = (longitude - south_at) * (north - south) < (latitude - south) * (north_at - south_at)
    crossed: NDArray[np.bool_] = beside & west_of
    return crossed


def _first_odd(crossed: NDArray[np.bool_], owners: Codes) -> Codes:
    """Return for each point the first district of whose edges it crosses an odd number."""
    found = np.full(len(crossed), NOWHERE, np.int64)
    for owner in np.unique(owners)[::-1]:
        odd = np.count_nonzero(crossed[:, owners == owner], axis=1) % 2 == 1
        found[odd] = owner
    return found


def _groups(bands: Codes, order: Codes) -> Iterable[tuple[int, Codes]]:
    if len(order):
        cuts = np.flatnonzero(np.diff(bands[order])) + 1
        for chosen in np.split(order, cuts):
            yield int(bands[chosen[0]]), chosen


def _around(point: Point, degrees: float) -> tuple[float, float, float, float]:
    aside = degrees / math.cos(math.radians(point.latitude))
    return (
        point.latitude - degrees,
        point.longitude - aside,
        point.latitude + degrees,
        point.longitude + aside,
    )
