"""Timing several ways of doing the same thing so that a busy machine slows all of them."""

from __future__ import annotations

import gc
import math
import time
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

Asked = TypeVar("Asked")
AT_A_TIME, PASSES = 20, 3


def in_turn(
    ways: Mapping[str, Callable[[Asked], object]], asked: Sequence[Asked], seconds: float
) -> dict[str, list[float]]:
    """Return for each way what it takes for each question in µs, a few questions of each way in turn.

    All is asked three times over, and of the three answers to a question the least disturbed counts. A way
    that has used up its seconds is asked no more, so a slow one is asked at least once.
    """
    times: dict[str, dict[int, float]] = {name: {} for name in ways}
    spent = dict.fromkeys(ways, 0.0)
    gc.collect()
    for start in [*range(0, len(asked), AT_A_TIME)] * PASSES:
        for name, way in ways.items():
            for number in range(start, min(start + AT_A_TIME, len(asked))):
                if spent[name] > seconds:
                    break
                took = timed(way, asked[number])
                times[name][number] = min(took * 1e6, times[name].get(number, math.inf))
                spent[name] += took
    return {name: list(each.values()) for name, each in times.items()}


def timed(way: Callable[[Asked], object], asked: Asked) -> float:
    """Return the seconds that one call takes."""
    started = time.perf_counter()
    way(asked)
    return time.perf_counter() - started
