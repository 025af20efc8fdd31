"""Whether the first outlets listed are surely the first ones, as the origin is not one exact point."""

from __future__ import annotations

import math
from collections.abc import Sequence

from locator.places import Origin

from .answer import Match
from .geometry import earth_centred_point

# People look at the first few; whether the seventh and the eighth change places is of no matter to them.
FIRST = 3


def order_may_change(origin: Origin, matches: Sequence[Match], rival: Match | None = None) -> bool:
    """Tell whether the order of the first three could be another somewhere within the origin's radius.

    Two outlets are equally far on the plane half-way between them, which lies (b² - a²) / 2c from the
    origin, with a and b their distances and c the way between them: a radius that reaches it swaps them.
    ``rival`` is the next outlet that was not listed any more; those further on are not looked at.
    """
    radius = origin.radius_m
    if radius <= 0:
        return False
    measured = [match for match in (*matches, *([rival] if rival else [])) if match.distance_m is not None]
    for place, one in enumerate(measured[:FIRST]):
        for other in measured[place + 1 :]:
            a, b = one.distance_m or 0.0, other.distance_m or 0.0
            if b - a >= 2 * radius:
                break  # no detour within the radius makes up for that, for this one or those behind it
            between = _between(one, other)
            if between and (b * b - a * a) / (2 * between) < radius:
                return True
    return False


def _between(one: Match, other: Match) -> float:
    if one.outlet.point is None or other.outlet.point is None:
        return 0.0
    return math.dist(earth_centred_point(one.outlet.point), earth_centred_point(other.outlet.point))
