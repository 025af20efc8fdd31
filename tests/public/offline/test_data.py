"""The data that a device keeps: the whole directory, small, and the same for everybody."""

import gzip
import json
from datetime import date, timedelta

import pytest
import time_machine
from django.conf import settings as ours
from django.db import OperationalError, connection

from locator.models import Outlet, Service
from locator.search.current import current, forget
from tests.public.conftest import TUESDAY

LANGUAGES = [code for code, _name in ours.LANGUAGES]
each_language = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture
def ask_for_all(client, sample, db):
    def ask_(language="en", **headers):
        return client.get(f"/offline/{language}/data.json", headers=headers)

    return ask_


@pytest.fixture
def ask(ask_for_all):
    """Have a few outlets: the days of all of them take long to reckon, and are the same for most."""
    Outlet.objects.exclude(code__in=["sample-a-01", "sample-a-02", "sample-b-01"]).delete()
    return ask_for_all


def away(*args):
    raise OperationalError("the database is away")


@each_language
def test_the_whole_directory_is_in_it(ask_for_all, language):
    kept = ask_for_all(language).json()
    assert {one["code"] for one in kept["outlets"]} == {one.code for one in current().snapshot.outlets_of()}
    assert len(kept["outlets"]) == 53
    assert len(kept["districts"]) == 10
    assert set(kept["guides"]) == set(Service.values)
    assert all(kept["guides"].values())
    assert kept["sample"]


@each_language
def test_it_takes_less_than_forty_kilobytes_on_the_way(ask_for_all, language):
    answer = ask_for_all(language, accept_encoding="gzip, br")
    assert answer.headers["Content-Encoding"] == "gzip"
    assert json.loads(gzip.decompress(answer.content)) == ask_for_all(language).json()
    assert len(answer.content) < 15_000


def test_names_are_said_as_online_and_chinese_prose_is_marked_elsewhere(ask):
    Outlet.objects.filter(code="sample-a-01").update(
        name_en="", landmark_note="红楼对面", landmark_note_en=""
    )
    forget()
    name = Outlet.objects.get(code="sample-a-01").name
    assert ask("zh-hans").json()["outlets"][0]["name"] == name
    english = ask("en").json()["outlets"]
    assert english[0]["name"].endswith(f" ({name})")
    assert ["红楼对面"] in english[0].values()
    korean = ask("ko").json()["districts"][0]["name"]
    assert "中山区" in korean
    assert "Zhongshan" in korean
    assert english[1]["name"] == Outlet.objects.get(code="sample-a-02").name_en


def test_what_has_not_changed_costs_no_body(ask):
    first = ask()
    again = ask(if_none_match=first.headers["ETag"])
    assert again.status_code == 304
    assert not again.content
    assert "no-cache" in first.headers["Cache-Control"]


def test_every_worker_makes_the_same_whatever_the_time_of_day(ask):
    first = ask().content
    forget()
    with time_machine.travel(TUESDAY + timedelta(hours=9), tick=False):
        assert ask().content == first


def test_the_next_day_has_other_data(ask):
    first = ask()
    with time_machine.travel(TUESDAY + timedelta(days=1), tick=False):
        following = ask(if_none_match=first.headers["ETag"])
    assert following.status_code == 200
    assert following.json()["hours"]["first_day"] == "2026-11-25"


def test_a_change_of_the_catalogue_makes_other_data(ask, settings):
    settings.SNAPSHOT_CHECK_SECONDS = 0
    first = ask()
    outlet = Outlet.objects.first()
    outlet.phones = ["0411-12345678"]
    outlet.save()
    assert ask().headers["ETag"] != first.headers["ETag"]


def test_it_reaches_twenty_eight_days_and_says_each_of_them(ask):
    hours = ask().json()["hours"]
    assert len(hours["said"]) == 29
    assert hours["said"][0] == "Tue 24 November %(clock)s"
    for days, _beyond in hours["timetables"]:
        assert len(days) == 28
    for _said, _reason, stretches in hours["days"]:
        ends = stretches[::2]
        assert ends == sorted(set(ends))
        assert ends[-1] == 24 * 60


def test_an_outlet_closed_for_good_is_not_in_it_and_one_that_will_close_says_when(ask):
    closed, closing = Outlet.objects.order_by("code")[:2]
    Outlet.objects.filter(pk=closed.pk).update(status="closed", status_from=date(2026, 11, 24))
    Outlet.objects.filter(pk=closing.pk).update(status="closed", status_from=date(2026, 12, 1))
    forget()
    kept = {one["code"]: one for one in ask().json()["outlets"]}
    assert closed.code not in kept
    assert kept[closing.code]["closes"] == "2026-12-01"


def test_years_without_published_holidays_are_named(ask):
    with time_machine.travel(TUESDAY + timedelta(days=20), tick=False):
        notes = ask().json()["hours"]["notes"]
    assert notes == {"2027": "Public holidays of 2027 are not published yet"}


def test_it_asks_for_the_version_alone_and_sets_no_cookie(ask, settings, client, django_assert_num_queries):
    settings.SNAPSHOT_CHECK_SECONDS = 0
    ask()
    with django_assert_num_queries(1):
        ask()
    assert not client.cookies


def test_with_the_database_away_it_says_the_day_on_which_it_was_last_confirmed(ask, settings):
    settings.SNAPSHOT_CHECK_SECONDS = 0
    ask()
    with time_machine.travel(TUESDAY + timedelta(days=3), tick=False), connection.execute_wrapper(away):
        kept = ask().json()
    assert kept["as_of"] == "2026-11-24"
    assert kept["hours"]["first_day"] == "2026-11-27"


def test_without_a_catalogue_there_are_no_data(ask, settings, tmp_path):
    settings.SNAPSHOT_PATH = tmp_path / "none.json"
    forget()
    with connection.execute_wrapper(away):
        assert ask().status_code == 503


@pytest.mark.parametrize("language", ["fr", "none"])
def test_a_language_that_the_site_does_not_speak_is_not_there(ask, language):
    assert ask(language).status_code == 404


@pytest.mark.parametrize("language", ["ja", "ko"])
def test_the_guides_are_said_in_the_language_as_online(ask, language):
    told = json.dumps(ask(language).json()["guides"], ensure_ascii=False)
    assert "Anyone who is registered" not in told
