"""Years not published: which days are in doubt, and that nothing that really moved was left out."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import pytest

from locator.hours import Calendar, Cause, State, Timetable
from locator.hours.festivals import Festival, doubts, possible_dates

from .weeks import PLAIN, at, exception

SATURDAYS_TOO = "Mo-Fr 08:30-16:30; Sa 09:00-12:00"

# The parade of 2015 was announced in May of that year; no calendar could have told.
PARADE = {date(2015, 9, 3), date(2015, 9, 4), date(2015, 9, 6)}


def moved_days(first_year: int, last_year: int) -> list[date]:
    span = (date(last_year + 1, 1, 1) - date(first_year, 1, 1)).days
    days = (date(first_year, 1, 1) + timedelta(days=n) for n in range(span))
    return [day for day in days if chinese_calendar.is_workday(day) != (day.weekday() < 5)]


def was_foreseen(day: date) -> bool:
    doubt = doubts(day.year).get(day)
    return doubt is not None and (doubt.may_rest if day.weekday() < 5 else doubt.may_work)


def test_every_day_that_departed_from_the_plain_week_since_2014_was_in_doubt() -> None:
    moved = moved_days(2014, 2026)
    missed = {day for day in moved if not was_foreseen(day)}
    assert missed == PARADE
    assert len(moved) == 310  # so 99 % of them, and all but the parade


def test_the_years_before_bear_the_windows_out() -> None:
    # The seven festivals are the public holidays since 2008.
    assert all(map(was_foreseen, moved_days(2008, 2013)))


@pytest.mark.parametrize("year", range(2014, 2030))
def test_most_of_a_year_is_never_in_doubt(year: int) -> None:
    assert len(doubts(year)) <= 70
    assert sum(doubt.may_rest for day, doubt in doubts(year).items() if day.weekday() < 5) <= 42


@pytest.mark.parametrize("year", range(2014, 2027))
def test_an_unpublished_year_is_unknown_or_right_at_every_hour_of_work(year: int) -> None:
    timetable = Timetable(PLAIN, Calendar.of([]))
    for offset in range(365):
        day = date(year, 1, 1) + timedelta(days=offset)
        status = timetable.status(at(f"{day}T10:00"))
        if status.state is not State.UNKNOWN and day not in PARADE:
            assert (status.state is State.OPEN) == chinese_calendar.is_workday(day), day


def test_new_years_eve_of_the_lunar_year_2027_is_unknown_in_so_many_words() -> None:
    status = Timetable(PLAIN, Calendar.shipped()).status(at("2027-02-05T10:00"))
    assert (status.state, status.reason.cause, status.published) == (State.UNKNOWN, Cause.UNPUBLISHED, False)
    assert "2027年的放假安排尚未公布" in status.reason.text
    assert "春节" in status.reason.text
    assert "not published yet" in status.reason.text_en


def test_a_plain_wednesday_in_march_2027_is_open_and_marked() -> None:
    status = Timetable(PLAIN, Calendar.shipped()).status(at("2027-03-10T10:00"))
    assert (status.state, status.reason.cause, status.published) == (State.OPEN, Cause.WEEK, False)
    assert status.until == at("2027-03-10T16:30")


def test_a_sunday_that_may_be_made_up_is_unknown_at_the_hours_of_a_workday() -> None:
    timetable = Timetable(PLAIN, Calendar.shipped())
    assert timetable.status(at("2027-09-26T10:00")).state is State.UNKNOWN
    assert timetable.status(at("2027-09-26T18:00")).state is State.CLOSED
    assert timetable.status(at("2027-11-21T10:00")).state is State.CLOSED


def test_the_night_of_a_day_in_doubt_is_closed_all_the_same() -> None:
    night = Timetable(PLAIN, Calendar.shipped()).status(at("2027-02-05T03:00"))
    assert (night.state, night.next_state) == (State.CLOSED, State.UNKNOWN)


def test_saturday_hours_are_in_doubt_both_ways() -> None:
    timetable = Timetable(SATURDAYS_TOO, Calendar.shipped())
    assert timetable.status(at("2027-02-06T10:00")).state is State.UNKNOWN  # a holiday perhaps
    assert timetable.status(at("2027-09-18T10:00")).state is State.OPEN  # Saturday or workday: open
    assert timetable.status(at("2027-09-18T14:00")).state is State.UNKNOWN  # if worked, all day


def test_an_outlet_that_keeps_the_same_hours_on_holidays_is_never_in_doubt() -> None:
    timetable = Timetable("Mo-Su,PH 09:00-17:00", Calendar.shipped())
    states = {interval.state for interval in timetable.intervals(date(2027, 1, 1), 365)}
    assert states == {State.OPEN, State.CLOSED}


def test_what_the_outlet_says_itself_ends_the_doubt() -> None:
    timetable = Timetable(PLAIN, Calendar.shipped(), (exception("2027-02-05", "2027-02-05", "09:00-12:00"),))
    assert timetable.status(at("2027-02-05T10:00")).state is State.OPEN
    assert timetable.status(at("2027-02-05T14:00")).state is State.CLOSED


def test_years_before_the_table_say_that_they_are_not_on_record() -> None:
    status = Timetable(PLAIN, Calendar.shipped()).status(at("2019-02-05T10:00"))
    assert (status.state, status.published) == (State.UNKNOWN, False)
    assert "没有收录2019年" in status.reason.text


def test_the_last_days_of_a_published_year_are_in_doubt_when_the_next_may_claim_them() -> None:
    # New Year's Day of 2019 and of 2030 is a Tuesday; 2019 took the Monday and gave the Saturday.
    calendar = Calendar.shipped().with_year(2029, [])
    timetable = Timetable(PLAIN, calendar)
    assert timetable.status(at("2029-12-31T10:00")).state is State.UNKNOWN
    assert timetable.status(at("2029-12-29T10:00")).state is State.UNKNOWN
    assert timetable.status(at("2029-12-28T10:00")).state is State.OPEN
    assert "2030年" in timetable.status(at("2029-12-31T10:00")).reason.text
    known = Timetable(PLAIN, calendar.with_year(2030, []))
    assert known.status(at("2029-12-31T10:00")).state is State.OPEN


def test_festivals_of_years_beyond_the_tables_have_a_range_that_holds_every_known_date() -> None:
    for festival in Festival:
        first, last = possible_dates(festival, 2150)
        known = [possible_dates(festival, year)[0] for year in range(1901, 2101)]
        assert all(
            (first.month, first.day) <= (day.month, day.day) <= (last.month, last.day) for day in known
        )


@pytest.mark.parametrize(
    ("festival", "day"),
    [
        (Festival.SPRING, date(2027, 2, 6)),
        (Festival.QINGMING, date(2027, 4, 5)),
        (Festival.DRAGON_BOAT, date(2027, 6, 9)),
        (Festival.MID_AUTUMN, date(2027, 9, 15)),
    ],
)
def test_the_moving_festivals_of_2027_fall_where_the_almanac_has_them(festival: Festival, day: date) -> None:
    assert possible_dates(festival, 2027) == (day, day)
