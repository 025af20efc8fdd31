"""Two people at the single days of one outlet: the second sees what the first did and loses nothing."""

from datetime import date

import pytest

from locator.catalogue.editing import revision
from locator.catalogue.exceptions import add_exception, change_exception, remove_exception
from locator.models import HoursException

from .conftest import words

CODE = "sample-a-02"
LIST = f"/en/staff/outlets/{CODE}/days/"
FIRST, LAST = date(2027, 3, 1), date(2027, 3, 2)
TYPED = {"first_day": "2027-03-01", "last_day": "2027-03-02", "reason": "我写的话"}


@pytest.fixture
def row(manager):
    return add_exception(CODE, first_day=FIRST, last_day=LAST, hours="09:00-11:00", reason="盘点", by=manager)


@pytest.fixture
def page(row):
    return f"/en/staff/days/{row.pk}/"


def typed(browser, page, **values):
    """Return what a browser would send back with some fields typed anew."""
    answer = browser.get(page)
    shown = {field.name: field.value() or "" for field in answer.context["form"]}
    return shown | {"seen": answer.context["seen"]} | values


def test_the_second_reads_what_the_first_has_changed(clerk, manager, as_, row, page):
    browser = as_(clerk)
    sent = typed(browser, page, reason="我写的话")
    change_exception(row.pk, {"last_day": date(2027, 3, 9), "hours": "10:00-12:00"}, by=manager)
    answer = browser.post(page, sent)
    said = words(answer)
    assert answer.status_code == 409
    assert "2027-03-01 – 2027-03-02 · 09:00-11:00 · 盘点" in said
    assert "2027-03-01 – 2027-03-09 · 10:00-12:00 · 盘点" in said
    assert 'value="我写的话"' in answer.text


def test_what_the_second_did_not_touch_stays_as_the_first_left_it(clerk, manager, as_, row, page):
    browser = as_(clerk)
    sent = typed(browser, page, reason="我写的话")
    change_exception(row.pk, {"last_day": date(2027, 3, 9), "hours": "10:00-12:00"}, by=manager)
    shown = browser.post(page, sent)
    again = {field.name: field.value() or "" for field in shown.context["form"]}
    assert browser.post(page, again | {"seen": shown.context["seen"]}).status_code == 302
    row.refresh_from_db()
    assert (row.reason, row.last_day, row.hours) == ("我写的话", date(2027, 3, 9), "10:00-12:00")


def test_new_days_of_the_first_are_shown_to_the_second_and_the_others_are_not(clerk, manager, as_, row):
    seen = revision(CODE)
    add_exception(
        CODE, first_day=date(2027, 4, 1), last_day=date(2027, 4, 1), hours="", reason="停电", by=manager
    )
    answer = as_(clerk).post(f"{LIST}new/", TYPED | {"seen": seen})
    assert answer.status_code == 409
    assert "2027-04-01 · closed · 停电" in words(answer)
    assert "盘点" not in words(answer)


def test_days_that_were_taken_out_meanwhile_are_entered_anew_with_one_press(clerk, manager, as_, row, page):
    browser = as_(clerk)
    sent = typed(browser, page, reason="我写的话")
    remove_exception(row.pk, by=manager)
    answer = browser.post(page, sent)
    assert answer.status_code == 409
    assert "Somebody has taken these days out" in words(answer)
    assert "manager changed this outlet" in words(answer)
    again = {field.name: field.value() or "" for field in answer.context["form"]}
    assert f'action="{LIST}new/"' in answer.text
    assert browser.post(f"{LIST}new/", again | {"seen": answer.context["seen"]}).status_code == 302
    found = HoursException.objects.get(outlet=CODE, reason="我写的话")
    assert (found.first_day, found.last_day, found.hours) == (FIRST, LAST, "09:00-11:00")


def test_what_is_wrong_with_days_that_were_taken_out_is_said_too(clerk, manager, as_, row, page):
    remove_exception(row.pk, by=manager)
    answer = as_(clerk).post(page, TYPED | {"last_day": "soon", "seen": revision(CODE)})
    assert answer.status_code == 409
    assert "Enter a day" in words(answer)


def test_a_page_of_days_that_are_gone_leads_to_the_list(clerk, manager, as_, row, page):
    remove_exception(row.pk, by=manager)
    answer = as_(clerk).get(page, follow=True)
    assert answer.redirect_chain == [(LIST, 302)]
    assert "Somebody has taken out the days from 2027-03-01 to 2027-03-02." in words(answer)


def test_two_people_who_take_out_the_same_days_both_read_that_they_are_out(clerk, manager, as_, row):
    for person in (clerk, manager):
        answer = as_(person).post(f"/en/staff/days/{row.pk}/remove/", follow=True)
        assert "Taken out" in words(answer)


def test_days_of_another_bank_that_are_gone_are_not_there(manager, stranger, as_, row, page):
    remove_exception(row.pk, by=manager)
    browser = as_(stranger)
    assert browser.get(page).status_code == 404
    assert browser.post(page, TYPED).status_code == 404
    assert browser.post(f"/staff/days/{row.pk}/remove/").status_code == 404
