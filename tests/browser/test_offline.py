"""Without a network after one visit: the directory, the hours, the guides and the nearest, and nothing of a visitor."""

import time
from datetime import date, datetime, timedelta

import pytest
from django.db import OperationalError
from django.db.backends.utils import CursorWrapper
from playwright.sync_api import expect

from locator.models import Outlet
from locator.public.offline import shelf as shelves

from .conftest import assert_accessible, assert_fits, follow

PREFIXES = pytest.mark.parametrize("prefix", ["", "/en"], ids=["zh", "en"])
HERE = {"latitude": 38.914, "longitude": 121.6325}
PLANTED = "西安路107号"
NUMBER = "13804110001"
# All that is kept, in every cache there is: the addresses and what stands under them.
EVERYTHING = """async () => {
  const kept = {};
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      kept[`${request.method} ${new URL(request.url).pathname}`] = await (await cache.match(request, {ignoreVary: true})).text();
    }
  }
  return kept;
}"""


@pytest.fixture(autouse=True)
def _shelf_of_this_test():
    shelves.shelf.cache_clear()
    yield
    shelves.shelf.cache_clear()


@pytest.fixture
def visit(open_page):
    """Visit the site once, and wait until the device has what it keeps."""

    def visit_(path="/", **options):
        page = open_page(path, **{"service_workers": "allow", "width": 360, **options})
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        return page

    return visit_


def offline(page):
    page.context.set_offline(offline=True)
    return page


def until(page, script, wanted):
    """Wait until a script gives what is wanted; what it gives may be a promise."""
    for _attempt in range(100):
        if page.evaluate(script) == wanted:
            return
        page.wait_for_timeout(100)
    raise AssertionError(page.evaluate(script))


def looks_right(page):
    expect(page.locator("[data-offline] h1")).to_be_visible()
    expect(page.locator("[data-offline-age]")).to_be_visible()
    assert_accessible(page)
    assert_fits(page)


@PREFIXES
@pytest.mark.parametrize("width", [360, 1280])
def test_after_one_visit_the_directory_an_outlet_and_a_guide_need_no_network(visit, prefix, width):
    page = offline(visit(f"{prefix}/", width=width))
    page.goto(f"{prefix}/offline/")
    looks_right(page)
    age = page.locator("[data-offline-age]")
    expect(age).to_contain_text("You are offline. Data of" if prefix else "您现在没有连接网络。数据日期")
    expect(page.locator("[data-offline-sample]")).to_be_visible()
    page.locator("main a[href*='#district/210204']").click()
    looks_right(page)
    assert page.locator(".outlets > li").count() == Outlet.objects.filter(district="210204").count()
    page.locator(".outlets h2 a").first.click()
    looks_right(page)
    expect(page.locator("h1")).to_be_focused()
    expect(page.locator("tbody").last.locator("tr")).to_have_count(28)
    expect(page.locator(".service")).to_have_count(6)
    expect(page.locator("main a[href^='tel:']").first).to_be_visible()
    page.locator("details").evaluate_all("all => all.forEach(each => { each.open = true })")
    looks_right(page)
    page.locator(".service a[href*='#guide/']").first.click()
    looks_right(page)
    assert page.locator(".guide .source").count() > 3
    page.go_back()
    expect(page.locator(".service")).to_have_count(6)


@PREFIXES
def test_outlets_are_found_by_name_bank_and_address(visit, prefix):
    page = offline(visit(f"{prefix}/"))
    page.goto(f"{prefix}/offline/")
    box = page.locator("#kept-search")
    # A Chinese name is found on an English page as well.
    box.press_sequentially("西安路")
    expect(page.locator(".outlets > li").first).to_be_visible()
    expect(page.locator("main [role=status]")).not_to_be_empty()
    looks_right(page)
    box.fill("no such outlet")
    expect(page.locator(".outlets > li")).to_have_count(0)
    expect(page.locator("main [role=status]")).to_contain_text("0")


@PREFIXES
def test_the_nearest_to_a_position_are_worked_out_on_the_device(visit, prefix):
    page = offline(visit(f"{prefix}/", geolocation=HERE, permissions=["geolocation"]))
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{prefix}/offline/")
    page.locator("main a[href$='#near']").click()
    looks_right(page)
    page.locator("button.main").click()
    expect(page.locator("ol.outlets > li")).to_have_count(8)
    looks_right(page)
    page.select_option("#kept-service", "replace")
    expect(page.locator("#kept-card-bank")).to_be_visible()
    page.select_option("#kept-card-bank", "1")
    bank = page.evaluate("document.querySelector('#kept-card-bank').selectedOptions[0].textContent")
    expect(page.locator("ol.outlets .muted").first).to_be_visible()
    own = page.locator("ol.outlets > li").filter(has_text="This bank's cards only" if prefix else "仅限本行的卡")
    assert all(bank in text for text in own.all_inner_texts())
    page.locator("details summary").click()
    looks_right(page)
    page.locator("ol.outlets h2 a").first.click()
    looks_right(page)
    assert not [url for url in asked if "38.9" in url or "121.6" in url]
    assert "38.914" not in str(page.evaluate(EVERYTHING))
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_a_position_that_is_refused_leads_to_the_list(visit):
    page = offline(visit("/en/"))
    page.goto("/en/offline/#near")
    page.locator("button.main").click()
    expect(page.locator("main > div > [role=status]")).to_contain_text("Please look in the list by district")
    assert_accessible(page)


@PREFIXES
def test_a_page_that_cannot_be_fetched_is_answered_with_what_is_kept(visit, prefix):
    page = offline(visit(f"{prefix}/"))
    outlet = Outlet.objects.get(code="sample-a-02")
    page.goto(f"{prefix}/outlets/{outlet.code}/")
    looks_right(page)
    expect(page.locator("h1")).to_have_text(outlet.name_en if prefix else outlet.name)
    expect(page.locator(".panel button")).to_be_visible()
    page.goto(f"{prefix}/services/replace/")
    looks_right(page)
    assert page.locator(".guide .source").count() > 3
    page.goto(f"{prefix}/towns/")
    looks_right(page)
    expect(page.locator("#kept-search")).to_be_visible()
    page.context.set_offline(offline=False)
    follow(page.locator(".panel button"))
    expect(page.locator(".choices a").first).to_be_visible()
    expect(page.locator("[data-offline]")).to_have_count(0)


def test_a_search_that_cannot_be_sent_is_answered_with_what_is_kept(visit):
    page = visit("/en/")
    page.reload()
    offline(page)
    page.fill("#place", PLANTED)
    page.locator("form button.main").click()
    expect(page.locator("[data-offline-age]")).to_contain_text("You are offline.")
    assert PLANTED not in str(page.evaluate(EVERYTHING))


def test_nothing_that_a_visitor_typed_or_was_shown_is_kept(visit):
    page = visit("/")
    page.reload()
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


def worker_is_told():
    told = shelves.shelf()
    return {
        "languages": [{"page": one.page, "data": one.data} for one in told.languages],
        "files": told.files,
    }


def test_looking_in_the_caches_would_find_what_is_kept_there(visit):
    page = visit("/")
    page.evaluate(f"caches.open('planted').then(cache => cache.put('/results/', new Response('{PLANTED}')))")
    assert page.evaluate(EVERYTHING)["GET /results/"] == PLANTED


def test_it_says_how_old_it_is_and_that_hours_run_out(visit):
    page = offline(visit("/en/"))
    today = datetime.combine(date.today(), datetime.min.time()).astimezone() + timedelta(hours=12)  # noqa: DTZ011
    age = page.locator("[data-offline-age]")
    for days, told in ((1, "1 day old"), (3, "3 days old"), (28, "have run out"), (-2, "clock is set")):
        page.clock.set_fixed_time(today + timedelta(days=days))
        page.goto("/en/offline/#outlet/sample-a-02")
        page.reload()
        expect(age).to_contain_text(told)
        state = page.locator(".state").first
        if days in {28, -2}:
            expect(state).to_have_class("state unknown")
            expect(state).to_contain_text("Not known")
        else:
            expect(state).not_to_have_class("state unknown")
    assert_accessible(page)


def test_a_new_release_replaces_what_was_kept(visit, monkeypatch):
    page = visit("/")
    before = page.evaluate("caches.keys()")
    shelves.shelf.cache_clear()
    monkeypatch.setattr(shelves, "EDITION", shelves.EDITION + 1)
    page.evaluate("navigator.serviceWorker.getRegistration().then((own) => own.update())")
    after = [f"offline-{shelves.shelf().version}"]
    assert before != after
    until(page, "caches.keys()", after)
    offline(page)
    page.goto("/offline/")
    looks_right(page)


def test_a_withdrawn_worker_takes_everything_with_it(visit, settings):
    page = visit("/")
    settings.OFFLINE_COPY = False
    page.goto("/")
    until(page, "navigator.serviceWorker.getRegistrations().then((own) => own.length)", 0)
    until(page, "caches.keys()", [])
    page.goto("/outlets/")
    expect(page.locator("h1")).to_be_visible()
    assert page.evaluate("caches.keys()") == []


def test_a_device_gets_what_it_keeps_with_the_database_away(visit, open_page, monkeypatch):
    open_page("/en/")  # the worker of the server has the catalogue by now

    def away(*_args, **_kwargs):
        raise OperationalError("the database is away")

    with monkeypatch.context() as patched:
        patched.setattr(CursorWrapper, "execute", away)
        page = offline(visit("/en/"))
        page.goto("/en/offline/#district/210204")
        looks_right(page)
        expect(page.locator(".outlets > li").first).to_be_visible()


def test_a_slow_page_is_not_waited_for_longer_than_three_seconds_unless_asked_again(visit, settings, monkeypatch):
    page = visit("/en/")
    settings.SNAPSHOT_CHECK_SECONDS = 0
    execute = CursorWrapper.execute

    def slowly(self, *args, **kwargs):
        time.sleep(5)
        return execute(self, *args, **kwargs)

    with monkeypatch.context() as patched:
        patched.setattr(CursorWrapper, "execute", slowly)
        page.goto("/en/outlets/")
        expect(page.locator(".panel button")).to_be_visible()
        expect(page.locator("[data-offline-age]")).not_to_contain_text("offline")
        looks_right(page)
        follow(page.locator(".panel button"))
        expect(page.locator("[data-offline]")).to_have_count(0)
        expect(page.locator(".choices a").first).to_be_visible()


def test_it_is_kept_only_after_the_page_has_loaded(open_page):
    asked = []
    page = open_page("about:blank", service_workers="allow")
    page.context.on("request", lambda request: asked.append(request.url))
    page.goto("/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    loaded = page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
    worker = page.evaluate(
        "performance.getEntriesByType('resource').filter(one => one.name.includes('data.json')).length"
    )
    assert loaded > 0
    assert worker == 0
    first = next(number for number, url in enumerate(asked) if "service-worker.js" in url or "data.json" in url)
    assert any("offline.js" in url for url in asked[:first])
