"""A clerk changes the week without knowing its syntax, and sees the coming days before saving."""

import re

import pytest

from locator.catalogue.editing import edit, revision
from locator.models import Outlet
from locator.search.current import current

from .conftest import words

CODE = "sample-a-02"
PAGE = f"/en/staff/outlets/{CODE}/hours/"


def week(fact, *days, **more):
    """Return the boxes of a week: ``week("hours", "8:30-11:30 13:00-16:30", …)``."""
    boxes = {}
    for day, spans in enumerate(days):
        for number, span in enumerate(spans.split()):
            start, end = span.split("-")
            boxes |= {f"{fact}-{day}-{number}-from": start, f"{fact}-{day}-{number}-to": end}
    return boxes | more


WORKDAYS = ["8:30-11:30 13:00-16:30"] * 5


def send(browser, *forms, page=PAGE, seen=None, **more):
    posted = {"seen": revision(CODE) if seen is None else seen, "do": "save"}
    for form in forms:
        posted |= form
    return browser.post(page, posted | more)


def boxes(response, fact):
    pairs = re.findall(rf'name="({fact}-\d-\d-\w+)" value="([^"]*)"', response.text)
    return {name: value for name, value in pairs if value}


def hours(name="hours"):
    return Outlet.objects.values_list(name, flat=True).get(code=CODE)


def test_a_lunch_break_is_two_spans_and_is_live_at_once(clerk, as_):
    answer = send(as_(clerk), week("hours", *WORKDAYS, "9：00-12点"), {"card_hours-same": "on"})
    assert answer.status_code == 302
    assert hours() == "Mo-Fr 08:30-11:30,13:00-16:30; Sa 09:00-12:00"
    assert hours("card_hours") == ""
    assert len(current().snapshot.outlet(CODE).timetable.week()[0]) == 2


def test_what_is_shown_and_sent_back_changes_nothing(clerk, as_):
    browser = as_(clerk)
    before = hours(), hours("card_hours")
    shown = browser.get(PAGE)
    same = {"card_hours-same": "on"} if not before[1] else {}
    send(browser, boxes(shown, "hours"), boxes(shown, "card_hours"), same)
    assert (hours(), hours("card_hours")) == before


def test_a_service_keeps_hours_of_its_own(clerk, as_):
    page = f"/en/staff/outlets/{CODE}/hours/pin/"
    send(as_(clerk), week("pin.hours", "9:00-11:00"), page=page)
    assert Outlet.objects.get(code=CODE).offers.get(service="pin").hours == "Mo 09:00-11:00"
    send(as_(clerk), {"pin.hours-same": "on"}, page=page)
    assert Outlet.objects.get(code=CODE).offers.get(service="pin").hours == ""


def test_every_wrong_time_is_named_with_its_day_and_nothing_is_saved(clerk, as_):
    before = hours()
    wrong = week("hours", "8:30-8:00", "noon-16:30", "9:00-12:00 11:00-13:00")
    answer = send(as_(clerk), wrong | {"hours-3-0-from": "9:00"}, {"card_hours-same": "on"})
    said = words(answer)
    assert answer.status_code == 422
    for complaint in (
        "Mon: closes, or the break begins : This is not later than the opening",
        "Tue: opens : Write a time such as 8:30",
        "Wed: opens again after the break : This lies before the break begins",
        "Thu: closes, or the break begins : Enter this time too",
    ):
        assert complaint in said
    assert 'value="noon"' in answer.text
    assert hours() == before


def test_a_week_without_an_open_day_is_asked_about(clerk, as_):
    answer = send(as_(clerk), {"card_hours-same": "on"})
    assert answer.status_code == 422
    assert "suspend the outlet" in words(answer)


@pytest.mark.parametrize(("do", "days"), [("weekdays:hours", 5), ("all:hours", 7)])
def test_monday_is_copied_without_saving(clerk, as_, do, days):
    before = hours()
    answer = send(as_(clerk), week("hours", "9:00-10:00"), {"card_hours-same": "on"}, do=do)
    assert [boxes(answer, "hours").get(f"hours-{day}-0-to") for day in range(7)] == ["10:00"] * days + [
        None
    ] * (7 - days)
    assert hours() == before


def test_another_outlets_week_is_taken_over(clerk, as_):
    Outlet.objects.filter(code="sample-a-03").update(hours="Tu 10:00-11:00", card_hours="")
    answer = send(as_(clerk), {"hours-other": "sample-a-03"}, do="take:hours")
    assert boxes(answer, "hours") == {"hours-1-0-from": "10:00", "hours-1-0-to": "11:00"}
    assert send(as_(clerk), {"hours-other": "sample-b-01"}, do="take:hours").status_code == 404


def test_the_coming_days_show_holidays_and_exceptions_of_unsaved_hours(clerk, as_, time_machine):
    time_machine.move_to("2026-09-28T09:00:00+08:00")
    answer = send(as_(clerk), week("hours", *["7:00-8:00"] * 7), {"card_hours-same": "on"}, do="preview")
    said = words(answer)
    assert said.count("7:00–8:00") >= 10
    assert "National Day" in said
    assert hours() != "Mo-Su 07:00-08:00"


def test_hours_that_a_table_cannot_show_are_edited_as_text(clerk, as_):
    edit(CODE, {"hours": "Mo-Fr 08:30-16:30; PH off"}, by=clerk, seen=None)
    assert 'name="hours-text"' in as_(clerk).get(PAGE).text
    answer = send(as_(clerk), {"hours-text": "Mo-Fr when open", "card_hours-same": "on"})
    assert answer.status_code == 422
    assert "It stops making sense at character" in words(answer)


def test_two_people_at_one_week_lose_nothing(clerk, manager, as_):
    seen = revision(CODE)
    edit(CODE, {"phones": ["12345"]}, by=manager, seen=None)
    answer = send(as_(clerk), week("hours", "9:00-10:00"), {"card_hours-same": "on"}, seen=seen)
    assert answer.status_code == 409
    assert "manager changed this outlet" in words(answer)
    assert boxes(answer, "hours") == {"hours-0-0-from": "9:00", "hours-0-0-to": "10:00"}
    assert send(as_(clerk), week("hours", "9:00-10:00"), {"card_hours-same": "on"}).status_code == 302


def test_another_banks_hours_are_not_there(stranger, as_):
    before = hours()
    assert as_(stranger).get(PAGE).status_code == 404
    assert send(as_(stranger), week("hours", "9:00-10:00")).status_code == 404
    assert as_(stranger).get(f"{PAGE}pin/").status_code == 404
    assert hours() == before


def hidden(response, name):
    return {name: re.search(rf'name="{name}" value="([^"]*)"', response.text)[1]}


def test_times_that_are_typed_under_a_tick_that_denies_them_are_not_lost_in_silence(clerk, as_):
    edit(CODE, {"card_hours": ""}, by=clerk, seen=None)
    browser = as_(clerk)
    page = browser.get(PAGE)
    shown = boxes(page, "card_hours")
    sent = [boxes(page, "hours"), hidden(page, "card_hours-shown"), {"card_hours-same": "on"}]
    answer = send(browser, *sent, shown | {"card_hours-0-0-from": "9:45"})
    assert answer.status_code == 422
    assert "Take this tick away for the times below to hold." in words(answer)
    assert "9:45" in answer.text
    assert hours("card_hours") == ""
    assert send(browser, *sent, shown).status_code == 302


def test_hours_beyond_the_table_can_be_written_in_a_table_instead(clerk, as_):
    edit(CODE, {"hours": "Mo-Fr 08:30-16:30; Jan 1-Jan 5 off"}, by=clerk, seen=None)
    browser = as_(clerk)
    page = browser.get(PAGE)
    assert 'name="hours-text"' in page.text
    answer = send(browser, {"hours-text": "Mo-Fr 08:30-16:30"}, do="table:hours")
    assert boxes(answer, "hours")["hours-4-0-to"] == "16:30"
    assert hours() == "Mo-Fr 08:30-16:30; Jan 1-Jan 5 off"


def test_a_week_that_another_person_changed_is_not_put_back_by_the_second(clerk, manager, as_):
    edit(CODE, {"card_hours": ""}, by=manager, seen=None)
    browser = as_(clerk)
    page = browser.get(PAGE)
    shown = [boxes(page, "hours"), hidden(page, "hours-shown"), hidden(page, "card_hours-shown")]
    seen = hidden(page, "seen")["seen"]
    edit(CODE, {"hours": "Mo-Fr 10:00-15:00"}, by=manager, seen=None)
    answer = send(browser, *shown, week("card_hours", "10:30-11:30"), seen=seen)
    assert answer.status_code == 409
    again = [boxes(answer, "hours"), boxes(answer, "card_hours")]
    assert send(browser, *again, hidden(answer, "seen")).status_code == 302
    assert (hours(), hours("card_hours")) == ("Mo-Fr 10:00-15:00", "Mo 10:30-11:30")


def test_what_was_typed_beats_the_other_persons_week_once_it_was_seen(clerk, manager, as_):
    browser = as_(clerk)
    seen = hidden(browser.get(PAGE), "seen")["seen"]
    edit(CODE, {"hours": "Mo-Fr 10:00-15:00"}, by=manager, seen=None)
    answer = send(browser, week("hours", "9:00-10:00"), {"card_hours-same": "on"}, seen=seen)
    assert "Monday 10:00–15:00" in words(answer)
    assert boxes(answer, "hours") == {"hours-0-0-from": "9:00", "hours-0-0-to": "10:00"}


def test_any_day_is_copied_to_the_days_that_are_chosen_without_saving(clerk, as_):
    before = hours()
    typed = week("hours", "8:00-9:00", "", "9:30-11:30 13:00-15:00", "8:00-9:00")
    answer = send(as_(clerk), typed, {"hours-from": "2", "hours-to": ["1", "3", "6"]}, do="copy:hours")
    assert answer.status_code == 200
    shown = boxes(answer, "hours")
    assert [shown.get(f"hours-{day}-0-from") for day in range(7)] == [
        "8:00", "9:30", "9:30", "9:30", None, None, "9:30",
    ]  # fmt: skip
    assert shown["hours-6-1-to"] == "15:00"
    assert 'value="2" selected' in answer.text
    assert hours() == before


@pytest.mark.parametrize("days", [[], ["7", "x"]])
def test_copying_to_no_day_says_what_to_tick(clerk, as_, days):
    typed = week("hours", "8:00-9:00")
    answer = send(as_(clerk), typed, {"hours-from": "9", "hours-to": days}, do="copy:hours")
    assert "Tick the days that these hours are copied to." in words(answer)
    assert 'href="#hours-to-0"' in answer.text
    assert boxes(answer, "hours") == typed
