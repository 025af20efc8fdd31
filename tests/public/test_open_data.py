"""Files that anybody may take: named, kept and told apart by the rules of HTTP, also without a database."""

import gzip
import json
import re
from datetime import timedelta
from email.utils import parsedate_to_datetime

import pytest
import time_machine
from django.db import OperationalError, connection
from django.db.models import Min
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from locator.models import Bank, Outlet
from locator.open_data.files import FORMS
from locator.open_data.offers import SERVICES
from locator.open_data.outlets import OUTLETS
from locator.open_data.single_days import DAYS
from locator.search.current import current, forget

from .conftest import TUESDAY

PATHS = [f"/open-data/{name}" for name in FORMS]
FEED = "/open-data/changes.atom"


@pytest.fixture(scope="module")
def sample(sample, django_db_blocker):
    """Leave one outlet of each bank: no claim here is about the size of the files."""
    with django_db_blocker.unblock():
        firsts = Outlet.objects.values("bank").annotate(first=Min("code")).values("first")
        Outlet.objects.exclude(code__in=[*firsts.values_list("first", flat=True)]).delete()


@pytest.fixture
def client(chinese):
    return chinese.client


@pytest.fixture
def real(sample, db):
    """Take the sample for the real list."""
    Bank.objects.update(is_sample=False)
    forget()


def away(*args):
    raise OperationalError("the database is away")


def test_whoever_has_it_already_is_told_so(client):
    for path in [*PATHS, FEED]:
        first = client.get(path)
        assert first.status_code == 200
        for given in (
            {"If-None-Match": first["ETag"]},
            {"If-Modified-Since": first["Last-Modified"]},
            {"If-None-Match": first["ETag"], "Accept-Encoding": "gzip"},
        ):
            again = client.get(path, headers=given)
            assert (again.status_code, again.content) == (304, b"")
            assert again["ETag"] == first["ETag"]


def test_after_a_change_it_is_handed_out_anew(client):
    tags = {path: client.get(path)["ETag"] for path in [*PATHS, FEED]}
    outlet = Outlet.objects.order_by("code").first()
    outlet.address, outlet.hours, outlet.card_hours = "迁址路1号", "Mo 09:00-10:00", ""
    with time_machine.travel(timezone.now() + timedelta(days=400), tick=False):
        outlet.save()
    outlet.offers.update(note="请带原件")
    outlet.exceptions.create(first_day=TUESDAY.date(), last_day=TUESDAY.date(), hours="", reason="停电")
    forget()
    again = {path: client.get(path, headers={"If-None-Match": tag}).status_code for path, tag in tags.items()}
    assert again == dict.fromkeys(tags, 200)


def test_a_new_day_moves_what_lies_ahead_and_nothing_else(client):
    for path in PATHS:
        changed_at = current().snapshot.changed_at  # by the clock of the database
        with time_machine.travel(changed_at + timedelta(days=1), tick=False):
            first = client.get(path)
        with time_machine.travel(changed_at + timedelta(days=2), tick=False):
            since = client.get(path, headers={"If-Modified-Since": first["Last-Modified"]})
            known = client.get(path, headers={"If-None-Match": first["ETag"]})
        assert since.status_code == 200
        assert parsedate_to_datetime(since["Last-Modified"]) > parsedate_to_datetime(first["Last-Modified"])
        same = since.content == first.content
        assert known.status_code == (304 if same else 200)


def test_scripts_of_other_sites_may_read_it_and_caches_may_keep_it(client):
    for path in [*PATHS, FEED]:
        answer = client.get(path, headers={"Origin": "https://elsewhere.example"})
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert {"ETag", "Content-Disposition"} <= set(answer["Access-Control-Expose-Headers"].split(", "))
        assert answer["Cache-Control"] == "public, max-age=300"
        assert "Cookie" not in answer["Vary"]
        assert not client.cookies


def test_packed_it_is_the_same(client):
    for path in PATHS:
        plain = client.get(path)
        packed = client.get(path, headers={"Accept-Encoding": "gzip, br"})
        assert packed["Content-Encoding"] == "gzip"
        assert gzip.decompress(packed.content) == plain.content
        assert "Accept-Encoding" in packed["Vary"]


def test_the_licence_is_named_in_the_header(client, settings):
    every = [*PATHS, FEED]
    said = {client.get(path)["Link"] for path in every}
    assert said == {'<http://testserver/open-data/#licence>; rel="license"'}
    settings.OPEN_DATA_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
    said = {client.get(path)["Link"] for path in every}
    assert said == {'<https://creativecommons.org/licenses/by/4.0/>; rel="license"'}


def test_what_is_fictional_is_kept_out_of_indexes(client, real):
    every = [*PATHS, FEED]
    assert [path for path in every if "X-Robots-Tag" in client.get(path)] == []
    Bank.objects.update(is_sample=True)
    forget()
    said = {path: client.get(path).get("X-Robots-Tag") for path in every}
    assert said == dict.fromkeys(every, "noindex")


def test_a_saved_table_bears_a_name_that_says_whether_it_is_real(client, real):
    assert client.get("/open-data/outlets.csv")["Content-Disposition"] == 'attachment; filename="outlets.csv"'
    Bank.objects.update(is_sample=True)
    forget()
    saved = client.get("/open-data/outlets.xlsx")["Content-Disposition"]
    assert saved == 'attachment; filename="sample-outlets.xlsx"'


def test_a_file_asks_the_database_for_the_version_alone(client, settings):
    settings.SNAPSHOT_CHECK_SECONDS = 0
    client.get("/")
    asked = {}
    for path in PATHS:
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        asked[path] = len(queries)
    assert asked == dict.fromkeys(PATHS, 1)


def test_with_the_database_away_the_files_are_still_there(client, settings):
    for path in PATHS:
        settings.SNAPSHOT_CHECK_SECONDS = 0
        before = client.get(path)
        with connection.execute_wrapper(away):
            answer = client.get(path)
        assert answer.status_code == 200
        assert answer.content == before.content


def test_the_feed_waits_for_the_database_and_says_until_when(client, settings):
    settings.SNAPSHOT_CHECK_SECONDS = 0
    client.get("/")
    with connection.execute_wrapper(away):
        answer = client.get(FEED)
    assert answer.status_code == 503
    assert answer["Retry-After"] == "60"
    assert answer["Content-Type"].startswith("text/plain")


def test_the_feed_waits_too_where_the_database_goes_in_the_very_moment(client, no_looks):
    client.get("/")
    with connection.execute_wrapper(away):
        assert client.get(FEED).status_code == 503


def test_without_any_catalogue_there_is_no_file_and_a_time_to_come_back(client, settings, tmp_path):
    for path in [*PATHS, FEED]:
        settings.SNAPSHOT_PATH = tmp_path / "none.json"
        forget()
        with connection.execute_wrapper(away):
            answer = client.get(path)
        assert (answer.status_code, answer["Retry-After"]) == (503, "60")


def test_nobody_writes_to_a_file(client):
    for path in PATHS:
        assert client.post(path).status_code == 405
        assert client.head(path).content == b""


def test_the_page_names_every_file_and_explains_every_column(site):
    page = site.get("/open-data/")
    for path in [*PATHS, site.prefix + FEED]:
        assert f'href="{path}"' in page.source
    for column in (*OUTLETS, *SERVICES, *DAYS):
        assert f"<code>{column.name}</code>" in page.source
        assert str(column.meaning) in page.words or not site.english
    assert ("has stated no licence" if site.english else "尚未声明使用许可") in page.words
    assert "ODbL" in page.words


def test_the_page_names_the_licence_that_the_operator_states(site, settings):
    settings.OPEN_DATA_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
    assert "https://creativecommons.org/licenses/by/4.0/" in site.get("/open-data/").words


def test_every_page_leads_to_the_open_data_and_the_directory_to_its_feed(site):
    assert f'href="{site.prefix}/open-data/"' in site.get("/").source
    for path in ("/outlets/", "/outlets/district/210204/", "/open-data/"):
        head = site.get(path).source.partition("</head>")[0]
        assert re.search(rf'rel="alternate" type="application/atom\+xml" href="{site.prefix}{FEED}"', head)


def test_the_files_are_the_same_in_every_language(site):
    names = [f["properties"]["name"] for f in json.loads(site.client.get(PATHS[0]).content)["features"]]
    assert "示例银行甲青泥洼桥网点" in names
    answer = site.client.get("/en" + PATHS[0])
    assert answer.status_code == 404
