"""Without a network after one visit: the directory, an outlet, a guide, the nearest, and how old all is."""

from datetime import date, datetime, timedelta

import pytest
from playwright.sync_api import expect

from locator.models import Outlet
from tests.browser.conftest import assert_accessible, follow
from tests.thorough import one_in

from .conftest import EVERYTHING, looks_right, offline, stands

CHINESE_FIRST = pytest.mark.parametrize("prefix", one_in(2, ["", "/en"]))
ENGLISH_FIRST = pytest.mark.parametrize("prefix", one_in(2, ["/en", ""]))


@pytest.mark.long
@CHINESE_FIRST
def test_after_one_visit_the_directory_an_outlet_and_a_guide_need_no_network(later, prefix):
    page = later(f"{prefix}/offline/")
    looks_right(page)
    age = page.locator("[data-offline-age]")
    expect(age).to_contain_text("You are offline. Data of" if prefix else "您现在没有连接网络。数据日期")
    expect(page.locator("[data-offline-sample]")).to_be_visible()
    page.locator("main a[href*='#district/210204']").click()
    looks_right(page)
    assert page.locator(".outlets > li").count() == Outlet.objects.filter(district="210204").count()
    page.locator(".outlets h2 a").first.click()
    stands(page)
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


@pytest.mark.long
@ENGLISH_FIRST
def test_outlets_are_found_by_name_bank_and_address(later, prefix):
    page = later(f"{prefix}/offline/")
    box = page.locator("#kept-search")
    # A Chinese name is found on an English page as well.
    box.press_sequentially("西安路")
    expect(page.locator(".outlets > li").first).to_be_visible()
    expect(page.locator("main [role=status]")).not_to_be_empty()
    looks_right(page)
    box.fill("no such outlet")
    expect(page.locator(".outlets > li")).to_have_count(0)
    expect(page.locator("main [role=status]")).to_contain_text("0")


@pytest.mark.long
@CHINESE_FIRST
def test_the_nearest_to_a_position_are_worked_out_on_the_device(later, prefix):
    page = later(f"{prefix}/offline/")
    page.context.grant_permissions(["geolocation"])
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator("main a[href$='#near']").click()
    looks_right(page)
    page.locator("button.main").click()
    expect(page.locator("ol.outlets > li")).to_have_count(8)
    page.select_option("#kept-service", "replace")
    expect(page.locator("#kept-card-bank")).to_be_visible()
    page.select_option("#kept-card-bank", "1")
    bank = page.evaluate("document.querySelector('#kept-card-bank').selectedOptions[0].textContent")
    expect(page.locator("ol.outlets .muted").first).to_be_visible()
    own = page.locator("ol.outlets > li").filter(
        has_text="This bank's cards only" if prefix else "仅限本行的卡"
    )
    assert all(bank in text for text in own.all_inner_texts())
    page.locator("details summary").click()
    looks_right(page)
    page.locator("ol.outlets h2 a").first.click()
    stands(page)
    page.context.clear_permissions()
    assert asked
    assert not [url for url in asked if "38.9" in url or "121.6" in url]
    assert "38.914" not in str(page.evaluate(EVERYTHING))
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_a_position_that_is_refused_leads_to_the_list(later):
    page = later("/en/offline/#near")
    page.context.clear_permissions()
    page.locator("button.main").click()
    expect(page.locator("main > div > [role=status]")).to_contain_text("Please look in the list by district")
    assert_accessible(page)


@pytest.mark.long
@ENGLISH_FIRST
def test_a_page_that_cannot_be_fetched_is_answered_with_what_is_kept(later, prefix):
    outlet = Outlet.objects.get(code="sample-a-02")
    page = later(f"{prefix}/outlets/{outlet.code}/")
    looks_right(page)
    expect(page.locator("h1")).to_have_text(outlet.name_en if prefix else outlet.name)
    expect(page.locator(".panel button")).to_be_visible()
    page.goto(f"{prefix}/services/replace/")
    stands(page)
    assert page.locator(".guide .source").count() > 3
    page.goto(f"{prefix}/towns/")
    stands(page)
    expect(page.locator("#kept-search")).to_be_visible()
    page.context.set_offline(offline=False)
    follow(page.locator(".panel button"))
    expect(page.locator(".choices a").first).to_be_visible()
    expect(page.locator("[data-offline]")).to_have_count(0)


def test_it_says_how_old_it_is_and_that_hours_run_out(visit):
    page = offline(visit("/en/"))
    today = datetime.combine(date.today(), datetime.min.time()).astimezone() + timedelta(hours=12)  # noqa: DTZ011
    age = page.locator("[data-offline-age]")
    page.goto("/en/offline/#outlet/sample-a-02")
    for days, told in ((1, "1 day old"), (3, "3 days old"), (28, "have run out"), (-2, "clock is set")):
        page.clock.set_fixed_time(today + timedelta(days=days))
        page.reload()
        expect(age).to_contain_text(told)
        state = page.locator(".state").first
        if days in {28, -2}:
            expect(state).to_have_class("state unknown")
            expect(state).to_contain_text("Not known")
        else:
            expect(state).not_to_have_class("state unknown")
    assert_accessible(page)
