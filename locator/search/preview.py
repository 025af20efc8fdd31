"""How residents would see the coming days of one outlet, with hours that nobody has saved yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from locator.hours import Calendar, Interval, Reason, Timetable, departure
from locator.models import Service

from .build import Builder
from .records import OutletRecord
from .rows import rows_of_outlet

DAYS = 14


@dataclass(frozen=True, slots=True)
class ComingDay:
    """One day: its intervals, and why it departs from the week, if it does."""

    day: date
    intervals: tuple[Interval, ...]
    reason: Reason | None


def preview(
    code: str, facts: Mapping[str, Any], *, calendar: Calendar, today: date
) -> Mapping[str, tuple[ComingDay, ...]]:
    """Return the next fourteen days by fact, as they would be with these hours.

    ``facts`` are hours by name: ``hours``, ``card_hours`` or a service's, as in ``pin.hours``. The same
    builder answers as for every search, so that exceptions, suspensions and holidays lie over them.
    """
    rows = rows_of_outlet(code)
    own = {name: value for name, value in facts.items() if "." not in name}
    offers = [offer._replace(hours=facts.get(f"{offer.service}.hours", offer.hours)) for offer in rows.offers]
    outlets = [rows.outlets[0]._replace(**own)]
    record = Builder(rows._replace(outlets=outlets, offers=offers), calendar).outlets()[0]
    return {name: coming_days(_timetable(record, name), today) for name in facts}


def coming_days(timetable: Timetable, today: date) -> tuple[ComingDay, ...]:
    """Return the next fourteen days of a timetable."""
    return tuple(ComingDay(day, whole, departure(whole)) for day, whole in timetable.by_day(today, DAYS))


def _timetable(record: OutletRecord, fact: str) -> Timetable:
    service, dot, _name = fact.rpartition(".")
    if dot:
        return record.offers[Service(service)].timetable
    return record.bank_timetable if fact == "hours" else record.timetable
