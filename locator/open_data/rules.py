"""Hours as rules that any calendar can repeat: weekly between two days, dated where a day departs."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import groupby

from locator.hours import Interval, Reason, State, Timetable
from locator.hours.weekly import DAY, Span

# So far ahead the files go: beyond it nobody has said which days depart from the week.
DAYS_AHEAD = 92

# The spans of Monday to Sunday.
Week = tuple[tuple[Span, ...], ...]


@dataclass(frozen=True, slots=True)
class Day:
    """One day as it will be: when it is open, and whether that is what its week has.

    ``unknown`` means that nobody can tell yet; then ``spans`` hold what is certain.
    """

    day: date
    spans: tuple[Span, ...]
    week: Week
    unknown: bool
    reason: Reason

    @property
    def regular(self) -> bool:
        return not self.unknown and self.spans == self.week[self.day.weekday()]


@dataclass(frozen=True, slots=True)
class Rule:
    """Open on these weekdays (Monday is 0) from the first day to the last; unknown without a ``span``."""

    first_day: date
    last_day: date
    weekdays: tuple[int, ...]
    span: Span | None
    regular: bool
    reason: Reason

    @property
    def first_time(self) -> date:
        """The first day on which it holds."""
        return next(day for day in _days(self.first_day, 1) if day.weekday() in self.weekdays)

    @property
    def last_time(self) -> date:
        """The last day on which it holds."""
        return next(day for day in _days(self.last_day, -1) if day.weekday() in self.weekdays)


def days_of(timetable: Timetable, first_day: date, days: int = DAYS_AHEAD) -> list[Day]:
    """Return so many days, each with its open spans."""
    found: list[Day] = []
    for day, whole in timetable.by_day(first_day, days):
        spans = _joined(_span(part, day) for part in whole if part.state is State.OPEN)
        unknown = next((part.reason for part in whole if part.state is State.UNKNOWN), None)
        same_week = found and day.weekday() > 0
        week = found[-1].week if same_week else plain_week(timetable, day)
        found.append(Day(day, spans, week, unknown is not None, unknown or whole[0].reason))
    return found


def plain_week(timetable: Timetable, day: date) -> Week:
    """Return what the week of a day has for Monday to Sunday, whatever departs from it."""
    return tuple(
        _joined((_minutes(start), _minutes(end) or DAY) for start, end in spans)
        for spans in timetable.week(day)
    )


def rules_of(timetable: Timetable, first_day: date, days: int = DAYS_AHEAD) -> list[Rule]:
    """Return rules that together say when it is open on so many days, and on no other.

    A run of days that are as their week has them gives weekly rules; what departs ends the run, so that a
    rule needs no exceptions of its own. A day that is closed has no rule.
    """
    rules: list[Rule] = []
    for _key, run in groupby(days_of(timetable, first_day, days), key=_sort_of_day):
        rules += _rules_of_run(list(run))
    return rules


def departures(timetable: Timetable, first_day: date, days: int = DAYS_AHEAD) -> list[Day]:
    """Return the days that are not as their week has them."""
    return [day for day in days_of(timetable, first_day, days) if not day.regular]


def _sort_of_day(day: Day) -> Hashable:
    return (True, day.week) if day.regular else (False, day.spans, day.unknown, day.reason)


def _rules_of_run(run: list[Day]) -> Iterable[Rule]:
    by_span: dict[Span | None, set[int]] = {}
    for day in run:
        for span in (*day.spans, *([None] if day.unknown else [])):
            by_span.setdefault(span, set()).add(day.day.weekday())
    first, last = run[0], run[-1]
    for span, weekdays in by_span.items():
        yield Rule(first.day, last.day, tuple(sorted(weekdays)), span, first.regular, first.reason)


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Put spans that touch together: to a visitor they are one, whatever the reasons are."""
    found: list[Span] = []
    for start, end in spans:
        if found and found[-1][1] == start:
            start = found.pop()[0]  # noqa: PLW2901 - the span goes on from there
        found.append((start, end))
    return tuple(found)


def _span(part: Interval, day: date) -> Span:
    ends = DAY if part.end.date() != day else _minutes(part.end.time())
    return _minutes(part.start.time()), ends


def _minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute


def _days(day: date, step: int) -> Iterable[date]:
    while True:
        yield day
        day += timedelta(days=step)
