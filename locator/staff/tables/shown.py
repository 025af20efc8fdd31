"""Changes of many outlets as pages show them, to who proposes them and to who decides: hours by day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from locator.catalogue.proposals import proposed
from locator.hours.weekly import clock, from_expression

if TYPE_CHECKING:
    from collections.abc import Iterable

    from locator.catalogue.difference import Difference
    from locator.catalogue.transfer.plan import Change
    from locator.hours.weekly import Span, Week


@dataclass(frozen=True, slots=True)
class ShownDifference:
    """One fact, old and new in words; ``metres`` where a point moves."""

    label: str
    old: str
    new: str
    metres: float | None = None


@dataclass(frozen=True, slots=True)
class ShownChange:
    """What becomes of one outlet, and what is odd about its new position."""

    code: str
    name: str
    action: str
    differences: tuple[ShownDifference, ...]
    number: int = 0
    odd: str = ""


def planned(change: Change) -> ShownChange:
    """Show a row of a table that is about to be applied."""
    return ShownChange(change.code, change.name, change.action, _shown(change.differences), change.number)


def waiting(entry: dict[str, Any], name: str, odd: str = "") -> ShownChange:
    """Show an entry of a proposal."""
    return ShownChange(entry["outlet"], name, entry["action"], _shown(proposed(entry)), odd=odd)


def _shown(differences: Iterable[Difference]) -> tuple[ShownDifference, ...]:
    found = []
    for each in differences:
        old, new = _by_day(each) or (each.old_words, each.new_words)
        found.append(ShownDifference(each.label, old, new, each.metres))
    return tuple(found)


def _by_day(difference: Difference) -> tuple[str, str] | None:
    """Say weekly hours day by day, only the days that change; None where a table cannot show them."""
    if difference.fact.rpartition(".")[2] not in {"hours", "card_hours"}:
        return None
    old, new = _week(difference.old), _week(difference.new)
    if old is not None and new is not None:
        changed = [day for day in range(7) if old.days[day] != new.days[day]]
        return _days(old, changed), _days(new, changed)
    if new is not None and not difference.old:
        return difference.old_words, _days(new, range(7))
    if old is not None and not difference.new:
        return _days(old, range(7)), difference.new_words
    return None


def _week(hours: str) -> Week | None:
    return from_expression(hours) if hours else None


def _days(week: Week, numbers: Iterable[int]) -> str:
    names = _weekdays()
    return "\n".join(f"{names[number]} {_spans(week.days[number])}" for number in numbers)


def _weekdays() -> tuple[str, ...]:
    return (
        _("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"),
    )  # fmt: skip


def _spans(spans: tuple[Span, ...]) -> str:
    return _(", ").join(f"{clock(start)}–{clock(end)}" for start, end in spans) or _("closed")
