"""Publishing a year of the national calendar: which days change is shown before anything is written."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from locator.hours.calendar import Calendar, SpecialDay, days_from
from locator.models import Act, CalendarDay, CalendarYear, CatalogueVersion

from .acts import act
from .rules import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.contrib.auth.models import User

    from locator.hours.arrangement import Arrangement

# The State Council publishes a year's arrangement in the November before, or a little earlier.
PUBLISHED_FROM_MONTH = 11
# By then somebody must know: people plan the days after the Spring Festival.
KNOWN_AHEAD = timedelta(days=60)


class CalendarMoved(Exception):  # noqa: N818 - named for what it says
    """Somebody else changed the calendar in the meantime; nothing was changed now."""


@dataclass(frozen=True, slots=True)
class DayChange:
    """One day, as it was held to be and as it will be; None is a day of the plain week.

    ``was_known`` is false where nobody could say: the year was not published, and the day near a festival.
    """

    day: date
    old: SpecialDay | None
    new: SpecialDay | None
    was_known: bool


@dataclass(frozen=True, slots=True)
class CalendarPlan:
    """What publishing would do: the years as they will be, and the days that change.

    ``settled`` counts the other days on which nobody could say, and which keep the plain week. ``mark``
    stands for the calendar that the plan was made from.
    """

    source: str
    years: Mapping[int, tuple[SpecialDay, ...]]
    new_years: tuple[int, ...]
    changes: tuple[DayChange, ...]
    settled: int
    mark: str

    @property
    def changes_nothing(self) -> bool:
        return not self.changes and not self.new_years


def calendar_in_force() -> Calendar:
    """Return the shipped calendar with the years laid over it that have been published since."""
    calendar = Calendar.shipped()
    for year in CalendarYear.objects.prefetch_related("days"):
        days = ((row.day, row.kind, row.name, row.name_en) for row in year.days.all())
        calendar = calendar.with_year(year.year, days)
    return calendar


def year_to_enter(calendar: Calendar, today: date) -> int | None:
    """Return the year whose arrangement somebody should enter now; None while nothing is missing."""
    if today.month >= PUBLISHED_FROM_MONTH and today.year + 1 not in calendar.years:
        return today.year + 1
    if calendar.known_until - today < KNOWN_AHEAD:
        return max(calendar.known_until.year + 1, today.year)
    return None


def plan_calendar(arrangement: Arrangement, source: str = "") -> CalendarPlan:
    """Work out what an arrangement changes; raises Refused where it cannot be published yet.

    ``source`` names the notice where its text does not.
    """
    named = arrangement.source or source.strip()
    if not named:
        raise Refused({"source": [_("The notice has no number. Write where the arrangement is from.")]})
    calendar = calendar_in_force()
    before = [special for special in arrangement.days if special.day.year < arrangement.year]
    if before and arrangement.year - 1 not in calendar.years:
        said = _("The days reach back into %(year)d, which is not published. Paste its notice first.")
        raise Refused({"text": [said % {"year": arrangement.year - 1}]})
    years = {arrangement.year: tuple(day for day in arrangement.days if day not in before)}
    if before:
        # The rest of that year stays; a day on which both speak is the later notice's.
        kept = {day.day: day for day in calendar.days_of(arrangement.year - 1)}
        kept |= {day.day: day for day in before}
        years[arrangement.year - 1] = tuple(kept[day] for day in sorted(kept))
    changes = tuple(change for year in sorted(years) for change in _changes(calendar, year, years[year]))
    new_years = tuple(year for year in sorted(years) if year not in calendar.years)
    settled = sum(_settled(calendar, year, years[year]) for year in new_years)
    return CalendarPlan(named, years, new_years, changes, settled, _mark(changes, new_years))


def publish(arrangement: Arrangement, *, source: str, by: User, seen: str) -> Act | None:
    """Write the year as one act; None where it stands so already.

    Raises CalendarMoved if the calendar is no longer the one that the plan of ``seen`` was made from.
    """
    with transaction.atomic():
        CatalogueVersion.objects.select_for_update().get()  # two who publish at once take turns
        plan = plan_calendar(arrangement, source)
        if plan.changes_nothing:
            return None
        if plan.mark != seen:
            raise CalendarMoved
        note = _("Calendar of %(year)d") % {"year": arrangement.year}
        with act(by=by, how=Act.How.ADMIN, note=note) as row:
            for year, days in plan.years.items():
                _write(year, plan.source, days)
        return row


def _changes(calendar: Calendar, year: int, days: tuple[SpecialDay, ...]) -> list[DayChange]:
    new = {special.day: special for special in days}
    old = {special.day: special for special in calendar.days_of(year)}
    return [
        DayChange(day, old.get(day), new.get(day), calendar.doubt(day) is None)
        for day in sorted(old | new)
        if old.get(day) != new.get(day)
    ]


def _settled(calendar: Calendar, year: int, days: tuple[SpecialDay, ...]) -> int:
    special = {day.day for day in days}
    return sum(
        day not in special and calendar.doubt(day) is not None
        for day in days_from(date(year, 1, 1), 366)
        if day.year == year
    )


def _mark(changes: tuple[DayChange, ...], new_years: tuple[int, ...]) -> str:
    return hashlib.sha256(repr((changes, new_years)).encode()).hexdigest()[:16]


def _write(year: int, source: str, days: tuple[SpecialDay, ...]) -> None:
    published = {"source": source, "checked_on": timezone.localdate()}
    row, _made = CalendarYear.objects.update_or_create(year=year, defaults=published)
    rows = {known.day: known for known in row.days.all()}
    wanted = {special.day: special for special in days}
    for day in rows.keys() - wanted.keys():
        rows[day].delete()
    for day, special in wanted.items():
        known = rows.get(day) or CalendarDay(year=row, day=day)
        facts = (special.kind.value, special.name, special.name_en)
        if facts != (known.kind, known.name, known.name_en):
            known.kind, known.name, known.name_en = facts
            known.save()
