"""The single days of an outlet as one value, for tables and proposals to hold beside its facts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from locator.models import HoursException, Outlet

if TYPE_CHECKING:
    from collections.abc import Iterable

# The name under which the days stand beside the facts of an outlet; see facts.py.
DAYS = "days"


class Day(NamedTuple):
    """Days from first to last on which an outlet, or one service, keeps other hours; empty for closed."""

    first: date
    last: date
    service: str
    hours: str
    reason: str
    reason_en: str

    def to_json(self) -> list[str]:
        return [self.first.isoformat(), self.last.isoformat(), *self[2:]]

    @classmethod
    def from_json(cls, value: list[str]) -> Day:
        first, last, *rest = value
        return cls(date.fromisoformat(first), date.fromisoformat(last), *rest)

    def overlaps(self, other: Day) -> bool:
        return self.service == other.service and self.first <= other.last and other.first <= self.last


def days_of(outlet: Outlet) -> tuple[Day, ...]:
    """Return the single days of an outlet in their order; prefetch ``exceptions`` when asking for many."""
    return tuple(sorted(day_of(row) for row in outlet.exceptions.all()))


def write_days(outlet: Outlet, wanted: Iterable[Day]) -> None:
    """Make the single days those that are wanted, inside the act under way; equal ones are left alone."""
    missing = set(wanted)
    for row in outlet.exceptions.all():
        if day_of(row) in missing:
            missing.remove(day_of(row))
        else:
            row.delete()
    for day in sorted(missing):
        HoursException.objects.create(outlet=outlet, **fields_of(day))


def day_of(row: Any) -> Day:
    """Return the days of an entry, or of an entry as the history keeps it."""
    return Day(row.first_day, row.last_day, row.service, row.hours, row.reason, row.reason_en)


def fields_of(day: Day) -> dict[str, Any]:
    """Return the days under the names of an entry's fields."""
    return {
        "first_day": day.first,
        "last_day": day.last,
        "service": day.service,
        "hours": day.hours,
        "reason": day.reason,
        "reason_en": day.reason_en,
    }
