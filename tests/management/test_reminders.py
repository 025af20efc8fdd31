"""The commands that remind fail while there is something to do, and say what."""

from __future__ import annotations

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from locator.catalogue.calendar_years import calendar_in_force
from locator.hours import Calendar
from locator.models import CalendarYear, Outlet
from tests import sample_rows

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


def run(command: str, today: date = TODAY) -> str:
    out = StringIO()
    call_command(command, "--today", today.isoformat(), stdout=out)
    return out.getvalue()


@pytest.fixture
def sample() -> None:
    sample_rows.load(today=TODAY)
    Outlet.objects.update(verified_on=TODAY)


@pytest.mark.usefixtures("sample")
def test_nobody_is_reminded_of_outlets_that_were_verified_within_ninety_days():
    Outlet.objects.filter(code="sample-a-01").update(verified_on=date(2026, 8, 25))
    assert run("remind_verification") == "Every outlet has been verified lately.\n"


@pytest.mark.usefixtures("sample")
def test_outlets_to_verify_are_named_by_bank_longest_first_and_the_command_fails():
    Outlet.objects.filter(code="sample-a-03").update(verified_on=date(2026, 8, 24))
    Outlet.objects.filter(code="sample-a-01").update(verified_on=date(2026, 3, 1))
    Outlet.objects.filter(code="sample-a-02").update(verified_on=None)
    Outlet.objects.filter(code="sample-b-01").update(verified_on=None)
    out = StringIO()
    with pytest.raises(CommandError, match=r"for 90 days: 4\. Ask the manager .*/staff/verify/"):
        call_command("remind_verification", "--today", TODAY.isoformat(), stdout=out)
    first, second = out.getvalue().splitlines()
    assert first.startswith("sample-a ")
    assert first.endswith(
        "3 to verify: sample-a-02 (never), sample-a-01 (2026-03-01), sample-a-03 (2026-08-24)"
    )
    assert second.endswith("1 to verify: sample-b-01 (never)")


@pytest.mark.usefixtures("sample")
def test_nobody_verifies_an_outlet_that_is_closed_for_good():
    Outlet.objects.filter(code="sample-a-01").update(
        verified_on=None, status=Outlet.Status.CLOSED, status_from=date(2026, 11, 1)
    )
    assert "verified lately" in run("remind_verification")


def shipped_until() -> int:
    return Calendar.shipped().known_until.year


def test_nobody_is_reminded_of_next_years_calendar_before_november():
    assert f"known until {shipped_until()}-12-31" in run("remind_calendar", date(shipped_until(), 10, 31))


@pytest.mark.parametrize(("month", "day"), [(11, 1), (12, 31)])
def test_from_november_on_the_coming_years_calendar_is_missed_until_it_is_entered(month, day):
    last = shipped_until()
    with pytest.raises(
        CommandError, match=f"calendar of {last + 1} is not entered.*www.gov.cn.*/arrangement/"
    ):
        run("remind_calendar", date(last, month, day))
    CalendarYear.objects.create(year=last + 1, source="notice", checked_on=date(last, 11, 1))
    assert calendar_in_force().known_until == date(last + 1, 12, 31)
    assert f"known until {last + 1}-12-31" in run("remind_calendar", date(last, month, day))


def test_a_year_that_began_without_a_calendar_is_the_one_that_is_missed():
    last = shipped_until()
    with pytest.raises(CommandError, match=f"calendar of {last + 1} is not entered"):
        run("remind_calendar", date(last + 1, 2, 1))
    with pytest.raises(CommandError, match=f"calendar of {last + 2} is not entered"):
        run("remind_calendar", date(last + 2, 2, 1))
