"""Counting in the memory of one worker, for limits that only spread load: no query, and bounded memory."""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

# A few hundred bytes each. Where more come within a window, the oldest is forgotten: it may begin anew.
KEPT_AT_MOST = 20_000
SECONDS = 60


@dataclass(frozen=True, slots=True)
class Share:
    """What is left to one subject after this time, and in how many seconds its window ends."""

    allowed: bool
    remaining: int
    ends_in: int


class Windows:
    """At most so many times by one subject within a window, which begins with the first of them.

    The clock never goes backwards: a corrected time of day neither locks anybody out nor lets anybody in.
    """

    def __init__(
        self,
        seconds: float = SECONDS,
        kept_at_most: int = KEPT_AT_MOST,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._seconds = seconds
        self._kept_at_most = kept_at_most
        self._clock = clock
        self._lock = threading.Lock()
        # All windows are of one length, so those that began first end first.
        self._taken: OrderedDict[str, tuple[float, int]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._taken)

    def take(self, subject: str, most: int) -> Share:
        """Count one time, if it is within the limit, and return what is left."""
        with self._lock:
            now = self._clock()
            ends, taken = self._taken.get(subject, (0.0, 0))
            if not taken or ends <= now:
                self._taken.pop(subject, None)
                self._make_room(now)
                ends, taken = now + self._seconds, 0
            allowed = taken < most
            self._taken[subject] = ends, taken + allowed
        return Share(allowed, max(0, most - taken - allowed), max(1, math.ceil(ends - now)))

    def _make_room(self, now: float) -> None:
        while self._taken:
            subject = next(iter(self._taken))
            if self._taken[subject][0] > now and len(self._taken) < self._kept_at_most:
                return
            del self._taken[subject]


_windows = Windows()


def take(subject: str, most: int) -> Share:
    """Count one reading of a subject in this worker."""
    return _windows.take(subject, most)


def forget() -> None:
    """Forget what was counted, as at the start of a worker; for tests."""
    global _windows  # noqa: PLW0603 - the one place where a worker holds its counts
    _windows = Windows()
