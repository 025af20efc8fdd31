"""The national calendar: which days are holidays, which weekend days are worked instead, and up to when."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from .festivals import Doubt, doubts, reaching_back

SHIPPED = Path(__file__).parent.parent / "data" / "calendar.csv"
COLUMNS = ("day", "kind", "name", "name_en", "source")


class CalendarError(ValueError):
    """A calendar table cannot be read; the message names the line and what to put right."""


class Kind(StrEnum):
    """How a day departs from the plain week."""

    HOLIDAY = "holiday"
    WORKDAY = "workday"


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """One day that departs from the plain week, with the festival that it belongs to."""

    day: date
    kind: Kind
    name: str
    name_en: str


@dataclass(frozen=True, slots=True, eq=False)
class Calendar:
    """The published years; a year is known as a whole or not at all."""

    years: frozenset[int]
    _days: Mapping[date, SpecialDay]

    @classmethod
    def shipped(cls) -> Calendar:
        """Return the calendar that comes with the project; it is read once."""
        return _shipped()

    @classmethod
    def of(cls, days: Iterable[SpecialDay]) -> Calendar:
        """Make a calendar of the years in which these days lie."""
        by_day = {special.day: special for special in days}
        return cls(frozenset(day.year for day in by_day), by_day)

    def with_year(self, year: int, days: Iterable[tuple[date, str, str, str]]) -> Calendar:
        """Return this calendar with one year replaced by days of (day, kind, name, name_en).

        Raises CalendarError for a day of another year or a kind other than holiday and workday.
        """
        kept = {day: special for day, special in self._days.items() if day.year != year}
        for day, kind, name, name_en in days:
            if day.year != year:
                raise CalendarError(f"{day} does not lie in {year}.")
            if kind not in list(Kind):
                raise CalendarError(f"{day}: the kind is holiday or workday, not {kind!r}.")
            kept[day] = SpecialDay(day, Kind(kind), name, name_en)
        return Calendar(self.years | {year}, kept)

    @property
    def known_until(self) -> date:
        """The last day of the longest run of years without a gap; date.min for an empty calendar."""
        run, longest, last = 0, 0, 0
        for year in sorted(self.years):
            run = run + 1 if year - 1 in self.years else 1
            if run >= longest:
                longest, last = run, year
        return date(last, 12, 31) if last else date.min

    def is_published(self, day: date) -> bool:
        return day.year in self.years

    def day(self, day: date) -> SpecialDay | None:
        """Return the holiday or make-up workday that a published year has on this day."""
        return self._days.get(day)

    def is_worked(self, day: date) -> bool:
        """Tell whether offices work on this day; in a year not yet published, whether it is a weekday."""
        special = self._days.get(day)
        return special.kind is Kind.WORKDAY if special else day.weekday() < 5

    def working_day_after(self, day: date, count: int) -> date:
        """Return the last of so many working days after a day, on which a term of that length ends."""
        while count > 0:
            day += timedelta(days=1)
            count -= self.is_worked(day)
        return day

    def days_of(self, year: int) -> tuple[SpecialDay, ...]:
        """Return the holidays and make-up workdays of a year, in order."""
        return tuple(self._days[day] for day in sorted(self._days) if day.year == year)

    def doubt(self, day: date) -> Doubt | None:
        """Tell what an unpublished arrangement may make of this day; None if it is plain or published."""
        if day.year not in self.years:
            return doubts(day.year).get(day)
        if day.month == 12 and day.day >= 29 and day.year + 1 not in self.years and day not in self._days:
            return reaching_back(day)
        return None


def read_calendar(lines: Iterable[str]) -> Calendar:
    """Read a calendar table (CSV with a header); raises CalendarError with the line number."""
    rows = csv.DictReader(lines)
    missing = [column for column in COLUMNS if column not in (rows.fieldnames or ())]
    if missing:
        raise CalendarError(f"The calendar table lacks the columns {', '.join(missing)}.")
    days: dict[date, SpecialDay] = {}
    for row in rows:
        try:
            special = SpecialDay(
                date.fromisoformat(row["day"]), Kind(row["kind"]), row["name"].strip(), row["name_en"].strip()
            )
        except (ValueError, TypeError, AttributeError) as error:
            raise CalendarError(f"Line {rows.line_num} of the calendar table: {error}.") from error
        if special.day in days or not special.name:
            raise CalendarError(
                f"Line {rows.line_num} of the calendar table: a day twice, or without a name."
            )
        days[special.day] = special
    return Calendar.of(days.values())


@lru_cache(maxsize=1)
def _shipped() -> Calendar:
    with SHIPPED.open(encoding="utf-8", newline="") as lines:
        return read_calendar(lines)


def days_from(first_day: date, days: int) -> Iterable[date]:
    """So many days in a row, or as many as the calendar of the computer has."""
    for _ in range(days):
        yield first_day
        if first_day == date.max:
            return
        first_day += timedelta(days=1)
