"""The worker keeps what it is told to and nothing of a visitor, gives way to a newer, is withdrawn."""

import threading

import pytest
from django.db import OperationalError
from django.db.backends.utils import CursorWrapper
from playwright.sync_api import expect

from locator.models import MailApplication
from locator.models.references import spelled
from locator.public.apply.cookie import NAME
from locator.public.offline import shelf as shelves
from locator.search.current import current
from tests.browser import test_apply as applying
from tests.browser.conftest import follow
from tests.public.apply.conftest import Applicant

from .conftest import EVERYTHING, offline, stands, until

PLANTED = "西安路107号"
LONG = 30
NUMBER = "13804110001"
WORKERS = "navigator.serviceWorker.getRegistrations().then((own) => own.length)"


def test_nothing_that_a_visitor_typed_or_was_shown_is_kept(later):
    page = later("/", network=True)
    page.locator("#place").press_sequentially("西安路")
    expect(page.locator("[role=option]").first).to_be_visible()
    page.fill("#place", PLANTED)
    follow(page.locator("form button.main"))
    expect(page.locator("ol.outlets > li").first).to_be_visible()
    page.goto("/reports/")
    page.locator("main input[type=text]").first.fill(NUMBER)
    page.locator("main button").first.click()
    page.goto("/follow/")
    page.locator("[name=reference]").fill(NUMBER)
    page.goto("/outlets/sample-a-02/report/")
    page.locator("textarea").first.fill(PLANTED)
    page.goto("/apply/")
    page.goto("/en/accounts/login/")
    page.goto("/near/nowhere/")
    kept = page.evaluate(EVERYTHING)
    assert {address.split(" ")[0] for address in kept} == {"GET"}
    expected = {one[key] for one in worker_is_told()["languages"] for key in ("page", "data")}
    assert {address.split(" ")[1] for address in kept} == expected | set(worker_is_told()["files"])
    assert PLANTED not in str(kept)
    assert NUMBER not in str(kept)
    assert "csrfmiddlewaretoken" not in str(kept)
    page.context.clear_cookies()  # of the page where staff sign in


def test_nothing_of_an_application_is_kept(later):
    applicant = Applicant()
    applicant.fill_in(until="bank")
    applicant.answer("bank", bank="sample-a")
    assert applicant.go_on("/apply/post/") == "/apply/check/"
    page = later("/en/", network=True)
    token = applicant.browser.cookies[NAME].value
    page.context.add_cookies([{"name": NAME, "value": token, "url": page.url}])
    # The steps on which something of a person stands; each is sent from here.
    for step, typed in (("person", "number"), ("post", "recipient"), ("phone", "phone")):
        page.goto(f"/en/apply/{step}/")
        page.fill(f"#id_{typed}", applicant.facts[typed])
        applying.go_on(page)
    page.goto("/en/apply/check/")
    expect(page.locator("main")).to_contain_text(applicant.facts["number"])
    applying.go_on(page)
    reference = spelled(MailApplication.objects.get().reference)
    expect(page.locator(".reference")).to_have_text(reference)
    kept = str(page.evaluate(EVERYTHING))
    for name in ("name", "number", "recipient", "recipient_phone", "address", "phone"):
        assert applicant.facts[name] not in kept
    assert reference not in kept
    page.context.clear_cookies()  # of the form by post


def worker_is_told():
    told = shelves.shelf()
    return {
        "languages": [{"page": one.page, "data": one.data} for one in told.languages],
        "files": told.files,
    }


def test_looking_in_the_caches_would_find_what_is_kept_there(later):
    page = later("/offline/")
    page.evaluate(f"caches.open('planted').then(cache => cache.put('/results/', new Response('{PLANTED}')))")
    try:
        assert page.evaluate(EVERYTHING)["GET /results/"] == PLANTED
    finally:
        page.evaluate("caches.delete('planted')")


def test_a_search_that_cannot_be_sent_is_answered_with_what_is_kept(later):
    page = offline(later("/en/", network=True))
    page.fill("#place", PLANTED)
    page.locator("form button.main").click()
    expect(page.locator("[data-offline-age]")).to_contain_text("You are offline.")
    assert PLANTED not in str(page.evaluate(EVERYTHING))


@pytest.fixture
def release(monkeypatch):
    """Put another release on the server; at the end, the one before."""

    def release_():
        monkeypatch.setattr(shelves, "EDITION", shelves.EDITION + 1)
        shelves.shelf.cache_clear()

    yield release_
    monkeypatch.undo()
    shelves.shelf.cache_clear()


def test_a_new_release_replaces_what_was_kept(visit, release):
    page = visit("/")
    before = page.evaluate("caches.keys()")
    release()
    page.evaluate("navigator.serviceWorker.getRegistration().then((own) => own.update())")
    after = [f"offline-{shelves.shelf().version}"]
    assert before != after
    until(page, "caches.keys()", after)
    offline(page)
    page.goto("/offline/")
    stands(page)


def test_a_withdrawn_worker_takes_everything_with_it(visit, settings):
    page = visit("/")
    settings.OFFLINE_COPY = False
    page.goto("/")
    until(page, WORKERS, 0)
    until(page, "caches.keys()", [])
    page.goto("/outlets/")
    expect(page.locator("h1")).to_be_visible()
    assert page.evaluate("caches.keys()") == []


def test_a_device_gets_what_it_keeps_with_the_database_away(visit, monkeypatch):
    current()  # the server has the catalogue by now

    def away(*_args, **_kwargs):
        raise OperationalError("the database is away")

    with monkeypatch.context() as patched:
        patched.setattr(CursorWrapper, "execute", away)
        page = offline(visit("/en/"))
        page.goto("/en/offline/#district/210204")
        stands(page)
        expect(page.locator(".outlets > li").first).to_be_visible()


def test_a_slow_page_is_not_waited_for_longer_than_three_seconds_unless_asked_again(
    later, settings, monkeypatch
):
    # The server looks for a newer catalogue at every request, and this look is what takes long.
    settings.SNAPSHOT_CHECK_SECONDS = 0
    page = later("/en/", network=True)
    execute, let_go = CursorWrapper.execute, threading.Event()

    def slowly(self, *args, **kwargs):
        let_go.wait(LONG)
        return execute(self, *args, **kwargs)

    with monkeypatch.context() as patched:
        patched.setattr(CursorWrapper, "execute", slowly)
        page.goto("/en/outlets/")
        expect(page.locator(".panel button")).to_be_visible()
        expect(page.locator("[data-offline-age]")).not_to_contain_text("offline")
        stands(page)
        # By then, whoever does not wait would have been answered with what is kept.
        threading.Timer(shelves.PATIENCE_MS / 1000 + 1, let_go.set).start()
        follow(page.locator(".panel button"))
        assert let_go.is_set()
        expect(page.locator("[data-offline]")).to_have_count(0)
        expect(page.locator(".choices a").first).to_be_visible()


def test_it_is_kept_only_after_the_page_has_loaded(open_page):
    page, held = open_page("about:blank", service_workers="allow"), []
    page.route("**/suggest.js", lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks it
    page.goto("/", wait_until="commit")
    until(page, "document.readyState", "interactive")
    page.wait_for_timeout(1_000)
    assert page.evaluate(WORKERS) == 0
    held[0].continue_()
    until(page, WORKERS, 1)


def test_it_is_not_kept_where_the_browser_is_told_to_save_data(open_page):
    page = open_page("about:blank", service_workers="allow")
    page.add_init_script("Object.defineProperty(navigator, 'connection', {value: {saveData: true}})")
    page.goto("/")
    page.wait_for_timeout(1_000)
    assert page.evaluate(WORKERS) == 0
