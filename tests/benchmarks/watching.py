"""What the number, the count and the duration of a request cost, beside an empty view of the same process.

Run with ``python -m tests.benchmarks.watching``. It counts as workers do, in mapped files, and measures the
time of the processor, in turn, so that others at work on the machine disturb as little as may be.
"""

from __future__ import annotations

import os
import time
from statistics import median

from cardservice.worker_counts import VARIABLE, new_folder

os.environ[VARIABLE] = new_folder()

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.test import RequestFactory

from . import answers

ROUNDS, CALLS = 60, 50


def main() -> None:
    """Print the medians of one run: an empty view through all middleware, and what watching adds."""
    settings.ROOT_URLCONF = "tests.benchmarks._empty"
    from cardservice.watched import Watched  # noqa: PLC0415 - after the settings

    empty = answers.asking(get_wsgi_application(), "GET", "/empty/")
    request, response = RequestFactory().get("/empty/"), HttpResponse()
    watched, bare = Watched(lambda _request: response), (lambda _request: response)
    ways = {
        "empty view": empty,
        "watched": lambda: watched(request),
        "bare": lambda: bare(request),
    }
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, ask in ways.items():
            started = time.thread_time()
            for _ in range(CALLS):
                ask()
            times[name].append((time.thread_time() - started) / CALLS * 1e6)
    beside = {name: median(values) for name, values in times.items()}
    cost = beside["watched"] - beside["bare"]
    print(f"an empty view: {beside['empty view']:.0f} µs of the processor's time")
    print(f"watching adds: {cost:.1f} µs, {cost / (beside['empty view'] - cost):.1%} of it")


if __name__ == "__main__":
    main()
