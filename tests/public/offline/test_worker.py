"""The worker keeps what it is told to, and is withdrawn when the operator says so."""

import json
import re

import pytest
from django.core.cache import caches

from cardservice import settings as ours
from locator.public.offline import shelf as shelves
from tests.collected import collected_into

CODES = [code for code, _name in ours.LANGUAGES]
PREFIXES = ["" if code == ours.LANGUAGE_CODE else f"/{code}" for code in CODES]
PAGES = [f"{prefix}/offline/" for prefix in PREFIXES]
# Where people type, or are known.
PRIVATE = ["results", "suggest", "apply", "follow", "staff", "accounts", "admin", "reports", "api"]


@pytest.fixture(autouse=True, scope="module")
def _shelf_of_this_module():
    shelves.shelf.cache_clear()
    yield
    shelves.shelf.cache_clear()


@pytest.fixture
def shelf_of_this_test():
    """Make it anew, and let go of what was made after other settings than everybody's."""
    shelves.shelf.cache_clear()
    yield
    shelves.shelf.cache_clear()


@pytest.fixture
def told(client):
    """Return what the worker is told, as the browser reads it."""

    def told_():
        script = client.get("/service-worker.js").content.decode()
        return json.loads(re.search(r"const SHELF = (\{.*\});", script)[1])

    return told_


def kept(shelf):
    of_languages = [address for one in shelf["languages"] for address in (one["page"], one["data"])]
    return [*shelf["files"], *of_languages]


def test_it_stands_at_the_root_and_is_asked_for_anew(client):
    answer = client.get("/service-worker.js")
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert answer.headers["Service-Worker-Allowed"] == "/"
    assert "no-cache" in answer.headers["Cache-Control"]
    assert not answer.cookies


def test_it_keeps_the_offline_pages_of_every_language_with_their_data(told):
    languages = told()["languages"]
    assert {one["page"] for one in languages} == set(PAGES)
    assert {one["data"] for one in languages} == {f"/offline/{code}/data.json" for code in CODES}


def test_a_longer_prefix_is_looked_at_first(told):
    prefixes = [one["prefix"] for one in told()["languages"]]
    assert prefixes == sorted(prefixes, key=len, reverse=True)
    assert prefixes[-1] == "/"


def test_it_keeps_no_page_where_people_type_or_are_known(told):
    addresses = kept(told())
    assert len(addresses) > 8
    for address in addresses:
        assert address.startswith(("/static/", "/offline/")) or address in PAGES
        assert not set(PRIVATE) & set(address.split("/"))


def test_it_keeps_every_file_that_an_offline_page_asks_for(told, client, db):
    for page in PAGES:
        source = client.get(page).content.decode()
        asked = set(re.findall(r'<(?:script|link)[^>]*(?:src|href)="(/static/[^"]+)"', source))
        assert asked == set(told()["files"])


def test_pages_for_staff_and_applicants_pass_as_if_it_were_not_there(told):
    untouched = told()["untouched"]
    for part in ("apply/", "follow/", "staff/", "accounts/"):
        assert {f"{prefix}/{part}" for prefix in PREFIXES} <= set(untouched)
    assert {"/admin/", "/api/"} <= set(untouched)


def test_its_version_stays_while_nothing_has_changed(told):
    first = told()["version"]
    shelves.shelf.cache_clear()
    assert told()["version"] == first


def test_another_word_or_file_makes_another_version(shelf_of_this_test, told, settings, monkeypatch):
    first = told()["version"]
    shelves.shelf.cache_clear()
    monkeypatch.setattr(shelves, "EDITION", shelves.EDITION + 1)
    second = told()["version"]
    shelves.shelf.cache_clear()
    settings.LANGUAGES = settings.LANGUAGES[:1]
    assert len({first, second, told()["version"]}) == 3


def test_in_operation_it_names_the_files_by_what_is_in_them(shelf_of_this_test, told, tmp_path):
    before = told()
    with collected_into(tmp_path):
        # As in a new process.
        shelves.shelf.cache_clear()
        caches["fragments"].clear()
        hashed = told()
    assert len(hashed["files"]) == len(before["files"])
    assert not set(hashed["files"]) & set(before["files"])
    assert all((tmp_path / name.removeprefix("/static/")).exists() for name in hashed["files"])
    assert hashed["version"] != before["version"]


def test_a_visitors_cookies_do_not_change_it(told, client):
    first = told()
    shelves.shelf.cache_clear()
    client.cookies["anything"] = "else"
    assert told() == first


def test_an_operator_withdraws_it_with_one_setting(client, settings, sample, db):
    settings.OFFLINE_COPY = False
    script = client.get("/service-worker.js").content.decode()
    assert "registration.unregister()" in script
    assert "caches.delete" in script
    assert "SHELF" not in script
    assert "offline.js" not in client.get("/").content.decode()


def test_every_page_of_residents_has_it_registered_and_none_of_the_staff(client, sample, db):
    for path in ("/", "/en/", "/outlets/", "/offline/", "/nowhere/"):
        assert 'data-worker="/service-worker.js"' in client.get(path).content.decode()
    assert "data-worker" not in client.get("/accounts/login/").content.decode()
