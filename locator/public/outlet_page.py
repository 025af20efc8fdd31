"""What the page of one outlet says about its hours and services."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from locator.catalogue.guides import GuideLine, Section
from locator.hours import Reason, Status, Timetable, departure
from locator.hours.day_words import hours_of_day, in_runs, on_day, spans
from locator.hours.words import WEEKDAYS, reason_in_words
from locator.models import Service
from locator.search.records import OfferRecord, OutletRecord
from locator.search.snapshot import Snapshot

DAYS_AHEAD = 28


@dataclass(frozen=True, slots=True)
class TodayRow:
    """Services that keep the same hours today, and those hours."""

    services: list[Service]
    hours: str


@dataclass(frozen=True, slots=True)
class WeekRow:
    """One day of the plain week."""

    day: str
    bank: str
    cards: str
    is_today: bool


@dataclass(frozen=True, slots=True)
class ComingDays:
    """Days in a row that depart from the plain week in the same way."""

    days: str
    hours: str
    reason: str


@dataclass(frozen=True, slots=True)
class OfferBlock:
    """One service at the outlet: whether, when, for whom, and what to bring."""

    service: Service
    offer: OfferRecord
    status: Status
    own_hours: list[tuple[str, str]]
    bring: list[GuideLine]


class Hours:
    """The hours of an outlet, as they are said on a day; each part is worked out where a page asks for it.

    The pages keep what they write of it for the whole day.
    """

    def __init__(self, outlet: OutletRecord, today: date) -> None:
        self._outlet = outlet
        self._day = today

    @cached_property
    def today(self) -> list[TodayRow]:
        rows: dict[str, list[Service]] = {}
        for service, offer in self._outlet.offers.items():
            whole = offer.timetable.intervals(self._day, 1)
            said = hours_of_day(whole) if offer.available else _("not offered here")
            rows.setdefault(said, []).append(service)
        return [TodayRow(services, hours) for hours, services in rows.items()]

    @cached_property
    def week(self) -> list[WeekRow]:
        both = self._outlet.bank_timetable.week(self._day), self._outlet.timetable.week(self._day)
        return [
            WeekRow(_(name), spans(bank), spans(cards), number == self._day.weekday())
            for number, (name, bank, cards) in enumerate(zip(WEEKDAYS, *both, strict=True))
        ]

    @property
    def are_two(self) -> bool:
        """Whether card matters are done at other hours than the bank is open."""
        return any(row.bank != row.cards for row in self.week)

    @cached_property
    def own(self) -> list[tuple[list[Service], list[tuple[str, str]]]]:
        return own_hours(self._outlet, self._day)

    @cached_property
    def coming(self) -> list[ComingDays]:
        return coming(self._outlet.timetable, self._day)


def outlet_page(outlet: OutletRecord, snapshot: Snapshot, now: datetime) -> dict[str, Any]:
    """Return all that the page shows, at a moment."""
    today = timezone.localdate(now)
    return {
        "outlet": outlet,
        "now": now,
        "status": outlet.timetable.status(now),
        "struck_off": outlet.is_struck_off(today),
        "has_notice": outlet.has_notice(today),
        "hours": Hours(outlet, today),
        "offers": [_offer(outlet, service, snapshot, now) for service in Service],
        "access": _access(outlet),
    }


def coming(
    timetable: Timetable, today: date, days: int = DAYS_AHEAD, *, full: bool = False
) -> list[ComingDays]:
    """Return the days ahead that depart from the plain week; with their year where ``full`` is asked for."""
    departures = [
        (day, hours_of_day(whole), reason)
        for day, whole in timetable.by_day(today, days)
        if (reason := departure(whole)) is not None
    ]
    found: list[ComingDays] = []
    run: list[tuple[date, str, Reason]] = []
    for odd in departures:
        if run and not _continues(run[-1], odd):
            found.append(_said(run, full=full))
            run = []
        run.append(odd)
    return [*found, _said(run, full=full)] if run else found


def _continues(before: tuple[date, str, Reason], after: tuple[date, str, Reason]) -> bool:
    return after[0] - before[0] == timedelta(days=1) and after[1:] == before[1:]


def _said(run: list[tuple[date, str, Reason]], *, full: bool) -> ComingDays:
    first, hours, reason = run[0]
    last = run[-1][0]
    named = on_day(first, full=full), on_day(last, full=full)
    days = named[0] if first == last else _("%(first)s to %(last)s") % {"first": named[0], "last": named[1]}
    return ComingDays(days, hours, reason_in_words(reason))


def own_hours(outlet: OutletRecord, today: date) -> list[tuple[list[Service], list[tuple[str, str]]]]:
    """Return the services that keep another week than card matters as a whole, with the days of that week."""
    found: dict[tuple[tuple[str, str], ...], list[Service]] = {}
    for service, offer in outlet.offers.items():
        runs = _own_week(outlet, offer, today)
        if offer.available and runs:
            found.setdefault(tuple(runs), []).append(service)
    return [(services, list(runs)) for runs, services in found.items()]


def _own_week(outlet: OutletRecord, offer: OfferRecord, today: date) -> list[tuple[str, str]]:
    """Return the days of an offer's week, where it is another than that of card matters as a whole."""
    week = offer.timetable.week(today)
    return in_runs(week) if week != outlet.timetable.week(today) else []


def _offer(outlet: OutletRecord, service: Service, snapshot: Snapshot, now: datetime) -> OfferBlock:
    offer = outlet.offers[service]
    own_week = _own_week(outlet, offer, timezone.localdate(now))
    bring = [line for line in snapshot.guides.get(service, ()) if line.section is Section.BRING]
    return OfferBlock(service, offer, offer.timetable.status(now), own_week, bring)


def _access(outlet: OutletRecord) -> list[tuple[str, bool | None]]:
    return [
        (_("Step-free access"), outlet.step_free),
        (_("Low counter"), outlet.low_counter),
        (_("Hearing loop"), outlet.hearing_loop),
        (_("Accessible parking"), outlet.accessible_parking),
    ]
