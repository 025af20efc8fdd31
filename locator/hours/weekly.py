"""The plain week as a clerk fills it in, and as an ``opening_hours`` expression, there and back."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

DAY = 24 * 60
DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
# Morning and afternoon, with a break between; hours with more breaks stay text.
MOST_SPANS = 2

# Minutes after midnight, half-open.
Span = tuple[int, int]

RULE = re.compile(
    r"(?:(?P<days>(?:Mo|Tu|We|Th|Fr|Sa|Su)(?:[-,](?:Mo|Tu|We|Th|Fr|Sa|Su))*)\s+)?"
    r"(?P<times>off|closed|24/7|\d{1,2}:\d{2}-\d{1,2}:\d{2}(?:\s*,\s*\d{1,2}:\d{2}-\d{1,2}:\d{2})*)"
)
TYPED = re.compile(r"(?P<hour>\d{1,2})(?:[:.点时](?P<minute>\d{1,2}|半)?分?)?|(?P<run>\d{3,4})")


@dataclass(frozen=True, slots=True)
class Week:
    """The opening spans of Monday to Sunday; raises ValueError for spans that are none or out of order."""

    days: tuple[tuple[Span, ...], ...]

    def __post_init__(self) -> None:
        if len(self.days) != len(DAYS):
            raise ValueError("A week has seven days.")
        for spans in self.days:
            ends = 0
            for number, (start, end) in enumerate(spans):
                # Spans that touch would be one; only the first may begin at midnight.
                if not (start > ends or (number == 0 and start == 0)) or not start < end <= DAY:
                    raise ValueError(f"Not the spans of a day: {spans}")
                ends = end

    @property
    def is_closed(self) -> bool:
        return not any(self.days)


def to_expression(week: Week) -> str:
    """Write a week down, days with equal hours together; days that are not named are closed."""
    by_hours: dict[tuple[Span, ...], list[int]] = {}
    for number, spans in enumerate(week.days):
        if spans:
            by_hours.setdefault(spans, []).append(number)
    rules = [f"{_days(numbers)} {_times(spans)}" for spans, numbers in by_hours.items()]
    return "; ".join(rules) or "off"


def from_expression(text: str) -> Week | None:
    """Return the week that an expression describes, or None if it says more than a week's table can show."""
    days: list[tuple[Span, ...]] = [()] * len(DAYS)
    for part in text.split(";"):
        rule = RULE.fullmatch(part.strip())
        if rule is None:
            return None
        spans = _spans(rule["times"])
        if spans is None:
            return None
        for number in _numbers(rule["days"]):
            days[number] = spans
    try:
        return Week(tuple(days))
    except ValueError:
        return None


def read_time(text: str) -> int | None:
    """Return minutes after midnight of a time as people type it (8:30, 830, 8点半), or None."""
    typed = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    found = TYPED.fullmatch(typed)
    if found is None:
        return None
    if found["run"]:
        hour, minute = int(found["run"][:-2]), int(found["run"][-2:])
    else:
        hour = int(found["hour"])
        minute = 30 if found["minute"] == "半" else int(found["minute"] or 0)
    if minute > 59 or hour > 24 or (hour == 24 and minute):
        return None
    return hour * 60 + minute


def clock(minutes: int) -> str:
    """Write minutes after midnight as 08:30; the end of the day is 24:00."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _days(numbers: list[int]) -> str:
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ",".join(DAYS[run[0]] if len(run) == 1 else f"{DAYS[run[0]]}-{DAYS[run[-1]]}" for run in runs)


def _times(spans: tuple[Span, ...]) -> str:
    return ",".join(f"{clock(start)}-{clock(end)}" for start, end in spans)


def _spans(text: str) -> tuple[Span, ...] | None:
    if text in {"off", "closed"}:
        return ()
    if text == "24/7":
        return ((0, DAY),)
    spans = []
    for part in text.split(","):
        start, end = map(read_time, part.split("-"))
        if start is None or end is None:
            return None
        spans.append((start, end))
    return tuple(spans) if len(spans) <= MOST_SPANS else None


def _numbers(text: str | None) -> list[int]:
    if not text:
        return list(range(len(DAYS)))
    numbers = []
    for part in text.split(","):
        first, _dash, last = part.partition("-")
        start, end = DAYS.index(first), DAYS.index((last or first).partition("-")[0])
        # A run may go over Sunday, as in Sa-Mo.
        numbers += [(start + step) % 7 for step in range((end - start) % 7 + 1)]
    return numbers
