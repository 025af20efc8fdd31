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
QUERIES = 16


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


REFUSED = [
    ({"last_day": day(39)}, "The last day lies before the first"),
    ({"first_day": "soon"}, "Enter a day, such as 2026-11-30"),
    ({"reason": ""}, "Say why"),
    ({"from_1": "noon"}, "Write a time"),
    ({"from_1": "9:00"}, "Enter this time too"),
    ({"from_1": "9:00", "to_1": "8:00"}, "not later than the opening"),
    ({"from_1": "9:00", "to_1": "12:00", "from_2": "11:00", "to_2": "13:00"}, "before the break begins"),
    ({"service": "lunch"}, "lunch"),
]


def test_what_cannot_be_is_refused_by_field(clerk, as_):
    browser, unsaid = as_(clerk), []
    for values, said in REFUSED:
        answer = send(browser, **values)
        if answer.status_code != 422 or said not in words(answer) or entered().exists():
            unsaid.append((values, answer.status_code))
    assert unsaid == []


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


def test_closing_on_a_public_holiday_is_said_to_be_needless(clerk, as_, time_machine):
    time_machine.move_to("2026-09-20T09:00:00+08:00")
    browser = as_(clerk)
    send(browser, first_day="2026-09-30", last_day="2026-10-01")
    assert "public holidays, closed even without an entry: Thu 1 October." in words(browser.get(LIST))


def test_opening_on_a_public_holiday_is_pointed_out(clerk, as_, time_machine):
    time_machine.move_to("2026-09-20T09:00:00+08:00")
    browser = as_(clerk)
    send(browser, first_day="2026-10-01", last_day="2026-10-02", from_1="9:00", to_1="12:00")
    assert "Residents now see opening hours on these public holidays: Thu 1 October, Fri 2 October" in words(
        browser.get(LIST)
    )


def test_an_ordinary_day_needs_no_warning(clerk, as_):
    browser = as_(clerk)
    send(browser)
    assert "public holidays" not in words(browser.get(LIST)).replace("Public holidays need no entry", "")


def test_hours_that_the_boxes_cannot_show_are_seen_and_can_be_emptied(clerk, as_):
    row = add_exception(
        CODE, first_day=timezone.localdate(), last_day=timezone.localdate(), by=clerk, reason="盘点",
        hours='09:00-12:00 "只办补换"',
    )  # fmt: skip
    page, browser = f"/en/staff/days/{row.pk}/", as_(clerk)
    assert "say more than the boxes can show" in words(browser.get(page))
    both = {"hours": "09:00-12:00", "from_1": "9:00", "to_1": "10:00"}
    assert "Empty this line, or empty the boxes" in words(send(browser, page=page, **both))
    assert send(browser, page=page, hours="").status_code == 302
    assert entered().get().hours == ""


@pytest.mark.usefixtures("no_looks")
@pytest.mark.parametrize("number", [1, 30])
def test_the_list_asks_the_database_the_same_however_long_it_is(
    clerk, as_, django_assert_max_num_queries, number
):
    browser = as_(clerk)
    HoursException.objects.bulk_create(
        HoursException(outlet_id=CODE, first_day=day(40 + n), last_day=day(40 + n), reason="盘点")
        for n in range(number)
    )
    browser.get(LIST)
    with django_assert_max_num_queries(QUERIES):
        assert words(browser.get(LIST)).count("盘点") == number


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
