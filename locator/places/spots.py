"""The points of the gazetteer in a tree: what lies around a point, and in which district it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from locator.models import Point

from .answer import Kind, Precision
from .columns import KINDS, PRECISIONS, Standing
from .entry import METRES_PER_DEGREE, Entry
from .lines import Degrees

VOTERS = 7
SHORE_M = 6_000  # farther from every known place, and outside every town's circle, is no longer Dalian
LARGEST_TOWN_M = 20_000
NARROWING = 0.7755  # cosine of 39.15° north, the middle of Dalian
NEAR = 60


class Spots:
    """The entries with a spot of their own; distances are good to half a per cent, enough for votes."""

    def __init__(self, entries: Standing) -> None:
        whole_district = PRECISIONS.index(Precision.DISTRICT)
        self._numbers = np.flatnonzero(
            entries.column("located") & (entries.column("precision") != whole_district)
        )
        self._entries = entries
        self._flat = entries.column("point")[self._numbers] * (
            METRES_PER_DEGREE,
            METRES_PER_DEGREE * NARROWING,
        )
        is_town = entries.column("kind")[self._numbers] == KINDS.index(Kind.TOWN)
        self._reach = np.where(is_town, entries.column("radius_m")[self._numbers], SHORE_M)
        self._tree = cKDTree(self._flat)
        self._voters = list(range(1, min(VOTERS, len(self._numbers)) + 1))
        names = entries.districts
        self._named: list[str] = [names[number] for number in self._numbers.tolist()]

    def district_of(self, point: Point) -> str | None:
        """Return the district that most of the nearest places lie in; None outside Dalian."""
        found = self._tree.query(flat(point), k=self._voters)
        # Asked for a sequence of neighbours, it answers with arrays, also where there is but one.
        distances, numbers = np.asarray(found[0]), np.asarray(found[1])
        if distances[0] > self._reach[numbers[0]] and not self.covers(point):
            return None
        districts: list[str] = [self._named[number] for number in numbers.tolist()]
        if districts.count(districts[0]) == len(districts):  # as nearly everywhere
            return districts[0]
        votes: dict[str, float] = defaultdict(float)
        for metres, district in zip(distances.tolist(), districts, strict=True):
            votes[district] += 1 / (metres + 50)
        return min(votes, key=lambda district: (-votes[district], district))

    def covers(self, point: Point) -> bool:
        """Tell whether a point lies near a known place or inside a town's circle."""
        spot = np.array(flat(point))
        metres, nearest = self._tree.query(spot)
        if metres <= self._reach[nearest]:  # as for nearly every point that anybody asks about
            return True
        around = np.array(self._tree.query_ball_point(spot, LARGEST_TOWN_M), dtype=np.intp)
        return bool(np.any(np.hypot(*(self._flat[around] - spot).T) <= self._reach[around]))

    def around(self, point: Point, metres: float, most: int) -> list[Entry]:
        """Return the places within a distance, the nearest first, and no more than so many of them."""
        k = min(most, len(self._numbers))
        found = np.atleast_1d(self._tree.query(flat(point), k=k, distance_upper_bound=metres)[1])
        return [self._entry(number) for number in found[found < len(self._numbers)].tolist()]

    def nearest(self, point: Point, most: int = NEAR) -> Iterator[Entry]:
        """Yield so many places, the nearest first."""
        found = np.atleast_1d(self._tree.query(flat(point), k=min(most, len(self._numbers)))[1])
        return map(self._entry, found.tolist())

    def reaches(self, point: Point, metres: float, districts: frozenset[str]) -> bool:
        """Tell whether some place within a distance lies in one of the districts."""
        around = np.array(self._tree.query_ball_point(flat(point), metres), dtype=np.intp)
        return bool(np.isin(self._districts[around], list(districts)).any())

    def points_in(self, district: str) -> Degrees:
        """Return the points of the places of a district, as rows of latitude and longitude."""
        points: Degrees = self._entries.column("point")[self._numbers[self._districts == district]]
        return points

    @cached_property
    def _districts(self) -> NDArray[np.str_]:
        return np.array(self._entries.districts)[self._numbers]

    def _entry(self, number: int) -> Entry:
        return self._entries[int(self._numbers[number])]


def flat(point: Point) -> tuple[float, float]:
    """Return a point on a plane in metres, to half a per cent within Dalian: enough to find neighbours."""
    return point.latitude * METRES_PER_DEGREE, point.longitude * METRES_PER_DEGREE * NARROWING
