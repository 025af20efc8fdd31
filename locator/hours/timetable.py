"""One function for every view: when an outlet, or one service of it, is open, closed or not known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from .calendar import Calendar, days_from
from .expression import DAY, read
from .layers import Stretch, stretches
from .state import Interval, Override, State, Status

SHANGHAI = ZoneInfo("Asia/Shanghai")
HORIZON_DAYS = 400
LONGEST_PREVIEW_DAYS = 800
KEPT = 4  # now, the arrival of a walker, and a time asked for may alternate


class Kept(NamedTuple):
    """An answer and the moments for which it is the answer."""

    start: datetime
    end: datetime
    status: Status


class Timetable:
    """The hours of one week, under one national calendar, with their overrides.

    Immutable, cheap, and safe to share between threads: the answers it keeps are swapped as a whole.
    Raises HoursError if the week or the hours of an override cannot be read.
    """

    __slots__ = ("_calendar", "_expression", "_kept", "_overrides")

    def __init__(self, week: str, calendar: Calendar, overrides: tuple[Override, ...] = ()) -> None:
        self._expression = read(week)
        self._calendar = calendar
        self._overrides = tuple(
            (override, read(override.hours) if override.hours.strip() else None)
            for override in map(_dated, reversed(overrides))  # the later wins, so it is looked at first
        )
        self._kept: tuple[Kept, ...] = ()

    @property
    def expression(self) -> str:
        """The week as it is written, in OpenStreetMap's ``opening_hours`` syntax, without any override."""
        return self._expression.text

    def status(self, moment: datetime) -> Status:
        """Return the state at a moment, which must be aware; raises ValueError if it is naive.

        A change lies in sight if it comes within 400 days. Pass Beijing times where many are asked for:
        comparing times of two zones costs more than the rest.
        """
        if moment.tzinfo is None:
            raise ValueError("A moment needs a time zone.")
        for kept in self._kept:
            if kept.start <= moment < kept.end:
                return kept.status
        try:
            local = moment.astimezone(SHANGHAI)
        except OverflowError as error:
            raise ValueError("A moment must lie in the years 1 to 9999.") from error
        kept = self._look(local.date(), local.hour * 60 + local.minute)
        self._kept = (kept, *self._kept[: KEPT - 1])
        return kept.status

    def intervals(self, first_day: date, days: int) -> tuple[Interval, ...]:
        """Return the states of so many days, in order and without gaps; none runs over midnight.

        Raises ValueError unless 1 to 800 days are asked for.
        """
        return tuple(interval for _day, of_day in self.by_day(first_day, days) for interval in of_day)

    def by_day(self, first_day: date, days: int) -> tuple[tuple[date, tuple[Interval, ...]], ...]:
        """Return so many days, each with the states that fill it; raises as ``intervals`` does."""
        if not 1 <= days <= LONGEST_PREVIEW_DAYS:
            raise ValueError(f"Ask for 1 to {LONGEST_PREVIEW_DAYS} days.")
        return tuple((day, self._intervals(day)) for day in days_from(first_day, days))

    def week(self, on: date | None = None) -> tuple[tuple[tuple[time, time], ...], ...]:
        """Return the plain opening spans of Monday to Sunday, in the week of a day (if none is given, today).

        Neither calendar nor overrides are in it. A span that ends at midnight ends at 00:00.
        """
        day = on or datetime.now(SHANGHAI).date()
        monday = day - timedelta(days=day.weekday())
        return tuple(
            tuple(
                (_clock(span.start), _clock(span.end))
                for span in self._expression.plain(monday + timedelta(days=n))
                if span.state is State.OPEN
            )
            for n in range(7)
        )

    def _intervals(self, day: date) -> tuple[Interval, ...]:
        return tuple(
            Interval(_at(day, stretch.start), _at(day, stretch.end), stretch.state, stretch.reason)
            for stretch in self._stretches(day)
        )

    def _stretches(self, day: date) -> tuple[Stretch, ...]:
        return stretches(day, self._expression, self._calendar, self._overrides)

    def _look(self, day: date, minute: int) -> Kept:
        following = self._from(day, minute)
        first_day, current = next(following)
        until, next_state = None, None
        for later_day, later in following:
            if later.state is not current.state:
                until, next_state = _at(later_day, later.start), later.state
                break
        status = Status(
            current.state, current.reason, until, next_state, self._calendar.is_published(first_day)
        )
        return Kept(_at(first_day, current.start), _at(first_day, current.end), status)

    def _from(self, day: date, minute: int) -> Iterator[tuple[date, Stretch]]:
        for later_day in days_from(day, HORIZON_DAYS):
            for stretch in self._stretches(later_day):
                if later_day > day or stretch.end > minute:
                    yield later_day, stretch


def _dated(override: Override) -> Override:
    """Put the last day into the reason, for those who are told the reason alone."""
    if override.reason.until is not None or override.last_day is None:
        return override
    return replace(override, reason=replace(override.reason, until=override.last_day))


def _at(day: date, minute: int) -> datetime:
    midnight = datetime.combine(day, time(), SHANGHAI)
    if minute < DAY:
        return midnight.replace(hour=minute // 60, minute=minute % 60)
    # On the last day that a computer knows, midnight never comes.
    return midnight + timedelta(days=1) if day < date.max else datetime.max.replace(tzinfo=SHANGHAI)


def _clock(minute: int) -> time:
    return time(minute // 60 % 24, minute % 60)
