"""Public holidays on which an outlet is closed without anybody entering it."""

from __future__ import annotations

from datetime import date

from .calendar import Calendar, Kind, SpecialDay, days_from
from .expression import CLOSED_ALL_DAY, read

LONGEST_RUN_DAYS = 400


def rest_days(first_day: date, last_day: date, week: str, calendar: Calendar) -> tuple[SpecialDay, ...]:
    """Return the public holidays in a run of days on which hours such as these are closed anyway.

    Only the first 400 days are looked at; raises HoursError if the week cannot be read.
    """
    hours = read(week)
    days = min((last_day - first_day).days + 1, LONGEST_RUN_DAYS)
    found = (calendar.day(day) for day in days_from(first_day, days))
    return tuple(
        special
        for special in found
        if special is not None
        and special.kind is Kind.HOLIDAY
        and hours.holiday(special.day) == CLOSED_ALL_DAY
    )
