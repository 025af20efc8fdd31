"""What a weekly expression says about one calendar day.

Only this module evaluates ``opening_hours`` text, and it asks about one day at a time: over several
days the parser (2.1.4) overlooks ``||`` fallbacks. For the same reason the layers above are not appended
to the expression; besides, the closed hours of a day appended so come back without the comment that
would name the reason.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple

from django.utils.translation import gettext as _

from locator.models.expression import HoursError, read_hours

from .state import State

__all__ = ["CLOSED_ALL_DAY", "Expression", "HoursError", "Span", "read"]

DAY = 24 * 60
ONE_DAY = timedelta(days=1)
A_MONDAY = date(2024, 1, 8)

QUOTED = re.compile(r'("[^"]*")')
HOLIDAY_WORD = re.compile(r"\bPH\b")
# "PH Mo-Fr" means holidays that fall on Monday to Friday; a lone PH means any day that is a holiday.
HOLIDAY_ON_WEEKDAYS = re.compile(r"\bPH\s+(?=(?:Mo|Tu|We|Th|Fr|Sa|Su)\b)")
# An expression made of these words alone says the same every week, so seven days tell all.
SAME_EVERY_WEEK = re.compile(
    r'(?:24/7|\d{1,2}:\d{2}|Mo|Tu|We|Th|Fr|Sa|Su|PH|off|closed|open|unknown|"[^"]*"|[\s,;|+-])*'
)


class Span(NamedTuple):
    """One state within a day, in minutes after midnight, half-open, with the expression's own comment."""

    start: int
    end: int
    state: State
    comment: str = ""


CLOSED_ALL_DAY = (Span(0, DAY, State.CLOSED),)


class Expression:
    """A parsed expression; the spans that it gives for a day are in order and fill the day exactly.

    A stretch that runs over midnight belongs to both calendar days, a part to each.
    """

    __slots__ = ("_dated", "_hours", "_on_holidays", "_week", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._hours = read_hours(text)
        self._on_holidays = _on_holidays(text)
        self._dated: dict[date, tuple[Span, ...]] = {}
        self._week: tuple[tuple[Span, ...], ...] = ()
        if SAME_EVERY_WEEK.fullmatch(text):
            self._week = tuple(self._evaluate(A_MONDAY + n * ONE_DAY) for n in range(7))

    def plain(self, day: date) -> tuple[Span, ...]:
        """Return the day as the week has it, whatever the national calendar says."""
        if self._week:
            return self._week[day.weekday()]
        spans = self._dated.get(day)
        if spans is None:
            if len(self._dated) >= 500:  # bounded; a day costs some 20 µs to work out again
                self._dated = {}
            spans = self._dated[day] = self._evaluate(day)
        return spans

    def holiday(self, day: date) -> tuple[Span, ...]:
        """Return the day as a public holiday: closed, unless the expression says itself what holds on PH."""
        return self._on_holidays.plain(day) if self._on_holidays else CLOSED_ALL_DAY

    def workday(self, day: date) -> tuple[Span, ...]:
        """Return the day as a make-up workday: the commonest hours of Monday to Friday of its week.

        Of equally common ones the earliest in the week; an outlet closed on most weekdays stays closed.
        """
        monday = day - day.weekday() * ONE_DAY
        return Counter(self.plain(monday + n * ONE_DAY) for n in range(5)).most_common(1)[0][0]

    def _evaluate(self, day: date) -> tuple[Span, ...]:
        midnight = datetime.combine(_in_reach(day), time())
        intervals: Iterable[tuple[datetime, datetime, object, str]] = self._hours.intervals(
            midnight, midnight + ONE_DAY
        )
        return tuple(
            Span(_minutes(start - midnight), _minutes(end - midnight), State(str(state)), comment)
            for start, end, state, comment in intervals
        )


@lru_cache(maxsize=4096)
def read(text: str) -> Expression:
    """Parse an expression, or raise HoursError; outlets that keep the same hours share the result."""
    return Expression(text)


def _in_reach(day: date) -> date:
    """Move a day outside 1900 to 9998, which the parser cannot tell, by whole cycles of 400 equal years."""
    year = day.year - 400 if day.year > 9998 else day.year
    return day.replace(year=year if year >= 1900 else year + 400 * -((year - 1900) // 400))


def _minutes(since_midnight: timedelta) -> int:
    return since_midnight // timedelta(minutes=1)


def _on_holidays(text: str) -> Expression | None:
    """Read the expression as it holds on a public holiday, or return None if it does not mention them."""
    parts = QUOTED.split(text)
    if not any(HOLIDAY_WORD.search(part) for part in parts[::2]):
        return None
    for n in range(0, len(parts), 2):
        parts[n] = HOLIDAY_WORD.sub("Mo-Su", HOLIDAY_ON_WEEKDAYS.sub("", parts[n]))
    try:
        return Expression("".join(parts))
    except HoursError as error:
        where = _("What it says about public holidays (PH) cannot be read.")
        raise HoursError(where, 1 + text.index("PH")) from error
