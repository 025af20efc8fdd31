"""What can be said about an outlet at a moment, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class State(StrEnum):
    """Whether the outlet is at work; unknown is an honest third."""

    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"


class Cause(StrEnum):
    """Which layer of the hours decided."""

    WEEK = "week"
    HOLIDAY = "holiday"
    WORKDAY = "workday"
    EXCEPTION = "exception"
    UNPUBLISHED = "unpublished"
    SUSPENDED = "suspended"
    MACHINE = "machine"
    STRUCK_OFF = "struck-off"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the state is what it is, in Chinese and English; ``until`` is the last day it holds, when dated."""

    cause: Cause
    text: str = ""
    text_en: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Override:
    """Days on which other hours hold than the week's: an exception or a suspension.

    Empty ``hours`` mean closed; no ``last_day`` means until further notice.
    """

    first_day: date
    last_day: date | None
    hours: str
    reason: Reason

    def covers(self, day: date) -> bool:
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)


@dataclass(frozen=True, slots=True)
class Status:
    """The state at a moment, until when it lasts, and what comes after.

    ``until`` is in Beijing time, and None if no change is in sight. ``published`` is False when the
    national calendar of the day's year is not known.
    """

    state: State
    reason: Reason
    until: datetime | None
    next_state: State | None
    published: bool


@dataclass(frozen=True, slots=True)
class Interval:
    """One state from ``start`` up to, not including, ``end``, both in Beijing time."""

    start: datetime
    end: datetime
    state: State
    reason: Reason


def departure(of_day: Iterable[Interval]) -> Reason | None:
    """Return why a day is not as the week has it; nothing where it is."""
    return next((part.reason for part in of_day if part.reason.cause is not Cause.WEEK), None)
