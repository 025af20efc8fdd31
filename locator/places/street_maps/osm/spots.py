"""Named things of the extract as spots: a point, and how far the thing itself reaches."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from locator.models import Point
from locator.places.lines import Degrees, flat, moved

from .naming import Called

FEWEST_METRES = 50  # of the smallest area


@dataclass(frozen=True, slots=True)
class Spot:
    """A named thing; ``reach_m`` is None where the map has but a point of it."""

    ref: str
    called: Called
    word: str
    latitude: float
    longitude: float
    reach_m: int | None = None

    @property
    def point(self) -> Point:
        return Point(self.latitude, self.longitude)

    @property
    def order(self) -> tuple[bool, str, int]:
        """Areas before points, then by kind of object and number."""
        kind, _, number = self.ref.partition("/")
        return self.reach_m is None, kind, int(number)


def extent(parts: Sequence[Degrees]) -> tuple[Point, int]:
    """Return the middle of an area or a line, and how far it reaches from there in metres.

    The middle of rings is that of their surface; of a line, or of rings that enclose nothing, that of a
    box around the corners.
    """
    corners = np.concatenate(parts)
    around = Point(*corners[0].tolist())
    middle = _centroid([flat(ring, around) for ring in parts])
    metres = flat(corners, around)
    low, high = metres.min(axis=0), metres.max(axis=0)
    if middle is None or (middle < low).any() or (middle > high).any():
        middle = (low + high) / 2
    reach = float(np.hypot(*(metres - middle).T).max())
    return moved(around, *middle.tolist()), max(FEWEST_METRES, math.ceil(reach))


def _centroid(rings: Sequence[Degrees]) -> Degrees | None:
    """Return the middle of the surface that rings enclose: the larger its ring, the more a part weighs."""
    total, weighted = 0.0, np.zeros(2)
    for ring in rings:
        following = np.roll(ring, -1, axis=0)
        cross = ring[:, 0] * following[:, 1] - following[:, 0] * ring[:, 1]
        area = float(cross.sum()) / 2
        if not area:
            continue
        weighted += abs(area) * ((ring + following) * cross[:, None]).sum(axis=0) / (6 * area)
        total += abs(area)
    return weighted / total if total else None
