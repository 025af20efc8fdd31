"""Where the outlets of an answer lie around its origin, as a picture without a map.

The projection is azimuthal and equidistant around the origin: every outlet stands in its true direction
and at its true straight-line distance, on one linear scale. Between two outlets neither is kept exactly.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

from .answer import Match, Results
from .geometry import Compass, earth_centred_point
from .room import RADIUS, Box, Room

SIDE = 320.0
MIDDLE = SIDE / 2
# The outermost ring leaves room for a whole badge outside of it.
OUTERMOST = MIDDLE - RADIUS - 2
# More numbers than these could be told apart only by drawing each at a place that is not its own.
MOST_DRAWN = 20
SMALLEST_STEP_M = 100
# A circle of uncertainty smaller than this hides behind the mark of the origin.
SMALLEST_CIRCLE = 12.0
# Ring labels stand near the upright, where they lie one below the other: south and north, then aside.
LABEL_WAYS = tuple(
    (math.sin(math.radians(degrees)), -math.cos(math.radians(degrees)))
    for degrees in (180, 0, 155, 205, 25, 335)
)
LABEL_HALF_WIDTH, LABEL_HALF_HEIGHT = 34.0, 10.0
ORIGIN = Box(MIDDLE - 9, MIDDLE - 9, MIDDLE + 9, MIDDLE + 9)
ARROW = Box(0, 0, 36, 48)


class Ring(NamedTuple):
    """A circle around the origin, with its radius in the picture and the place of its label."""

    metres: int
    radius: float
    label_x: float
    label_y: float


class Spot(NamedTuple):
    """An outlet in the picture: where it truly lies, and where its number stands if that is elsewhere."""

    number: int
    match: Match
    x: float
    y: float
    badge_x: float
    badge_y: float

    @property
    def moved(self) -> bool:
        return (self.x, self.y) != (self.badge_x, self.badge_y)


@dataclass(frozen=True, slots=True)
class Sketch:
    """The picture: x to the east and y to the south in a square of ``SIDE``, the origin in the middle.

    ``uncertainty`` is the radius of the circle in which the origin may truly lie, None where it is not
    worth drawing or larger than the picture; ``left_out`` counts listed outlets that are not drawn.
    """

    step_m: int
    rings: tuple[Ring, ...]
    spots: tuple[Spot, ...]
    uncertainty: float | None
    left_out: int


def sketch(results: Results) -> Sketch | None:
    """Draw the listed outlets around the origin; None where the position of none is known."""
    measured = [
        (number, match, match.distance_m)
        for number, match in enumerate(results.matches, start=1)
        if match.distance_m is not None and match.outlet.point is not None
    ]
    if not measured:
        return None
    drawn = measured[:MOST_DRAWN]
    step, count = rings_for(max(metres for _, _, metres in drawn))
    scale = OUTERMOST / (step * count)
    places = _places(results, [(match, metres) for _, match, metres in drawn], scale)
    way = _label_way(places)
    rings = tuple(_ring(step * (turn + 1), scale, way) for turn in range(count))
    room = Room(SIDE, places, [ORIGIN, ARROW, *map(_label_box, rings)])
    spots = tuple(
        Spot(number, match, x, y, *room.take(x, y, math.atan2(x - MIDDLE, MIDDLE - y)))
        for (number, match, _), (x, y) in zip(drawn, places, strict=True)
    )
    circle = results.origin.radius_m * scale
    shown = SMALLEST_CIRCLE <= circle <= OUTERMOST
    return Sketch(step, rings, spots, circle if shown else None, len(results.matches) - len(spots))


def rings_for(metres: float) -> tuple[int, int]:
    """Return the step between rings in round metres and how many rings reach a distance: two or three."""
    power = SMALLEST_STEP_M
    while True:
        for step in (power, 2 * power, 5 * power):
            for count in (2, 3):
                if metres <= step * count:
                    return step, count
        power *= 10


def _places(results: Results, matches: list[tuple[Match, float]], scale: float) -> list[tuple[float, float]]:
    compass, found = Compass(results.origin.point), []
    for match, metres in matches:
        assert match.outlet.point is not None
        east, north = compass.way(*earth_centred_point(match.outlet.point))
        share = metres * scale / (math.hypot(east, north) or 1.0)
        found.append((MIDDLE + east * share, MIDDLE - north * share))
    return found


def _label_way(places: list[tuple[float, float]]) -> tuple[float, float]:
    """Return the way from the middle to the ring labels that turns off the most from every outlet's."""
    taken = []
    for x, y in places:
        east, south = x - MIDDLE, y - MIDDLE
        far = math.hypot(east, south) or 1.0
        taken.append((east / far, south / far))
    # This product is the cosine of the angle between: the least of the greatest is the widest gap.
    return min(LABEL_WAYS, key=lambda way: max([way[0] * east + way[1] * south for east, south in taken]))


def _ring(metres: int, scale: float, way: tuple[float, float]) -> Ring:
    radius = metres * scale
    return Ring(metres, radius, MIDDLE + radius * way[0], MIDDLE + radius * way[1])


def _label_box(ring: Ring) -> Box:
    x, y = ring.label_x, ring.label_y
    return Box(x - LABEL_HALF_WIDTH, y - LABEL_HALF_HEIGHT, x + LABEL_HALF_WIDTH, y + LABEL_HALF_HEIGHT)
