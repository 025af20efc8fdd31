"""A plan as a page shows it: row by row, hours by day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from locator.hours.weekly import clock, from_expression

if TYPE_CHECKING:
    from collections.abc import Iterator

    from locator.catalogue.difference import Difference
    from locator.catalogue.transfer.plan import Change
    from locator.hours.weekly import Span


@dataclass(frozen=True, slots=True)
class DayChange:
    """The hours of one weekday, old and new."""

    day: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ShownDifference:
    """A difference with the weekdays whose hours change; none where the hours are no plain week."""

    difference: Difference
    by_day: tuple[DayChange, ...]


@dataclass(frozen=True, slots=True)
class ShownChange:
    """One row of the plan with its differences."""

    change: Change
    differences: tuple[ShownDifference, ...]


def shown(change: Change) -> ShownChange:
    return ShownChange(
        change,
        tuple(ShownDifference(difference, tuple(_by_day(difference))) for difference in change.differences),
    )


def _by_day(difference: Difference) -> Iterator[DayChange]:
    if difference.fact.rpartition(".")[2] not in {"hours", "card_hours"}:
        return
    old = from_expression(difference.old) if difference.old else None
    new = from_expression(difference.new) if difference.new else None
    if old is None or new is None:
        return
    for day, before, after in zip(_weekdays(), old.days, new.days, strict=True):
        if before != after:
            yield DayChange(day, _spans(before), _spans(after))


def _weekdays() -> tuple[str, ...]:
    return (
        _("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"),
    )  # fmt: skip


def _spans(spans: tuple[Span, ...]) -> str:
    return _(", ").join(f"{clock(start)}–{clock(end)}" for start, end in spans) or _("closed")
