"""Single days: entered, refused with the reason, changed and taken out."""

from datetime import timedelta

import pytest
from django.utils import timezone

from locator.catalogue.editing import revision
from locator.catalogue.exceptions import add_exception
from locator.models import HoursException

from .conftest import words

CODE = "sample-a-02"
LIST = f"/en/staff/outlets/{CODE}/days/"


def day(ahead):
    return (timezone.localdate() + timedelta(days=ahead)).isoformat()


def send(browser, page=f"{LIST}new/", **values):
    sound = {"first_day": day(40), "last_day": day(41), "reason": "盘点", "seen": revision(CODE)}
    return browser.post(page, sound | values)


def entered():
    return HoursException.objects.filter(outlet=CODE, reason="盘点")


def test_a_clerk_enters_a_closed_day_and_sees_it(clerk, as_):
    browser = as_(clerk)
    assert send(browser).status_code == 302
    assert entered().get().hours == ""
    assert "盘点" in words(browser.get(LIST))


def test_other_hours_with_a_break(clerk, as_):
    send(as_(clerk), from_1="9点", to_1="11:30", from_2="13:00", to_2="15：00", service="pin")
    row = entered().get()
    assert (row.hours, row.service) == ("09:00-11:30,13:00-15:00", "pin")
    shown = as_(clerk).get(f"/en/staff/days/{row.pk}/").text
    assert 'value="11:30"' in shown


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"last_day": day(39)}, "The last day lies before the first"),
        ({"first_day": "soon"}, "Enter a day, such as 2026-11-30"),
        ({"reason": ""}, "Say why"),
        ({"from_1": "noon"}, "Write a time"),
        ({"from_1": "9:00"}, "Enter this time too"),
        ({"from_1": "9:00", "to_1": "8:00"}, "not later than the opening"),
        ({"from_1": "9:00", "to_1": "12:00", "from_2": "11:00", "to_2": "13:00"}, "before the break begins"),
        ({"service": "lunch"}, "lunch"),
    ],
)
def test_what_cannot_be_is_refused_by_field(clerk, as_, values, said):
    answer = send(as_(clerk), **values)
    assert answer.status_code == 422
    assert said in words(answer)
    assert not entered().exists()


def test_an_overlap_names_the_other_entry(clerk, as_):
    send(as_(clerk))
    answer = send(as_(clerk), first_day=day(41), last_day=day(45))
    assert answer.status_code == 422
    assert "overlap" in words(answer)
    assert entered().count() == 1


def test_an_entry_is_changed_and_taken_out(clerk, as_):
    browser = as_(clerk)
    send(browser)
    row = entered().get()
    send(browser, page=f"/en/staff/days/{row.pk}/", last_day=day(43))
    assert str(entered().get().last_day) == day(43)
    browser.post(f"/staff/days/{row.pk}/remove/")
    assert not entered().exists()


def test_another_banks_days_are_not_there(clerk, stranger, as_):
    row = add_exception(
        CODE, first_day=timezone.localdate(), last_day=timezone.localdate(), hours="", reason="盘点", by=clerk
    )
    browser = as_(stranger)
    for answer in (
        browser.get(LIST), browser.get(f"/staff/days/{row.pk}/"), send(browser),
        browser.post(f"/staff/days/{row.pk}/remove/"),
    ):  # fmt: skip
        assert answer.status_code == 404
    assert entered().count() == 1
