"""The gazetteer as the checks ask it: whose district a point is, and how far the nearest known place is."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from scipy.spatial import cKDTree

from locator.models import Point
from locator.places.entry import metres_between
from locator.places.spots import NARROWING

if TYPE_CHECKING:
    from locator.places import Gazetteer

# In degrees, the nearest of a few candidates need not be the nearest in metres.
CANDIDATES = 8


class KnownPlaces:
    """The places of each district, ready to be asked for the nearest."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._points = {district: gazetteer.points_in(district) for district in gazetteer.districts}
        self._trees = {
            district: cKDTree(points * (1, NARROWING))
            for district, points in self._points.items()
            if len(points)
        }

    def district_of(self, point: Point) -> str | None:
        return self._gazetteer.district_of(point)

    def metres_to_nearest(self, point: Point, district: str) -> float | None:
        """Return the distance to the nearest known place of a district, None if it has none."""
        tree = self._trees.get(district)
        if tree is None:
            return None
        known = self._points[district]
        spot = (point.latitude, point.longitude * NARROWING)
        _far, found = tree.query(spot, k=min(CANDIDATES, len(known)))
        return min(metres_between(point, Point(*known[at].tolist())) for at in np.atleast_1d(found))


@lru_cache(maxsize=1)
def known_places(gazetteer: Gazetteer) -> KnownPlaces:
    """Return the places of a gazetteer; made once, as it never changes."""
    return KnownPlaces(gazetteer)
