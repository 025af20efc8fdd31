"""House numbers between two that the map knows, along the line that it draws between them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from locator.models import Point
from locator.places.lines import Degrees, flat

from .addresses import STEPS

MOST_DOORS = 500
_NUMBER = re.compile(r"\d{1,5}")


@dataclass(frozen=True, slots=True, eq=False)
class Interpolation:
    """A way whose ends, and perhaps nodes between, bear house numbers; the others are None."""

    way: int
    scheme: str
    line: Degrees
    numbers: Sequence[str | None]


def doors_between(given: Interpolation, left_out: Counter[str]) -> Iterator[tuple[str, Point]]:
    """Yield the doors between the numbered nodes of a way; counts why there are none."""
    known = [(at, int(n)) for at, n in enumerate(given.numbers) if n and _NUMBER.fullmatch(n)]
    step = _step(given.scheme)
    if step is None:
        left_out["interpolation by letters or an unknown scheme"] += 1
    elif np.isnan(given.line).any() or len(known) < 2 or known[0][0] or known[-1][0] != len(given.line) - 1:
        left_out["interpolation without numbers at its ends"] += 1
    elif any(not _reaches(given.scheme, step, one, other) for (_, one), (_, other) in pairwise(known)):
        left_out["interpolation that does not come out"] += 1
    elif sum(abs(other - one) // step for (_, one), (_, other) in pairwise(known)) > MOST_DOORS:
        left_out["interpolation of too many doors"] += 1
    else:
        for (start, one), (end, other) in pairwise(known):
            yield from _along(given.line[start : end + 1], one, other, step)


def _step(scheme: str) -> int | None:
    if scheme.isdecimal() and scheme.isascii() and len(scheme) < 4:
        return int(scheme) or None
    return STEPS.get(scheme)


def _reaches(scheme: str, step: int, one: int, other: int) -> bool:
    """Tell whether whole steps lead from one number to another, on the side that the scheme names."""
    right_side = {"odd": one % 2 == 1, "even": one % 2 == 0}.get(scheme, True)
    return right_side and one != other and (other - one) % step == 0


def _along(line: Degrees, one: int, other: int, step: int) -> Iterator[tuple[str, Point]]:
    between = range(one, other, step if other > one else -step)[1:]
    metres = np.hypot(*np.diff(flat(line, Point(*line[0].tolist())), axis=0).T)
    along = np.concatenate([[0.0], np.cumsum(metres)])
    spots = np.array([abs(number - one) / abs(other - one) for number in between]) * along[-1]
    latitudes, longitudes = np.interp(spots, along, line[:, 0]), np.interp(spots, along, line[:, 1])
    for number, latitude, longitude in zip(between, latitudes.tolist(), longitudes.tolist(), strict=True):
        yield str(number), Point(latitude, longitude)
