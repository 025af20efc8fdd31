"""Counts gathered in a worker's memory, and added to the database's in one statement, whoever else adds."""

from __future__ import annotations

import logging
import threading
import time
from collections import Counter
from datetime import date, timedelta
from typing import NamedTuple

from django.db import Error, connection, transaction

from locator.models import SearchCount

logger = logging.getLogger(__name__)

SECONDS_BETWEEN_FLUSHES = 10.0
# While the database is away each attempt may cost a connection's time-out.
SECONDS_WHEN_AWAY = 60.0
# So many hits are written without waiting for the seconds to pass.
HITS_AT_MOST = 1_000
# Of so many different cases a worker keeps count; what goes beyond is dropped, and the dropped are counted.
CASES_AT_MOST = 2_000
ROWS_A_STATEMENT = 200
KEPT_DAYS = 400

TABLE = SearchCount._meta.db_table
COLUMNS = "day, kind, district, service, outlet, reason, shape"


class Case(NamedTuple):
    """What is counted together: a day, a kind, and codes; nothing that anybody typed."""

    day: date
    kind: str
    district: str
    service: str
    outlet: str
    reason: str
    shape: str = ""


class Tally:
    """The counts of one worker that are not in the database yet."""

    def __init__(self) -> None:
        self._gathering = threading.Lock()
        self._writing = threading.Lock()
        self._hits: Counter[Case] = Counter()
        self._next_flush = time.monotonic() + SECONDS_BETWEEN_FLUSHES
        self._away = False
        self._swept_on = date.min
        self.dropped = 0

    def add(self, cases: list[Case]) -> None:
        with self._gathering:
            self._take(Counter(cases))

    def flush_if_due(self) -> None:
        """Write where it is time to, unless another thread of the worker is at it."""
        full = not self._away and self._hits.total() >= HITS_AT_MOST
        if not self._hits or not (full or time.monotonic() >= self._next_flush):
            return
        if self._writing.acquire(blocking=False):
            try:
                self._flush()
            finally:
                self._writing.release()

    def flush(self) -> None:
        """Write what has been gathered now, as at the end of a worker."""
        with self._writing:
            self._flush()

    def _take(self, hits: Counter[Case]) -> None:
        for case, number in hits.items():
            if case in self._hits or len(self._hits) < CASES_AT_MOST:
                self._hits[case] += number
            else:
                self.dropped += number

    def _flush(self) -> None:
        with self._gathering:
            hits, self._hits = self._hits, Counter()
        if not hits:
            return
        try:
            with transaction.atomic():
                write(hits)
                self._sweep(max(case.day for case in hits))
        except Error as error:
            with self._gathering:
                self._take(hits)
            self._away = True
            self._next_flush = time.monotonic() + SECONDS_WHEN_AWAY
            # Its class alone: a driver's message may quote what the statement held.
            logger.info("Searches cannot be counted just now (%s).", type(error).__name__)
        else:
            self._away = False
            self._next_flush = time.monotonic() + SECONDS_BETWEEN_FLUSHES
            self._tell_what_was_dropped()
        finally:
            # No request will come to close what is opened after the answer.
            if not connection.in_atomic_block:
                connection.close_if_unusable_or_obsolete()

    def _sweep(self, today: date) -> None:
        if self._swept_on != today:
            SearchCount.objects.filter(day__lt=today - timedelta(days=KEPT_DAYS)).delete()
            self._swept_on = today

    def _tell_what_was_dropped(self) -> None:
        with self._gathering:
            dropped, self.dropped = self.dropped, 0
        if dropped:
            logger.warning("%d counts of searches were dropped: there were too many different ones.", dropped)


def write(hits: Counter[Case]) -> None:
    """Add the hits to the database's; the statement adds by itself, so that no two writers lose any.

    The ORM's upsert replaces and cannot add. In order, so that two writers never wait for each other.
    """
    ordered = sorted(hits.items())
    for start in range(0, len(ordered), ROWS_A_STATEMENT):
        rows = ordered[start : start + ROWS_A_STATEMENT]
        places = ", ".join(["(%s, %s, %s, %s, %s, %s, %s, %s)"] * len(rows))
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {TABLE} ({COLUMNS}, hits) VALUES {places} "  # noqa: S608 - our own names alone
                f"ON CONFLICT ({COLUMNS}) DO UPDATE SET hits = {TABLE}.hits + excluded.hits",
                [value for case, number in rows for value in (*case, number)],
            )
