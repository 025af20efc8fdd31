"""The clock of the server and of whoever sends its messages, so many seconds ahead of this machine's."""

from __future__ import annotations

import os
import time

import time_machine

AHEAD = "LOAD_SECONDS_AHEAD"


def set_the_clock() -> None:
    """Put the clock of this process, and of those forked from it, ahead or back; it goes on ticking."""
    ahead = float(os.environ.get(AHEAD, "0"))
    if ahead:
        time_machine.travel(time.time() + ahead, tick=True).start()
