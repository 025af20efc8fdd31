"""How things stand when somebody looks, for Prometheus: one query each, all of them within a bounded time."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import Error
from django.utils import timezone
from prometheus_client.core import GaugeMetricFamily, Metric

from locator.applications.queue import by_state
from locator.models import State
from locator.notices.outbox import Backlog, backlog
from locator.search.current import Current, NoCatalogue, current

from .readiness import database, in_time

SECONDS = 3.0


class Gauges:
    """Collects gauges; what cannot be asked is left out, and ``cards_database_up`` says why."""

    def __init__(self) -> None:
        self._up = False
        self._states: dict[State, int] | None = None
        self._backlog: Backlog | None = None
        self._current: Current | None = None

    def collect(self) -> Iterator[Metric]:
        in_time(self._ask, SECONDS)
        yield gauge("cards_database_up", "Whether the database answers.", self._up)
        if self._states is not None:
            states = GaugeMetricFamily("cards_applications", "Applications by post.", labels=["state"])
            for state, number in self._states.items():
                states.add_metric([state.value], number)
            yield states
        if self._backlog is not None:
            yield from _of_the_outbox(self._backlog)
        if self._current is not None:
            yield from _of_the_snapshot(self._current)

    def _ask(self) -> None:
        try:
            self._current = current()
        except NoCatalogue:
            self._current = None
        self._up = database().ok
        if not self._up:
            return
        try:
            self._backlog = backlog()
            self._states = by_state()
        except Error:
            return


def gauge(name: str, says: str, value: float) -> Metric:
    return GaugeMetricFamily(name, says, value=float(value))


def _of_the_outbox(waiting: Backlog) -> Iterator[Metric]:
    yield gauge("cards_outbox_waiting", "Messages that wait to be sent.", waiting.waiting)
    yield gauge("cards_outbox_failing", "Those of them that have failed before.", waiting.failing)
    oldest = (timezone.now() - waiting.oldest_at).total_seconds() if waiting.oldest_at else 0
    yield gauge("cards_outbox_oldest_seconds", "For how long the oldest has waited.", oldest)


def _of_the_snapshot(standing: Current) -> Iterator[Metric]:
    snapshot = standing.snapshot
    age = (timezone.now() - standing.confirmed_at).total_seconds()
    yield gauge("cards_snapshot_age_seconds", "Since the database confirmed the catalogue.", max(0, age))
    yield gauge("cards_snapshot_stale", "Whether the database could not be asked since.", standing.stale)
    yield gauge("cards_snapshot_version", "The last nine digits of its version.", snapshot.number % 10**9)
    changed = snapshot.changed_at.timestamp()
    yield gauge("cards_catalogue_changed_seconds", "When somebody last changed it, in Unix time.", changed)
    yield gauge("cards_outlets", "Outlets in the catalogue.", len(snapshot.outlets_of()))
    yield gauge("cards_places", "Places that searches know.", len(snapshot.gazetteer.entries))
    yield gauge("cards_places_waiting", "Whether an index of street maps is awaited.", bool(snapshot.awaited))
