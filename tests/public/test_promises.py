"""What holds for every page: no cookie, no query beyond the version row, no typed text in a log."""

import logging
import re
from urllib.parse import unquote

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from locator.models import Bank, District, Outlet
from locator.search.current import forget

PAGES = ["/", "/outlets/", "/outlets/district/210204/", "/outlets/bank/sample-a/", "/nowhere/"]
PAGES += ["/services/", "/services/pin/", "/towns/", "/towns/210204/", "/open-data/"]
PAGES += ["/embed/", "/outlets/district/210204/print/"]
SECRET = "西安路107号"


@pytest.fixture
def look_every_time(settings):
    settings.SNAPSHOT_CHECK_SECONDS = 0


@pytest.fixture
def queries(django_assert_num_queries):
    return django_assert_num_queries


def test_no_page_sets_a_cookie(site):
    setting = set()
    for path in PAGES:
        site.get(path)
        if site.client.cookies:
            setting.add(path)
            site.client.cookies.clear()
    assert setting == set()


def test_a_search_sets_no_cookie_and_needs_no_token(site):
    client = Client(enforce_csrf_checks=True)
    answer = client.post(site.prefix + "/results/", {"place": SECRET})
    assert answer.status_code == 200
    assert not client.cookies


def test_a_page_asks_the_database_for_the_version_alone(site, look_every_time):
    site.get("/")
    asked = {}
    for path in PAGES:
        with CaptureQueriesContext(connection) as queries:
            site.get(path)
        asked[path] = len(queries)
    assert asked == dict.fromkeys(PAGES, 1)


def test_a_search_asks_for_the_version_alone(site, look_every_time, queries):
    site.get("/")
    with queries(1):
        site.search("西安路", service="replace", open_at="now")


def test_five_hundred_outlets_cost_as_many_queries_as_five(chinese, look_every_time, queries):
    bank, district = Bank.objects.first(), District.objects.get(code="210204")
    Outlet.objects.bulk_create(
        Outlet(
            code=f"many-{number}",
            bank=bank,
            district=district,
            name=f"网点{number}",
            address="西安路",
            hours="Mo-Fr 09:00-17:00",
            latitude=38.9 + number / 10_000,
            longitude=121.6,
            position_source="sample",
            source="test",
        )
        for number in range(450)
    )
    paths = ["/outlets/", "/outlets/district/210204/", f"/outlets/bank/{bank.code}/"]
    chinese.get("/")
    for path in paths:
        with queries(1):
            assert chinese.get(path).status_code == 200


def test_what_a_person_typed_is_in_no_log_and_no_address(site, caplog):
    caplog.set_level(logging.DEBUG)
    page = site.search(SECRET)
    site.search(SECRET + "😀", service="juggle")
    assert SECRET not in caplog.text
    links = re.findall(r'(?:href|action)="([^"]*)"', page.source)
    assert links
    assert not [link for link in links if SECRET in unquote(link)]


def test_an_answer_that_may_hold_an_address_is_for_no_shared_cache(site):
    assert "private" in site.search(SECRET).headers["Cache-Control"]


def away(*args):
    raise OperationalError("the database is away")


def test_with_the_database_away_the_pages_go_on_and_say_how_old_they_are(site, look_every_time):
    site.get("/")
    with connection.execute_wrapper(away):
        page = site.search("西安路")
    assert page.status_code == 200
    assert ("facts as of" if site.english else "以下信息截至") in page.words


def test_without_a_catalogue_at_all_the_page_says_whom_to_call(site, settings, tmp_path):
    settings.SNAPSHOT_PATH = tmp_path / "none.json"
    forget()
    with connection.execute_wrapper(away):
        for path in ("/", "/outlets/", "/services/pin/"):
            page = site.get(path)
            assert page.status_code == 503
            assert page.headers["Retry-After"] == "60"
            assert "tel:12333" in page.source


def test_a_fault_is_a_page_in_both_languages(sample, db):
    client = Client(raise_request_exception=False)
    with connection.execute_wrapper(_fault):
        forget()
        answer = client.get("/")
    assert answer.status_code == 500
    assert "请过一会儿再试" in answer.content.decode()
    assert "Please try again" in answer.content.decode()


def _fault(*args):
    raise RuntimeError("nobody has thought of this")
