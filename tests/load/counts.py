"""What the crowd has seen: how long answers took, by kind, and what went wrong."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

SHARES = (50.0, 95.0, 99.0, 100.0)


def percentile(times: Sequence[float], share: float) -> float:
    """Return the smallest time that so many of a hundred did not pass; nought where there are none."""
    ordered = sorted(times)
    return ordered[max(0, math.ceil(share / 100 * len(ordered)) - 1)] if ordered else 0.0


@dataclass
class Counts:
    """One scenario's times in seconds by kind, its errors, and what it says of itself in the end."""

    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    # Readings that failed, and writings that failed without a clear page: none may.
    errors: Counter[str] = field(default_factory=Counter)
    # Whose answer broke off with its worker, and who then had one at the second asking.
    asked_again: int = 0
    # Writings that were refused with 503 and what to do next; when the last of them was.
    refused: int = 0
    refused_last: float = 0.0
    written_last: float = 0.0
    stale: int = 0
    seconds: float = 0.0
    notes: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def of(self, *kinds: str) -> list[float]:
        return [time for kind in kinds for time in self.times[kind]]

    @property
    def requests(self) -> int:
        return sum(map(len, self.times.values()))

    @property
    def failed(self) -> bool:
        return bool(self.errors or self.problems)


def in_ms(times: Sequence[float]) -> list[str]:
    """Return the percentiles as they stand in a table."""
    return [f"{percentile(times, share) * 1000:,.0f}" for share in SHARES]
