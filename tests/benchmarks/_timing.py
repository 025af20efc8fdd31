"""Timing several ways of doing the same thing so that a busy machine slows all of them."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

Asked = TypeVar("Asked")
AT_A_TIME = 20


def in_turn(
    ways: Mapping[str, Callable[[Asked], object]], asked: Sequence[Asked], seconds: float
) -> dict[str, list[float]]:
    """Return the times of single calls in µs: a few of each way, round after round.

    A way that has used up its seconds sits out the later rounds, so a slow one is called at least once.
    """
    times: dict[str, list[float]] = {name: [] for name in ways}
    spent = dict.fromkeys(ways, 0.0)
    gc.collect()
    for start in range(0, len(asked), AT_A_TIME):
        for name, way in ways.items():
            for one in asked[start : start + AT_A_TIME]:
                if spent[name] > seconds:
                    break
                took = timed(way, one)
                times[name].append(took * 1e6)
                spent[name] += took
    return times


def timed(way: Callable[[Asked], object], asked: Asked) -> float:
    """Return the seconds that one call takes."""
    started = time.perf_counter()
    way(asked)
    return time.perf_counter() - started
