"""The districts' borders, where the extract has them whole."""

from __future__ import annotations

import numpy as np

from locator.models import Point
from locator.places.borders import Borders
from locator.places.entry import Entry
from locator.places.gazetteer import Gazetteer
from locator.places.lines import Degrees, encode, flat

from .positions import Positions
from .relations import CITY, Outline, Relations
from .rings import joined, placed

NEAR_M = 10_000  # from the border to the district's middle as shipped, which may lie off an island
FEWEST_OF_CITY = 5


def whole_borders(relations: Relations, positions: Positions, gazetteer: Gazetteer) -> dict[str, str]:
    """Return the rings of the districts, and of the city, that the extract has whole."""
    middles = np.array([(e.point.latitude, e.point.longitude) for e in gazetteer.districts.values()])
    rings: dict[str, str] = {}
    for code in sorted(relations.borders):
        for outline in sorted(relations.borders[code], key=lambda outline: outline.relation):
            drawn = rings_of(outline, relations, positions)
            if drawn is None or code in rings:
                continue
            if _holds_most(drawn, middles) if code == CITY else _is_of(drawn, gazetteer.districts[code]):
                rings[code] = _encoded(drawn)
    return rings


def rings_of(outline: Outline, relations: Relations, positions: Positions) -> tuple[Degrees, ...] | None:
    """Return the rings of an area, or None if a way or node is missing or a ring does not close."""
    ways = relations.ways_of(outline)
    rings = joined(ways) if ways else None
    return placed(rings, positions) if rings else None


def _is_of(rings: tuple[Degrees, ...], district: Entry) -> bool:
    """Tell whether rings hold the district's middle or come near it: 中山区 exists in other cities."""
    if Borders({CITY: _encoded(rings)}).district_of(district.point):
        return True
    metres = flat(np.concatenate(rings), district.point)
    return bool(np.hypot(*metres.T).min() <= NEAR_M)


def _holds_most(rings: tuple[Degrees, ...], middles: Degrees) -> bool:
    held = Borders({CITY: _encoded(rings)}).districts_of(middles)
    return sum(code is not None for code in held) >= FEWEST_OF_CITY


def _encoded(rings: tuple[Degrees, ...]) -> str:
    return encode([Point(*corner) for corner in ring.tolist()] for ring in rings)
