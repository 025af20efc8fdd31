"""Fourteen days of hours as plain values, day by day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from locator.hours import Interval, State, Timetable

from .view import said

DAYS_AHEAD = 14


def days_of(timetable: Timetable, first_day: date) -> list[dict[str, Any]]:
    """Return the next fourteen days, each with its open and unknown hours and why it departs from the week.

    A stretch runs from ``start`` up to, not including, ``end``, in Beijing time; ``24:00`` ends the day.
    What no stretch covers is closed.
    """
    by_day: dict[date, list[Interval]] = {first_day + timedelta(days=n): [] for n in range(DAYS_AHEAD)}
    for interval in timetable.intervals(first_day, DAYS_AHEAD):
        by_day[interval.start.date()].append(interval)
    return [_day(day, intervals) for day, intervals in by_day.items()]


def _day(day: date, intervals: list[Interval]) -> dict[str, Any]:
    reason = next((interval.reason for interval in intervals if interval.reason.text), intervals[0].reason)
    return {
        "date": day.isoformat(),
        "hours": [
            {
                "start": f"{interval.start:%H:%M}",
                "end": f"{interval.end:%H:%M}" if interval.end.date() == day else "24:00",
                "state": interval.state.value,
            }
            for interval in intervals
            if interval.state is not State.CLOSED
        ],
        "cause": reason.cause.value,
        "reason": said(reason.text, reason.text_en),
    }
