"""The table of single days: where an outlet, or one service of it, departs from its week."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from locator.hours import Timetable
from locator.hours.weekly import clock
from locator.models import Service
from locator.search.records import OutletRecord

from .columns import Column
from .rules import Day, departures


class DayRow(NamedTuple):
    """One day of an outlet's card matters, or of one service where that differs from them."""

    outlet: OutletRecord
    service: Service | None
    day: Day


def day_rows(outlets: Iterable[OutletRecord], today: date) -> Iterable[DayRow]:
    """Return the coming days that depart from the week."""
    # Outlets that keep the same hours share a timetable.
    known: dict[Timetable, list[Day]] = {}

    def of(timetable: Timetable) -> list[Day]:
        if timetable not in known:
            known[timetable] = departures(timetable, today)
        return known[timetable]

    for outlet in outlets:
        whole = of(outlet.timetable)
        yield from (DayRow(outlet, None, day) for day in whole)
        for service in Service:
            offer = outlet.offers[service]
            if offer.available and (own := of(offer.timetable)) != whole:
                yield from (DayRow(outlet, service, day) for day in own)


def hours_of(day: Day) -> str:
    """Write the hours of a day: spans, ``off``, or ``unknown`` where nobody can tell yet."""
    if day.unknown:
        return "unknown"
    return ",".join(f"{clock(start)}-{clock(end)}" for start, end in day.spans) or "off"


DAYS: tuple[Column[DayRow], ...] = (
    Column("outlet_code", _("The outlet's code"), lambda row: row.outlet.code),
    Column("sample", _("yes: the outlet is fictional"), lambda row: row.outlet.bank.is_sample),
    Column(
        "service", _("The service, where its days are not the outlet's; empty: all card matters"),
        lambda row: row.service.value if row.service else "",
    ),
    Column("day", _("The day"), lambda row: row.day.day.isoformat()),
    Column(
        "hours", _("The hours of this day; off: closed; unknown: nobody can tell yet"),
        lambda row: hours_of(row.day),
    ),
    Column(
        "cause", _("holiday, workday, exception, suspended, machine, struck-off or unpublished"),
        lambda row: row.day.reason.cause.value,
    ),
    Column("reason", _("Why, in Chinese"), lambda row: row.day.reason.text),
    Column("reason_en", _("Why, in English"), lambda row: row.day.reason.text_en),
)  # fmt: skip
