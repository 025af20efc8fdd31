"""The shipped calendar against two independent tables, and what staff may lay over it."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import holidays
import pytest

from locator.hours import Calendar, CalendarError, Cause, State, Timetable
from locator.hours.calendar import Kind, read_calendar

from .weeks import PLAIN, at

HEADER = "day,kind,name,name_en,source"
ALL_DAYS = [date(2024, 1, 1) + timedelta(days=n) for n in range((date(2027, 1, 1) - date(2024, 1, 1)).days)]


def test_every_day_of_the_three_years_agrees_with_chinesecalendar() -> None:
    calendar, timetable = Calendar.shipped(), Timetable(PLAIN, Calendar.shipped())
    for day in ALL_DAYS:
        special = calendar.day(day)
        is_holiday, name = chinese_calendar.get_holiday_detail(day)
        assert (special is not None and special.kind is Kind.HOLIDAY) == (is_holiday and name is not None), (
            day
        )
        assert (special is not None and special.kind is Kind.WORKDAY) == (
            not is_holiday and name is not None
        ), day
        opens = timetable.status(at(f"{day}T10:00")).state is State.OPEN
        assert opens == chinese_calendar.is_workday(day), day


def test_every_day_off_and_day_worked_of_the_holidays_package_is_there() -> None:
    calendar = Calendar.shipped()
    other = holidays.country_holidays("CN", years=[2024, 2025, 2026])
    workdays = {day for day in other.weekend_workdays if 2024 <= day.year <= 2026}
    assert workdays == {
        day for day in ALL_DAYS if (special := calendar.day(day)) and special.kind is Kind.WORKDAY
    }
    for day in other:
        special = calendar.day(day)
        assert special is not None, day
        assert special.kind is Kind.HOLIDAY, day


def test_it_is_known_until_the_end_of_2026() -> None:
    calendar = Calendar.shipped()
    assert calendar.known_until == date(2026, 12, 31)
    assert calendar.is_published(date(2026, 12, 31))
    assert not calendar.is_published(date(2027, 1, 1))
    assert not calendar.is_published(date(2023, 12, 31))


def test_a_year_that_staff_publish_replaces_the_shipped_one_whole() -> None:
    day = (date(2026, 3, 2), "holiday", "校庆日", "Anniversary")
    calendar = Calendar.shipped().with_year(2026, [day])
    assert calendar.day(date(2026, 10, 1)) is None
    status = Timetable(PLAIN, calendar).status(at("2026-03-02T10:00"))
    assert (status.state, status.reason.cause, status.reason.text) == (State.CLOSED, Cause.HOLIDAY, "校庆日")
    assert Calendar.shipped().day(date(2026, 10, 1)) is not None


def test_a_newly_published_year_ends_the_doubt() -> None:
    spring = [(date(2027, 2, day), "holiday", "春节", "Spring Festival") for day in range(5, 13)]
    calendar = Calendar.shipped().with_year(2027, [*spring, (date(2027, 2, 14), "workday", "春节", "Spring")])
    timetable = Timetable(PLAIN, calendar)
    assert calendar.known_until == date(2027, 12, 31)
    assert timetable.status(at("2027-02-05T10:00")).state is State.CLOSED
    assert timetable.status(at("2027-02-14T10:00")).state is State.OPEN
    assert timetable.status(at("2027-02-04T10:00")).published


def test_a_single_year_beyond_a_gap_does_not_move_what_is_known() -> None:
    assert Calendar.shipped().with_year(2028, []).known_until == date(2026, 12, 31)
    assert Calendar.shipped().with_year(2019, []).known_until == date(2026, 12, 31)
    assert Calendar.of([]).known_until == date.min


@pytest.mark.parametrize(
    "day",
    [(date(2026, 3, 2), "holiday", "错", "Wrong"), (date(2027, 3, 2), "feast", "错", "Wrong")],
)
def test_a_day_of_another_year_or_of_no_known_kind_is_refused(day: tuple[date, str, str, str]) -> None:
    with pytest.raises(CalendarError):
        Calendar.shipped().with_year(2027, [day])


def test_a_table_without_a_column_is_refused_by_its_name() -> None:
    with pytest.raises(CalendarError, match="kind"):
        read_calendar(["day,name,name_en,source", "2026-01-01,元旦,New Year,x"])


@pytest.mark.parametrize(
    "row",
    [
        "2026-13-01,holiday,元旦,x,x",
        "2026-01-01,feast,元旦,x,x",
        "2026-01-01,holiday",
        "2026-01-01,holiday,,x,x",
    ],
)
def test_a_broken_row_is_refused_with_its_line(row: str) -> None:
    with pytest.raises(CalendarError, match="Line 2"):
        read_calendar([HEADER, row])


def test_a_day_that_stands_twice_is_refused() -> None:
    with pytest.raises(CalendarError, match="Line 3"):
        read_calendar([HEADER, *["2026-01-01,holiday,元旦,New Year,x"] * 2])


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        # The National Day holiday of 2026 is from 1 to 7 October; Saturday 10 October is worked.
        (date(2026, 9, 30), 1, date(2026, 10, 8)),
        (date(2026, 9, 30), 3, date(2026, 10, 10)),
        (date(2026, 11, 24), 10, date(2026, 12, 8)),
        (date(2026, 11, 24), 0, date(2026, 11, 24)),
        # A year that nobody has published: weekdays.
        (date(2031, 1, 3), 1, date(2031, 1, 6)),
    ],
)
def test_a_term_in_working_days_passes_over_holidays_and_counts_make_up_days(
    start: date, count: int, end: date
) -> None:
    assert Calendar.shipped().working_day_after(start, count) == end
