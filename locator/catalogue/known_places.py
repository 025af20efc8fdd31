"""The gazetteer as the checks ask it: whose district a point is, and how far the nearest known place is."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from scipy.spatial import cKDTree

from locator.places.entry import metres_between

if TYPE_CHECKING:
    from locator.models import Point
    from locator.places import Gazetteer

# In degrees, the nearest of a few candidates need not be the nearest in metres.
CANDIDATES = 8
NARROWING = 0.7755  # cosine of 39.15° north, the middle of Dalian


class KnownPlaces:
    """The places of each district, ready to be asked for the nearest."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        points: dict[str, list[Point]] = defaultdict(list)
        for entry in gazetteer.entries:
            if entry.located and entry.district:
                points[entry.district].append(entry.point)
        self._points = dict(points)
        self._trees = {district: cKDTree(_flat(found)) for district, found in points.items()}

    def district_of(self, point: Point) -> str | None:
        return self._gazetteer.district_of(point)

    def metres_to_nearest(self, point: Point, district: str) -> float | None:
        """Return the distance to the nearest known place of a district, None if it has none."""
        tree = self._trees.get(district)
        if tree is None:
            return None
        known = self._points[district]
        _far, found = tree.query(_flat([point])[0], k=min(CANDIDATES, len(known)))
        return min(metres_between(point, known[at]) for at in np.atleast_1d(found))


@lru_cache(maxsize=1)
def known_places(gazetteer: Gazetteer) -> KnownPlaces:
    """Return the places of a gazetteer; made once, as it never changes."""
    return KnownPlaces(gazetteer)


def _flat(points: list[Point]) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    return np.array([(point.latitude, point.longitude * NARROWING) for point in points])
