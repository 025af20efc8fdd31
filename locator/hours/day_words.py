"""A day and its hours in words, the same for residents and for staff."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from itertools import groupby

from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _

from .state import Interval, State
from .words import WEEKDAYS


def on_day(day: date, *, full: bool = False) -> str:
    """Say a day with its weekday, and with its year where that is not this one or ``full`` is asked for."""
    if isinstance(day, datetime):
        day = timezone.localtime(day).date()
    # Translators: a date format of Django's, as in 8 October.
    layout = _("j F") if day.year == timezone.localdate().year and not full else _("j F Y")
    said = {"weekday": _(WEEKDAYS[day.weekday()]), "date": format_date(day, layout)}
    return _("%(weekday)s %(date)s") % said


def spans(pairs: Iterable[tuple[time, time]]) -> str:
    """Say the opening spans of a day; a span that ends at midnight ends at 24:00."""
    told = [f"{_clock(start)}–{'24:00' if end == time() else _clock(end)}" for start, end in pairs]
    return _(", ").join(told) or _("closed")


def hours_of_day(intervals: Iterable[Interval]) -> str:
    """Say when it is open on the day that the intervals fill."""
    intervals = tuple(intervals)
    if any(interval.state is State.UNKNOWN for interval in intervals):
        return _("not certain, please call first")
    # Neighbours may be open for different reasons; to a visitor they are one span.
    opened: list[list[datetime]] = []
    for interval in intervals:
        if interval.state is not State.OPEN:
            continue
        if opened and opened[-1][1] == interval.start:
            opened[-1][1] = interval.end
        else:
            opened.append([interval.start, interval.end])
    return spans((start.time(), end.time()) for start, end in opened)


def in_runs(week: tuple[tuple[tuple[time, time], ...], ...]) -> list[tuple[str, str]]:
    """Put days in a row with the same hours together: Mon to Fri."""
    rows: list[tuple[str, str]] = []
    for hours, numbers in groupby(range(7), key=lambda number: spans(week[number])):
        run = list(numbers)
        first, last = _(WEEKDAYS[run[0]]), _(WEEKDAYS[run[-1]])
        days = first if len(run) == 1 else _("%(first)s to %(last)s") % {"first": first, "last": last}
        rows.append((days, hours))
    return rows


def _clock(moment: time) -> str:
    return f"{moment.hour}:{moment.minute:02d}"
