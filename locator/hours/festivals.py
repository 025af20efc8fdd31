"""The seven festivals, and the days around them that a year's arrangement may move."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from holidays.calendars.chinese import _ChineseLunisolar

LUNISOLAR = _ChineseLunisolar()
TUESDAY, SATURDAY = 1, 5
LUNAR_YEARS = range(1901, 2101)  # the years of that package's tables


class Festival(Enum):
    """A festival with public holidays: its names, and how far from it days were moved from 2008 to 2026.

    ``rest`` is where a day may become a holiday, ``work`` where a Saturday or Sunday may become a
    workday, each in days from the festival. The seven have existed since 2008; tests hold the windows
    against every year since.
    """

    NEW_YEAR = ("元旦", "New Year’s Day", (-3, 2), (-3, 5))
    SPRING = ("春节", "Spring Festival", (-3, 7), (-6, 11))
    QINGMING = ("清明节", "Qingming Festival", (-2, 2), (-4, 3))
    LABOUR = ("劳动节", "Labour Day", (-2, 4), (-8, 10))
    DRAGON_BOAT = ("端午节", "Dragon Boat Festival", (-2, 2), (-4, 3))
    MID_AUTUMN = ("中秋节", "Mid-Autumn Festival", (-2, 2), (-4, 3))
    NATIONAL = ("国庆节", "National Day", (-2, 7), (-11, 11))

    def __init__(self, zh: str, en: str, rest: tuple[int, int], work: tuple[int, int]) -> None:
        self.zh = zh
        self.en = en
        self.rest = rest
        self.work = work


class Doubt(NamedTuple):
    """What may become of a day whose year is not published."""

    festival: Festival
    may_rest: bool
    may_work: bool


# Where a festival may fall in a year beyond the tables: their extremes, and a day or two on either side.
POSSIBLE = {
    Festival.SPRING: ((1, 20), (2, 22)),
    Festival.QINGMING: ((4, 3), (4, 7)),
    Festival.DRAGON_BOAT: ((5, 26), (6, 28)),
    Festival.MID_AUTUMN: ((9, 6), (10, 10)),
}
FIXED = {Festival.NEW_YEAR: (1, 1), Festival.LABOUR: (5, 1), Festival.NATIONAL: (10, 1)}
MOVING: dict[Festival, Callable[[int], tuple[date | None, bool]]] = {
    Festival.SPRING: LUNISOLAR.lunar_new_year_date,
    Festival.QINGMING: LUNISOLAR.qingming_date,
    Festival.DRAGON_BOAT: LUNISOLAR.dragon_boat_date,
    Festival.MID_AUTUMN: LUNISOLAR.mid_autumn_date,
}


def possible_dates(festival: Festival, year: int) -> tuple[date, date]:
    """Return the first and the last day on which the festival may fall: the same day where that is known."""
    if festival in FIXED:
        day = date(year, *FIXED[festival])
        return day, day
    found, _estimated = MOVING[festival](year) if year in LUNAR_YEARS else (None, True)
    if found is not None:
        return found, found
    first, last = POSSIBLE[festival]
    return date(year, *first), date(year, *last)


@lru_cache(maxsize=64)
def doubts(year: int) -> Mapping[date, Doubt]:
    """Find the days of a year that its arrangement may move, each with the festival nearest to it."""
    found: dict[date, Doubt] = {}
    nearest: dict[date, int] = {}
    for festival, first, last in _festivals_touching(year):
        for day in _days(
            first.toordinal() + min(festival.rest[0], festival.work[0]),
            last.toordinal() + max(festival.rest[1], festival.work[1]),
        ):
            may_rest = _within(day, first, last, festival.rest)
            may_work = day.weekday() >= SATURDAY and _within(day, first, last, festival.work)
            if day.year != year or not (may_rest or may_work):
                continue
            away = max((first - day).days, (day - last).days, 0)
            known = found.get(day, Doubt(festival, may_rest=False, may_work=False))
            closer = away < nearest.get(day, away)
            nearest[day] = min(away, nearest.get(day, away))
            found[day] = Doubt(
                festival if closer else known.festival,
                may_rest=may_rest or known.may_rest,
                may_work=may_work or known.may_work,
            )
    return found


def reaching_back(day: date) -> Doubt | None:
    """Tell what next year's arrangement may make of one of the last three days of a published year.

    Since 2014 that happened once, when New Year's Day was a Tuesday (2019: 29 December worked, 31 off).
    """
    new_year = date(day.year + 1, 1, 1)
    if new_year.weekday() != TUESDAY or not 1 <= (new_year - day).days <= 3:
        return None
    return Doubt(Festival.NEW_YEAR, may_rest=True, may_work=day.weekday() >= SATURDAY)


def _festivals_touching(year: int) -> Iterator[tuple[Festival, date, date]]:
    for festival in Festival:
        yield (festival, *possible_dates(festival, year))
    if year < date.max.year:
        # The arrangement of a year reaches back into the last days of the year before.
        yield (Festival.NEW_YEAR, *possible_dates(Festival.NEW_YEAR, year + 1))


def _days(first: int, last: int) -> Iterator[date]:
    for ordinal in range(max(first, 1), last + 1):
        yield date.fromordinal(ordinal)


def _within(day: date, first: date, last: date, window: tuple[int, int]) -> bool:
    return window[0] <= (day - first).days and (day - last).days <= window[1]
