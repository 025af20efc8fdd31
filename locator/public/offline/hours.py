"""The hours of the coming days as they are sent along: what the timetables answer, each thing said once.

Nothing is worked out anew on the device. It looks up the stretch of a day in which a moment lies, and the
first later stretch of another state; beyond the days sent along it knows nothing.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from locator.hours import Interval, State, Status, Timetable, calendar_note, departure, describe, when
from locator.hours.day_words import hours_of_day
from locator.hours.words import day_and_clock, reason_in_words
from locator.search.reasons import OUT_OF_SERVICE

DAYS = 28
MINUTES = 24 * 60
STATES = (State.OPEN, State.CLOSED, State.UNKNOWN)


class HoursTable:
    """Gathers timetables, and numbers the different ones among them, their days and their reasons.

    ``now`` is the moment as of which things are said, in Beijing time.
    """

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._first = now.date()
        self._numbers: dict[Timetable, int] = {}
        self._timetables: dict[str, tuple[int, Any]] = {}
        self._days: dict[tuple[Any, ...], int] = {}
        self._whys: dict[tuple[int, str, int], int] = {}

    def number_of(self, timetable: Timetable) -> int:
        """Return the number under which a timetable is sent; those with the same answers share one."""
        number = self._numbers.get(timetable)
        if number is None:
            row = self._row(timetable)
            number, _row = self._timetables.setdefault(repr(row), (len(self._timetables), row))
            self._numbers[timetable] = number
        return number

    def plain(self) -> dict[str, Any]:
        """Return everything gathered; call it last."""
        coming = [self._first + timedelta(days=number) for number in range(DAYS + 1)]
        return {
            "first_day": self._first.isoformat(),
            # Each with the place where the time of day goes in.
            "said": [day_and_clock(day, "%(clock)s", this_year=self._first.year) for day in coming],
            "notes": self._notes(coming),
            "whys": list(self._whys),
            "days": list(self._days),
            "timetables": [row for _number, row in self._timetables.values()],
        }

    def _row(self, timetable: Timetable) -> list[Any]:
        coming = [of_day for _day, of_day in timetable.by_day(self._first, DAYS)]
        return [list(map(self._day, coming)), self._beyond(timetable.status(coming[-1][-1].start))]

    def _day(self, intervals: tuple[Interval, ...]) -> int:
        """Return the number of a day: hours in words, why they are not the week's, and the stretches."""
        reason = departure(intervals)
        stretches: list[int] = []
        for one in intervals:
            over = one.end.date() > one.start.date()
            stretches += [MINUTES if over else one.end.hour * 60 + one.end.minute, self._why(one)]
        day = (hours_of_day(intervals), reason_in_words(reason) if reason else "", tuple(stretches))
        return self._days.setdefault(day, len(self._days))

    def _why(self, interval: Interval) -> int:
        # A state without a change in sight is said in the words that stand before "until" and "opens".
        lasting = Status(interval.state, interval.reason, until=None, next_state=None, published=True)
        out = interval.state is State.CLOSED and interval.reason.cause in OUT_OF_SERVICE
        why = (STATES.index(interval.state), describe(lasting, self._now), int(out))
        return self._whys.setdefault(why, len(self._whys))

    def _beyond(self, last: Status) -> list[Any] | None:
        """Return the change that ends the last state: the minute from the first day on, what comes, when."""
        if last.until is None or last.next_state is None:
            return None
        midnight = datetime.combine(self._first, datetime.min.time(), last.until.tzinfo)
        minute = (last.until - midnight) // timedelta(minutes=1)
        said = when(last.until, self._now, closing=last.state is State.OPEN)
        return [minute, STATES.index(last.next_state), said]

    def _notes(self, coming: list[date]) -> dict[str, str]:
        """Return what to say of the years whose public holidays are not published."""
        notes = {}
        timetable = next(iter(self._numbers), None)
        for day in coming[:-1] if timetable else ():
            noon = self._now.replace(hour=12) + timedelta(days=(day - self._first).days)
            note = calendar_note(timetable.status(noon), noon, self._now) if timetable else ""
            if note:
                notes[str(day.year)] = note
        return notes
