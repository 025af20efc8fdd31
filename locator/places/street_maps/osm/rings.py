"""Ways joined end to end to rings; what does not close is no ring."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from locator.places.lines import Degrees

from .positions import Positions

FEWEST = 4  # a triangle, its first corner said again at the end


def joined(ways: Iterable[Sequence[int]]) -> list[list[int]] | None:
    """Return the rings that ways make, as numbers of nodes, or None if one of them does not close."""
    rings: list[list[int]] = []
    pieces: list[list[int]] = []
    for way in ways:
        if len(way) < 2:
            return None
        (rings if way[0] == way[-1] else pieces).append(list(way))
    at: dict[int, list[int]] = defaultdict(list)
    for number, piece in enumerate(pieces):
        at[piece[0]].append(number)
        at[piece[-1]].append(number)
    if any(len(numbers) % 2 for numbers in at.values()):
        return None
    left = set(range(len(pieces)))
    for number in range(len(pieces)):
        if number in left:
            left.remove(number)
            rings.append(_walked(pieces, at, left, pieces[number]))
    return rings if rings and all(len(ring) >= FEWEST for ring in rings) else None


def _walked(pieces: list[list[int]], at: dict[int, list[int]], left: set[int], first: list[int]) -> list[int]:
    # With an even number of ends at every node, whoever walks on comes back to where he began.
    ring = list(first)
    while ring[-1] != ring[0]:
        following = next(number for number in at[ring[-1]] if number in left)
        left.remove(following)
        piece = pieces[following]
        ring += piece[1:] if piece[0] == ring[-1] else piece[-2::-1]
    return ring


def placed(rings: Iterable[Sequence[int]], positions: Positions) -> tuple[Degrees, ...] | None:
    """Return the corners of rings, or None if one corner is not in the extract."""
    corners = tuple(positions.of(ring) for ring in rings)
    return None if any(np.isnan(ring).any() for ring in corners) else corners
