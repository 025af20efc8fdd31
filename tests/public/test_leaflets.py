"""The poster, the list on paper, the code of a page, and the calendar of exceptional days."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from locator.hours import Cause, Override, Reason, Timetable
from locator.hours import calendar as national
from locator.models import HoursException, Outlet
from locator.public.outlet_calendar import calendar, exceptional_days
from locator.search.current import current, forget
from tests.thorough import either

TODAY = date(2026, 11, 24)


@pytest.fixture
def outlet(site):
    return Outlet.objects.filter(status="open", machine_down_since=None).first()


def events(site, code):
    forget()
    answer = site.get(f"/outlets/{code}/days.ics")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return {event["uid"]: event for event in Calendar.from_ical(answer.content).walk("VEVENT")}


def test_a_poster_names_the_outlet_its_week_its_services_and_where_to_ask(site, outlet):
    page = site.get(f"/outlets/{outlet.code}/poster/")
    assert (outlet.name_en if site.english and outlet.name_en else outlet.name) in page.words
    assert "<svg" in page.source
    assert f"http://testserver{site.prefix}/outlets/{outlet.code}/" in page.words
    assert "12333" in page.words
    assert ("Not an official site" if site.english else "非官方网站") in page.words
    assert "data-print" in page.source


def test_an_outlet_that_is_closed_for_good_has_no_poster(site, outlet):
    Outlet.objects.filter(pk=outlet.pk).update(status="closed", status_from="2020-01-01")
    forget()
    assert site.get(f"/outlets/{outlet.code}/poster/").status_code == 404
    assert "poster/" not in site.get(f"/outlets/{outlet.code}/").source


def test_the_list_of_a_district_holds_each_outlet_with_hours_and_telephone(site):
    listed = Outlet.objects.filter(district_id="210204", status="open")
    page = site.get("/outlets/district/210204/print/")
    assert page.source.count("<h2>") == listed.count()
    assert page.source.count("–") >= listed.count()
    assert site.get("/outlets/district/none/print/").status_code == 404


def test_the_page_of_an_outlet_leads_to_all_that_can_be_taken_along(site, outlet):
    source = site.get(f"/outlets/{outlet.code}/").source
    for leaf in ("poster/", "days.ics"):
        assert f'href="{site.prefix}/outlets/{outlet.code}/{leaf}"' in source
    assert f"webcal://testserver{site.prefix}/outlets/{outlet.code}/days.ics" in source
    assert "<svg" in source
    assert "data-share hidden" in source


def test_a_closed_day_is_a_whole_day_and_other_hours_are_from_and_to(site, outlet):
    for day, hours in ((date(2026, 12, 2), ""), (date(2026, 12, 3), "10:00-12:00")):
        HoursException.objects.create(outlet=outlet, first_day=day, last_day=day, hours=hours, reason="盘点")
    found = events(site, outlet.code)
    closed = found[f"{outlet.code}-20261202@testserver"]
    assert closed["dtstart"].dt == date(2026, 12, 2)
    assert closed["dtend"].dt == date(2026, 12, 3)
    other = found[f"{outlet.code}-20261203@testserver"]
    assert other["dtstart"].dt.isoformat() == "2026-12-03T10:00:00+08:00"
    assert other["dtend"].dt.isoformat() == "2026-12-03T12:00:00+08:00"
    assert other["dtstart"].params["TZID"] == "Asia/Shanghai"
    assert other["url"] == f"http://testserver{site.prefix}/outlets/{outlet.code}/"
    assert other["dtstamp"].dt.utcoffset() == timedelta(0)
    assert "盘点" in other["description"]
    assert ("not real" if site.english else "非真实") in other["description"]


def test_a_calendar_that_has_not_changed_is_not_sent_again(site, outlet):
    path = f"{site.prefix}/outlets/{outlet.code}/days.ics"
    tag = site.client.get(path).headers["ETag"]
    assert site.client.get(path, headers={"if-none-match": tag}).status_code == 304
    HoursException.objects.create(
        outlet=outlet, first_day="2026-12-02", last_day="2026-12-02", hours="", reason="盘点"
    )
    forget()
    assert site.client.get(path, headers={"if-none-match": tag}).status_code == 200


def test_there_is_no_calendar_of_an_outlet_that_does_not_exist(site):
    assert site.get("/outlets/nobody/days.ics").status_code == 404


def test_what_has_no_end_or_is_not_certain_is_no_day_of_the_calendar():
    endless = Override(TODAY, None, "", Reason(Cause.SUSPENDED, "装修"))
    week = Timetable("Mo-Fr 09:00-17:00", national.Calendar.of([]), (endless,))
    assert exceptional_days(week, TODAY) == []


@given(
    first=st.dates(TODAY, TODAY + timedelta(days=300)),
    length=st.integers(0, 20),
    hours=st.sampled_from(["", "10:00-12:00", "08:00-11:30,13:00-15:00"]),
)
def test_every_day_of_an_exception_that_is_known_comes_once(first, length, hours):
    last = first + timedelta(days=length)
    own = Override(first, last, hours, Reason(Cause.EXCEPTION, "盘点"))
    timetable = Timetable("Mo-Su 09:00-17:00", national.Calendar.shipped(), (own,))
    found = [day for day, _parts in exceptional_days(timetable, TODAY)]
    assert len(found) == len(set(found))
    assert {first + timedelta(days=n) for n in range(length + 1)} <= set(found)


@settings(max_examples=either(15, 1_000))
@given(
    name=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1),
    reason=st.text(st.characters(exclude_categories=["Cs", "Cc"])),
    hours=st.sampled_from(["", "10:00-12:00", "20:00-24:00"]),
    changed_at=st.datetimes(datetime(2021, 1, 1), datetime(2080, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
)
def _what_is_written_is_read_back(outlet, name, reason, hours, changed_at):
    own = Override(TODAY, TODAY, hours, Reason(Cause.EXCEPTION, reason))
    timetable = Timetable("Mo-Su 09:00-17:00", national.Calendar.of([]), (own,))
    named = replace(outlet, name=name, timetable=timetable)
    how = {"url": "https://example.org/outlets/x/", "is_sample": False}
    written = calendar(named, TODAY, changed_at, **how)
    assert written == calendar(named, TODAY, changed_at, **how)
    (event,) = Calendar.from_ical(written).walk("VEVENT")
    assert event["summary"].startswith(name)
    assert reason in event["description"]
    assert event["dtstamp"].dt == changed_at.replace(microsecond=0)
    start, end = event["dtstart"].dt, event["dtend"].dt
    assert start < end
    assert (type(start) is date) == (not hours)


@pytest.mark.long
def test_a_calendar_with_any_words_is_read_back_as_it_was_written(chinese):
    forget()
    _what_is_written_is_read_back(current().snapshot.outlets_of()[0])


@pytest.mark.parametrize("path", ["/outlets/sample-a-02/", "/outlets/sample-a-02/poster/"])
def test_a_service_with_a_week_of_its_own_is_told_beside_the_week_of_the_rest(site, path):
    words = site.get(path).words
    service = "Replace a card" if site.english else "补换"
    assert re.search(rf"{service}\s*[:：]\s*(Mon|周一).{{0,12}} 9:00–11:30", words)
