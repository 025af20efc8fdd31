"""The rung itself: one geocoder after the other, within one budget of time, until one knows the place."""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass

from django.db import Error
from django.utils import timezone
from prometheus_client import Counter

from locator.models import Point

from ..answer import Kind, Origin, Remark
from ..asking import Question, Unavailable
from ..borders import Box
from ..datum import to_point
from ..gazetteer import Gazetteer
from .kept import Placed, keep, kept
from .providers import Service, pause_of
from .resting import Rest, until_midnight
from .waiting import waiting_at_most
from .workers import Busy, Workers

logger = logging.getLogger(__name__)

FAILURES = Counter("cards_geocoder_failures", "Questions that a geocoder did not answer.", ["geocoder"])

# With less than this left nobody is asked any more.
LEAST_SECONDS = 0.1
# Whoever was given less than this share of the budget is not to blame for running out of time.
FAIR_SHARE = 0.5
# Of the budget, so much at most is spent on each wait for a lock in the database.
LOCK_SHARE = 0.25
# Counts a question to a service within its limit a day; None where nothing could be counted.
Count = Callable[[str, int], "bool | None"]


@dataclass(frozen=True, slots=True)
class _Told:
    """What came back from a service: candidates with their grades, or why there are none."""

    placed: tuple[Placed, ...] = ()
    pause: float | None = None
    failure: str = ""


class Rung:
    """Asks services in their order; made once a process, and its threads and rests are the process's."""

    def __init__(self, services: Sequence[Service], *, seconds: float, box: Box, count: Count) -> None:
        self._services = tuple(services)
        self._seconds, self._box, self._count = seconds, box, count
        self._workers: Workers[_Told] = Workers()
        self._rests = {service.name: Rest() for service in services}

    def __call__(self, question: Question, gazetteer: Gazetteer) -> Origin | None:
        """Return where a question leads, None where nobody knows; raises Unavailable where nobody answers."""
        ends = time.monotonic() + self._seconds
        try:
            with self._hurried(ends):
                known = kept(question, self._services)
        except (Error, ValueError):
            # Without the database no quota can be counted either.
            raise Unavailable from None
        answered = False
        for service in self._services:
            if service.name in known:
                placed = known[service.name]
                candidates: tuple[Placed, ...] | None = () if placed is None else (placed,)
            else:
                candidates = self._asked(service, question, ends)
            if candidates is None:
                continue
            answered = True
            origin = self._judged(candidates, service, question, gazetteer)
            if service.name not in known:
                self._keep(question, service, candidates, origin, ends)
            if origin is not None:
                return origin
        if not answered:
            raise Unavailable
        return None

    def _asked(self, service: Service, question: Question, ends: float) -> tuple[Placed, ...] | None:
        rest, left = self._rests[service.name], ends - time.monotonic()
        if rest.resting() or left < LEAST_SECONDS or not self._within_its_quota(service, ends):
            return None
        left = ends - time.monotonic()
        if left < LEAST_SECONDS:
            return None
        try:
            told = self._workers.run(lambda: _ask(service, question.text, left), left)
        except Busy:
            return None
        except TimeoutError:
            told = _Told(failure="TimeoutError")
        if told.failure:
            FAILURES.labels(service.name).inc()
        if told.pause is not None:
            day = until_midnight(timezone.now())
            rest.rest_for(min(told.pause, day) if math.isfinite(told.pause) else day)
            logger.warning("The geocoder %s asks for a pause.", service.name)
            return None
        if told.failure:
            if left >= FAIR_SHARE * self._seconds and rest.failed():
                logger.warning("The geocoder %s rests after failures (%s).", service.name, told.failure)
            return None
        rest.answered()
        return told.placed

    def _within_its_quota(self, service: Service, ends: float) -> bool:
        if service.daily is None:
            return True
        try:
            with self._hurried(ends):
                return bool(self._count(service.name, service.daily))
        except Error:
            return False

    def _hurried(self, ends: float) -> AbstractContextManager[None]:
        return waiting_at_most(min(ends - time.monotonic(), LOCK_SHARE * self._seconds))

    def _judged(
        self, candidates: tuple[Placed, ...], service: Service, question: Question, gazetteer: Gazetteer
    ) -> Origin | None:
        """Return the first candidate that lies in the box, in the city and in the district that was named."""
        for point, grade in candidates:
            district = self._district(point, gazetteer)
            if district is None or (question.districts and district not in question.districts):
                continue
            return Origin(
                label="您输入的地址",
                label_en="The address you typed",
                point=point,
                precision=grade.precision,
                radius_m=grade.radius_m,
                source=f"online:{service.name}",
                district=district,
                key="",
                kind=Kind.ADDRESS.value,
                remarks=(Remark("found-online", (("name", service.public_name),)),),
            )
        return None

    def _district(self, point: Point, gazetteer: Gazetteer) -> str | None:
        if not self._box.holds(point) or not gazetteer.covers(point):
            return None
        return gazetteer.district_of(point)

    def _keep(
        self,
        question: Question,
        service: Service,
        candidates: tuple[Placed, ...],
        origin: Origin | None,
        ends: float,
    ) -> None:
        placed = next((one for one in candidates if origin and one[0] == origin.point), None)
        try:
            with self._hurried(ends):
                keep(question, service, placed, origin.district or "" if origin else "")
        except Error as error:
            # Its class alone: a driver's message may quote the row.
            logger.warning("A geocoder's answer cannot be kept (%s).", type(error).__name__)


def _ask(service: Service, text: str, seconds: float) -> _Told:
    """Ask a service in a thread of its own; whatever goes wrong there is told by its class alone."""
    try:
        found = service.ask(text, seconds)
        listed = found if isinstance(found, list) else [] if found is None else [found]
        placed = []
        for location in listed:
            point = _point(location.latitude, location.longitude, service)
            grade = service.grade(location.raw)
            if point is not None and grade is not None:
                placed.append((point, grade))
        return _Told(tuple(placed))
    except Exception as error:  # noqa: BLE001 - an answer may be anything at all
        return _Told(pause=pause_of(error), failure=type(error).__name__)


def _point(latitude: float, longitude: float, service: Service) -> Point | None:
    try:
        return to_point(latitude, longitude, service.datum)
    except ValueError:
        return None
