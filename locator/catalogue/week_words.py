"""Weekly hours before and after, day by day, for people who do not know how they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from locator.hours.weekly import clock, from_expression

if TYPE_CHECKING:
    from collections.abc import Iterable

    from locator.hours.weekly import Span, Week


def weeks_in_words(old: str, new: str) -> tuple[str | None, str | None]:
    """Say two weeks by the days that change; None for one that is empty or says more than a table can show.

    If one of them says more than a table, so that the two cannot be compared, neither is said by day.
    """
    before, after = _week(old), _week(new)
    if (old and before is None) or (new and after is None):
        return None, None
    days = [day for day in range(7) if before is None or after is None or before.days[day] != after.days[day]]
    return _by_day(before, days), _by_day(after, days)


def _week(hours: str) -> Week | None:
    return from_expression(hours) if hours else None


def _by_day(week: Week | None, days: Iterable[int]) -> str | None:
    names = _weekdays()
    return (
        None if week is None else "\n".join(f"{names[day]} {_spans(week.days[day])}" for day in days) or None
    )


def _weekdays() -> tuple[str, ...]:
    return (
        _("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"),
    )  # fmt: skip


def _spans(spans: tuple[Span, ...]) -> str:
    return _(", ").join(f"{clock(start)}–{clock(end)}" for start, end in spans) or _("closed")
