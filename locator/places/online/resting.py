"""How long a geocoder that fails is left alone; kept in the memory of each worker."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from datetime import time as clock_time
from zoneinfo import ZoneInfo

FAILURES_IN_A_ROW = 3
FIRST_REST, LONGEST_REST = 60.0, 600.0
# The day of the services here ends at midnight in Beijing.
SHANGHAI = ZoneInfo("Asia/Shanghai")


class Rest:
    """Whether one geocoder rests: after three failures in a row a minute, then each time twice as long."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failures = 0
        self._length = FIRST_REST
        self._until = clock()

    def resting(self) -> bool:
        return self._clock() < self._until

    def answered(self) -> None:
        with self._lock:
            self._failures, self._length = 0, FIRST_REST

    def failed(self) -> bool:
        """Note a failure; tell whether the geocoder rests from now on."""
        with self._lock:
            self._failures += 1
            # Those that were under way when the rest began say nothing new.
            if self._failures < FAILURES_IN_A_ROW or self._clock() < self._until:
                return False
            self._until = self._clock() + self._length
            self._length = min(2 * self._length, LONGEST_REST)
            return True

    def rest_for(self, seconds: float) -> None:
        with self._lock:
            self._until = max(self._until, self._clock() + seconds)


def until_midnight(now: datetime) -> float:
    """Return the seconds to the next midnight in Beijing."""
    today = now.astimezone(SHANGHAI).date()
    midnight = datetime.combine(today + timedelta(days=1), clock_time(), SHANGHAI)
    return (midnight - now).total_seconds()
