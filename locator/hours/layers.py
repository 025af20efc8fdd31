"""Which layer decides a day: an override, the national calendar, or the week; the strongest one alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from .calendar import Calendar, Kind
from .expression import CLOSED_ALL_DAY, Expression, Span
from .festivals import Doubt
from .state import Cause, Override, Reason, State

BY_THE_WEEK = Reason(Cause.WEEK)


class Stretch(NamedTuple):
    """One state within a day, in minutes after midnight, half-open, with its reason."""

    start: int
    end: int
    state: State
    reason: Reason


def stretches(
    day: date,
    week: Expression,
    calendar: Calendar,
    overrides: Iterable[tuple[Override, Expression | None]],
) -> tuple[Stretch, ...]:
    """Return the states of a day in order, filling it exactly; the first override that covers it decides."""
    for override, hours in overrides:
        if override.covers(day):
            return _all_for(override.reason, hours.plain(day) if hours else CLOSED_ALL_DAY)
    special = calendar.day(day)
    if special is not None:
        if special.kind is Kind.HOLIDAY:
            return _all_for(Reason(Cause.HOLIDAY, special.name, special.name_en), week.holiday(day))
        return _all_for(Reason(Cause.WORKDAY, special.name, special.name_en), week.workday(day))
    doubt = calendar.doubt(day)
    if doubt is not None:
        return _undecided(day, week, calendar, doubt)
    return tuple(Stretch(span.start, span.end, span.state, _from_week(span)) for span in week.plain(day))


def _all_for(reason: Reason, spans: Iterable[Span]) -> tuple[Stretch, ...]:
    return tuple(Stretch(span.start, span.end, span.state, reason) for span in spans)


def _from_week(span: Span) -> Reason:
    return Reason(Cause.WEEK, span.comment, span.comment) if span.comment else BY_THE_WEEK


def _undecided(day: date, week: Expression, calendar: Calendar, doubt: Doubt) -> tuple[Stretch, ...]:
    """Return the hours on which every arrangement agrees as the week has them, the others as unknown.

    So the night stays closed, and an outlet that keeps the same hours every day stays open.
    """
    plain = week.plain(day)
    possible = [plain]
    if doubt.may_rest:
        possible.append(week.holiday(day))
    if doubt.may_work:
        possible.append(week.workday(day))
    edges = sorted({span.start for spans in possible for span in spans} | {24 * 60})
    reason = _unpublished(day, calendar, doubt)
    found: list[Stretch] = []
    for start, end in pairwise(edges):
        own = _over(plain, start)
        agreed = all(_over(spans, start).state is own.state for spans in possible)
        stretch = (
            Stretch(start, end, own.state, _from_week(own))
            if agreed
            else Stretch(start, end, State.UNKNOWN, reason)
        )
        if found and found[-1][2:] == stretch[2:]:
            stretch = stretch._replace(start=found.pop().start)
        found.append(stretch)
    return tuple(found)


def _over(spans: Iterable[Span], minute: int) -> Span:
    return next(span for span in spans if span.start <= minute < span.end)


def _unpublished(day: date, calendar: Calendar, doubt: Doubt) -> Reason:
    year = day.year + 1 if calendar.is_published(day) else day.year
    festival, festival_en = doubt.festival.zh, doubt.festival.en
    if calendar.years and year < min(calendar.years):
        return Reason(
            Cause.UNPUBLISHED,
            f"没有收录{year}年的放假安排，{festival}前后的营业时间不确定",
            f"The public holidays of {year} are not on record; hours around {festival_en} are not known",
        )
    return Reason(
        Cause.UNPUBLISHED,
        f"{year}年的放假安排尚未公布，{festival}前后的营业时间不确定",
        f"The public holidays of {year} are not published yet; hours around {festival_en} are not known",
    )
