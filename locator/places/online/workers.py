"""A few threads that wait for others, so that nobody who searches waits longer than they may."""

from __future__ import annotations

import threading
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import Generic, TypeVar

MOST_THREADS = 4
Result = TypeVar("Result")


class Busy(Exception):  # noqa: N818 - named for what it says
    """Every thread still waits for an answer that nobody needs any more."""


class Workers(Generic[Result]):
    """Runs jobs in threads of their own, never more than so many at once, and none waits in a queue.

    A job that hangs, such as the look-up of a host's name, which no time-out ends, keeps its thread, and
    only that; the threads are daemons, so that none of them holds up the end of the process.
    """

    def __init__(self, most: int = MOST_THREADS, name: str = "geocoder") -> None:
        self._free = threading.BoundedSemaphore(most)
        self._name = name

    def run(self, job: Callable[[], Result], seconds: float) -> Result:
        """Return what the job gives; raises Busy at once, or TimeoutError where it takes too long.

        The job must raise nothing: what it has to say it returns.
        """
        if not self._free.acquire(blocking=False):
            raise Busy
        done: SimpleQueue[Result] = SimpleQueue()

        def work() -> None:
            try:
                done.put(job())
            finally:
                self._free.release()

        try:
            threading.Thread(target=work, name=self._name, daemon=True).start()
        except RuntimeError:
            # The machine gives no more threads.
            self._free.release()
            raise Busy from None
        try:
            return done.get(timeout=max(0.0, seconds))
        except Empty:
            raise TimeoutError from None
