"""An entry for a public holiday is seldom needed: the outlet is closed on it anyway."""

from datetime import date

import pytest

from locator.hours import Calendar
from locator.hours.rest_days import LONGEST_RUN_DAYS, rest_days

WEEK = "Mo-Fr 08:30-16:30"


def rested(first, last, week=WEEK):
    days = rest_days(date.fromisoformat(first), date.fromisoformat(last), week, Calendar.shipped())
    return [special.day.isoformat() for special in days]


def test_the_holidays_among_the_days_are_found():
    assert rested("2026-09-29", "2026-10-02") == ["2026-10-01", "2026-10-02"]


def test_a_day_that_is_worked_instead_is_no_holiday():
    assert rested("2026-10-10", "2026-10-10") == []


def test_a_year_that_is_not_published_has_no_holidays_yet():
    assert rested("2027-10-01", "2027-10-03") == []


def test_an_outlet_that_opens_on_holidays_needs_its_entry():
    assert rested("2026-10-01", "2026-10-01", "Mo-Fr 08:30-16:30; PH 09:00-12:00") == []


@pytest.mark.parametrize("last", ["2026-12-31", "9999-12-31"])
def test_a_long_run_is_not_walked_to_its_end(last):
    assert len(rested("2026-01-01", last)) <= LONGEST_RUN_DAYS
