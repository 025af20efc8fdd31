"""The switch for large text, and the search that asks and answers one thing a screen."""

import re

import pytest
from django.test import Client

from locator.models import Outlet
from locator.search.current import forget

SIMPLE = 'class="simple"'
PAGES = ["/", "/outlets/", "/services/", "/services/pin/", "/towns/", "/nowhere/"]


@pytest.fixture
def large(site):
    site.post("/view/", view="simple", next="/")
    return site


def test_the_switch_sets_one_cookie_that_is_the_same_for_everybody(site):
    answer = site.post("/view/", view="simple", next=f"{site.prefix}/services/")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{site.prefix}/services/")
    cookie = site.client.cookies["view"]
    assert list(site.client.cookies) == ["view"]
    assert (cookie.value, cookie["max-age"]) == ("simple", 365 * 24 * 3600)
    assert (cookie["samesite"], cookie["httponly"]) == ("Lax", True)


def test_where_https_is_spoken_the_cookie_goes_by_https_alone(site, settings):
    settings.SESSION_COOKIE_SECURE = True
    site.post("/view/", view="simple", next="/")
    assert site.client.cookies["view"]["secure"]


def test_the_switch_needs_no_token(site):
    answer = Client(enforce_csrf_checks=True).post(f"{site.prefix}/view/", {"view": "simple", "next": "/"})
    assert answer.status_code == 302


@pytest.mark.parametrize("path", PAGES)
def test_the_choice_holds_on_every_page_until_it_is_taken_back(large, path):
    page = large.get(path)
    assert SIMPLE in page.source
    assert 'value="standard"' in page.source
    large.post("/view/", view="standard", next=path)
    assert large.client.cookies["view"]["max-age"] == 0
    assert SIMPLE not in large.get(path).source


@pytest.mark.parametrize("path", PAGES[:-1])
def test_a_shared_cache_keeps_the_two_views_apart(site, path):
    assert "Cookie" in site.get(path).headers["Vary"]


@pytest.mark.parametrize("away", ["https://example.org/", "//example.org/", "javascript:alert(1)", "", "x"])
def test_the_switch_leads_to_no_other_site(site, away):
    answer = site.post("/view/", view="simple", next=away)
    assert answer.headers["Location"] == f"{site.prefix}/"


def test_an_unknown_view_is_no_choice(site):
    site.post("/view/", view="tiny", next="/")
    assert not site.client.cookies


def test_the_pages_for_staff_stay_as_they_are(large):
    page = large.get("/accounts/login/")
    assert SIMPLE not in page.source
    assert 'name="view"' not in page.source


def test_a_search_keeps_what_was_asked_when_the_switch_is_pressed(site):
    asked = {"place": "西安路", "service": "report-loss"}
    form = re.search(
        r'<form method="post" action="[^"]*/results/">.*?</form>', site.search(**asked).source, re.S
    )
    assert "西安路" in form[0]
    page = site.post("/results/", view="simple", **asked)
    assert SIMPLE in page.source
    assert "西安路" in page.source
    assert site.client.cookies["view"].value == "simple"


def test_the_first_page_asks_one_thing_a_screen(large):
    first = large.get("/")
    assert 'id="place"' not in first.source
    assert "?service=replace" in first.source
    second = large.get("/?service=replace")
    assert 'id="place"' not in second.source
    assert "?service=replace&amp;card_bank=sample-a" in second.source
    third = large.get("/?service=replace&card_bank=sample-a")
    assert 'id="place"' in third.source
    assert 'name="card_bank" value="sample-a"' in third.source
    assert 'id="place"' in large.get("/?service=report-loss").source
    assert 'id="place"' in large.get("/?service=").source


def test_a_choice_that_does_not_exist_is_asked_again(large):
    assert 'id="place"' not in large.get("/?service=juggle").source
    assert 'id="place"' not in large.get("/?service=pin&card_bank=nobody").source


def test_an_answer_shows_one_outlet_and_the_ways_to_the_next(large):
    seen = []
    for at in ("", "1", "7"):
        page = large.search("西安路", at=at)
        assert page.source.count('<li class="result"') == 1
        seen += re.findall(r"<h2>.*?/outlets/([\w-]+)/", page.source)[:1]
        assert ('name="at" value="0"' in page.source) == (at == "1")
    assert len(set(seen)) == 3
    assert 'name="limit" value="20"' in page.source


@pytest.mark.parametrize("at", ["-1", "x", "999", "99999999", "²"])
def test_a_number_that_is_no_outlet_shows_one_that_is(large, at):
    assert large.search("西安路", at=at).source.count('<li class="result"') == 1


def test_nothing_found_is_said_in_the_simple_view_as_well(large):
    Outlet.objects.all().delete()
    forget()
    page = large.search("西安路")
    assert page.status_code == 200
    assert '<li class="result"' not in page.source


def test_a_mistake_is_shown_where_it_is_mended(large):
    assert large.search("").status_code == 422
    assert 'id="service"' in large.search("", service="juggle").source
