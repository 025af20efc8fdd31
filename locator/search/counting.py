"""What searches do not find, counted by day, district and service: never with what was typed.

A search only adds to a tally in memory. The tally is written after an answer has been sent, every ten seconds
at most, and at the end of the worker.
"""

from __future__ import annotations

import atexit
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.core.signals import request_finished
from prometheus_client import Counter

from locator.hours import SHANGHAI
from locator.models import SearchCount
from locator.places import NotFound, WhichPlace

from .answer import Results, Why
from .criteria import Criteria
from .snapshot import Snapshot
from .tally import Case, Tally

Kind = SearchCount.Kind

# Of the outlets that one search passes over, the nearest: those beyond are not what the person missed.
PASSED_OVER_COUNTED = 10
# What a person rules out says nothing about the outlet.
CHOSEN = {Why.OTHER_BANK, Why.OTHER_DISTRICT}
# An empty box is no search, and a place outside Dalian was understood.
UNDERSTOOD = {"empty", "outside"}
# Of an address, only the town or district was known: there is an answer, and the road was sought in vain.
ONLY_THE_REGION = "detail-dropped"

SEARCHES = Counter("cards_searches", "Searches, by what they answered.", ["outcome"])
FOUND, NOTHING, WHICH, REGION = (
    SEARCHES.labels(outcome) for outcome in ("found", "nothing-found", "which-place", "only-the-region")
)

_tally = Tally()


def count(
    answer: Results | WhichPlace | NotFound, criteria: Criteria, snapshot: Snapshot, now: datetime
) -> None:
    """Count a search by what it answered."""
    today = now.astimezone(SHANGHAI).date()
    _outcome(answer).inc()
    if isinstance(answer, NotFound):
        _tally.add(list(_not_understood(answer, criteria, today)))
    elif isinstance(answer, Results):
        _tally.add(
            [
                *_only_the_region(answer, today),
                *_nothing_found(answer, snapshot, today),
                *_passed_over(answer, today),
            ]
        )


def _outcome(answer: Results | WhichPlace | NotFound) -> Counter:
    if isinstance(answer, NotFound):
        return SEARCHES.labels(answer.reason)
    if isinstance(answer, WhichPlace):
        return WHICH
    if not answer.matches:
        return NOTHING
    return REGION if answer.origin.missed else FOUND


def _not_understood(answer: NotFound, criteria: Criteria, today: date) -> Iterator[Case]:
    if answer.reason not in UNDERSTOOD:
        district, service = answer.district or criteria.district or "", criteria.service or ""
        kind = Kind.NOT_UNDERSTOOD.value
        yield Case(today, kind, district, service, "", answer.reason, answer.shape)


def _only_the_region(results: Results, today: date) -> Iterator[Case]:
    origin = results.origin
    if origin.missed:
        kind, service = Kind.NOT_UNDERSTOOD.value, results.criteria.service or ""
        yield Case(today, kind, origin.district or "", service, "", ONLY_THE_REGION, origin.missed)


def _nothing_found(results: Results, snapshot: Snapshot, today: date) -> Iterator[Case]:
    if not results.matches:
        origin = results.origin
        district = origin.district or snapshot.gazetteer.district_of(origin.point) or ""
        yield Case(today, Kind.NOTHING_FOUND.value, district, results.criteria.service or "", "", "")


def _passed_over(results: Results, today: date) -> Iterator[Case]:
    service = results.criteria.service or ""
    told = (passed for passed in results.passed_over if passed.why not in CHOSEN)
    for passed in islice(told, PASSED_OVER_COUNTED):
        outlet = passed.outlet
        kind = Kind.PASSED_OVER.value
        yield Case(today, kind, outlet.district.code, service, outlet.code, passed.why.value)


def flush() -> None:
    """Write what has been counted so far."""
    _tally.flush()


def forget() -> None:
    """Start over: in a child process, whose parent keeps what it has counted, and for tests."""
    global _tally  # noqa: PLW0603 - the one place where a worker holds its counts
    _tally = Tally()


class _Blind(Tally):
    """Takes nothing in."""

    def add(self, cases: list[Case]) -> None:
        return


@contextmanager
def not_counted() -> Iterator[None]:
    """Leave out of the database's counts what this process searches meanwhile, to try itself out."""
    global _tally  # noqa: PLW0603 - the one place where a worker holds its counts
    kept, _tally = _tally, _Blind()
    try:
        yield
    finally:
        _tally = kept


def _after_an_answer(**kwargs: Any) -> None:
    _tally.flush_if_due()


request_finished.connect(_after_an_answer, dispatch_uid="locator.search.counting")
atexit.register(flush)
os.register_at_fork(after_in_child=forget)
