"""The feed tells what residents may know of each change, once, under a name that stays."""

import re
import xml.etree.ElementTree as ET
from datetime import date, timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from locator.catalogue.acts import act
from locator.models import Act, HoursException, Offer, Outlet
from locator.open_data import changes
from locator.search.current import forget

from .conftest import TUESDAY

ATOM = {"a": "http://www.w3.org/2005/Atom"}
CODE = "sample-a-01"


@pytest.fixture
def clerk(sample, db):
    """Let there be a clerk, and let the sample have been loaded before the clerk comes."""
    for model in (Outlet, Offer, HoursException):
        model.history.update(history_date=TUESDAY - timedelta(days=1))
    return User.objects.create_user("wang-xiaoming", password=None)


def entries(site):
    forget()
    with time_machine.travel(TUESDAY + timedelta(hours=2), tick=False):
        answer = site.client.get(site.prefix + "/open-data/changes.atom")
    assert answer.status_code == 200
    feed = ET.fromstring(answer.content)
    return [{part.tag.partition("}")[2]: part for part in entry} for entry in feed.findall("a:entry", ATOM)]


def change(clerk, note="", **values):
    """Change an outlet as a clerk does, an hour after the sample was loaded."""
    with (
        time_machine.travel(TUESDAY + timedelta(hours=1), tick=False),
        act(by=clerk, how=Act.How.PORTAL, note=note) as row,
    ):
        outlet = Outlet.objects.get(code=CODE)
        for name, value in values.items():
            setattr(outlet, name, value)
        outlet.save()
    return row


def test_a_change_is_told_with_what_was_and_what_is(site, clerk):
    change(clerk, address="西安路99号", phones=["0411-83702000"])
    newest = entries(site)[0]
    said = newest["summary"].text
    assert "西安路99号" in said
    assert "0411-83702000" in said
    assert "青泥街" in said
    assert newest["link"].get("href") == f"http://testserver{site.prefix}/outlets/{CODE}/"
    assert newest["updated"].text.startswith("2026-11-24T03:00:00")


def test_the_feed_is_an_atom_feed_with_all_that_it_must_have(site, clerk):
    change(clerk, address="西安路99号")
    forget()
    feed = ET.fromstring(site.client.get(site.prefix + "/open-data/changes.atom").content)
    for name in ("id", "title", "updated", "author/a:name", "rights"):
        assert feed.find(f"a:{name}", ATOM).text
    for entry in feed.findall("a:entry", ATOM):
        assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", entry.find("a:id", ATOM).text)
        assert entry.find("a:title", ATOM).text
        assert entry.find("a:updated", ATOM).text


def test_neither_a_name_nor_a_remark_of_staff_is_told(site, clerk):
    change(clerk, note="因客户王女士投诉", address="西安路99号", remark="行长不在")
    forget()
    source = site.client.get(site.prefix + "/open-data/changes.atom").content.decode()
    assert "西安路99号" in source
    for secret in ("wang-xiaoming", "王女士", "行长不在"):
        assert secret not in source


def test_what_changes_nothing_for_residents_is_no_change(site, clerk):
    before = [entry["id"].text for entry in entries(site)]
    change(clerk, remark="行长不在", verified_on=date(2026, 11, 24))
    assert [entry["id"].text for entry in entries(site)] == before


def test_what_one_press_does_to_an_outlet_is_one_entry(site, clerk):
    count = len(entries(site))
    with act(by=clerk, how=Act.How.PORTAL):
        outlet = Outlet.objects.get(code=CODE)
        outlet.address = "西安路99号"
        outlet.save()
        offer = outlet.offers.get(service="pin")
        offer.note = "请带原件"
        offer.save()
        HoursException.objects.create(
            outlet=outlet, first_day=date(2026, 12, 1), last_day=date(2026, 12, 2), hours="", reason="停电",
            reason_en="power cut",
        )  # fmt: skip
    listed = entries(site)
    assert len(listed) in {count, count + 1}
    said = next(entry["summary"].text for entry in listed if "西安路99号" in entry["summary"].text)
    assert "请带原件" in said
    assert ("power cut" if site.english else "停电") in said
    assert "2026-12-01" in said


def test_an_entry_keeps_its_name_and_its_time(site, clerk):
    change(clerk, address="西安路99号")
    first = {entry["id"].text: entry["updated"].text for entry in entries(site)}
    change(clerk, address="西安路101号")
    second = {entry["id"].text: entry["updated"].text for entry in entries(site)}
    kept = first.keys() & second.keys()
    assert len(kept) >= len(first) - 1
    assert all(first[name] == second[name] for name in kept)


def test_at_most_so_many_are_told_and_the_newest_first(chinese, clerk):
    for number in range(changes.AT_MOST + 3):
        with act(by=clerk, how=Act.How.PORTAL):
            outlet = Outlet.objects.get(code=CODE)
            outlet.address = f"西安路{number}号"
            outlet.save()
    listed = entries(chinese)
    assert len(listed) == changes.AT_MOST
    assert f"西安路{changes.AT_MOST + 2}号" in listed[0]["summary"].text
    times = [entry["updated"].text for entry in listed]
    assert times == sorted(times, reverse=True)


def test_an_outlet_that_is_in_no_list_any_more_is_in_no_feed(site, clerk):
    change(clerk, address="西安路99号")
    Outlet.objects.filter(code=CODE).delete()
    assert all("西安路99号" not in entry["summary"].text for entry in entries(site))


def test_markup_in_a_fact_is_text(site, clerk):
    change(clerk, address="<script>alert(1)</script>路")
    assert "&lt;script&gt;" in entries(site)[0]["summary"].text


def test_while_the_sample_is_loaded_every_entry_says_so(site):
    word = "Sample data" if site.english else "演示数据"
    assert all(entry["title"].text.startswith(word) for entry in entries(site))


def test_the_history_is_asked_once_a_version(site, settings, django_assert_num_queries):
    settings.SNAPSHOT_CHECK_SECONDS = 0
    path = site.prefix + "/open-data/changes.atom"
    site.client.get(path)
    with django_assert_num_queries(1):
        site.client.get(path)


def test_the_history_costs_the_same_few_queries_however_long_it_is(chinese, clerk, no_looks):
    def cost():
        forget()
        chinese.get("/")
        with CaptureQueriesContext(connection) as asked:
            chinese.client.get("/open-data/changes.atom")
        return len(asked)

    change(clerk, address="西安路1号")
    before = cost()
    for number in range(2, 12):
        change(clerk, address=f"西安路{number}号")
    assert cost() == before <= 6
