"""How long the way takes on foot.

A straight line is not a way: streets are longer by a detour factor. Studies of European and North
American cities find 1.2 to 1.4 for distances of a kilometre and more; 1.3 is the middle of that. The pace
is 4.5 km/h, slower than the 5 km/h of route planners, since many who come are old. Neither has been
measured in Dalian.
"""

from __future__ import annotations

import math

DETOUR_FACTOR = 1.3
METRES_A_MINUTE = 4_500 / 60

# Beyond this straight-line distance nobody is told to walk.
SHOWN_UP_TO_M = 5_000


def walking_minutes(distance_m: float) -> int:
    """Return the minutes on foot for a straight-line distance in metres, rounded up."""
    return math.ceil(distance_m * DETOUR_FACTOR / METRES_A_MINUTE)
