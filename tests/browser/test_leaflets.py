"""What is printed, passed on and framed, in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from locator.models import Outlet
from tests.thorough import one_in

from .conftest import assert_accessible, assert_fits, follow

CHINESE_FIRST = pytest.mark.parametrize("prefix", one_in(2, ["", "/en"]))
ENGLISH_FIRST = pytest.mark.parametrize("prefix", one_in(2, ["/en", ""]))
COLOURED = """() => [...document.querySelectorAll("body *")]
  .filter(each => each.checkVisibility() && each.innerText)
  .filter(each => new Set(getComputedStyle(each).color.match(/\\d+/g).slice(0, 3)).size > 1)
  .map(each => each.outerHTML.slice(0, 100))"""


def first():
    return Outlet.objects.filter(status="open", machine_down_since=None).first()


def sheets(page):
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))


@pytest.mark.long
@ENGLISH_FIRST
def test_the_poster_is_one_sheet_in_black_and_white(open_page, prefix):
    outlet = first()
    page = open_page(f"{prefix}/outlets/{outlet.code}/poster/", width=360)
    assert_fits(page)
    assert_accessible(page)
    expect(page.locator("[data-print]")).to_be_visible()
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.locator(".site-header nav")).to_be_hidden()
    expect(page.locator("main .actions")).to_be_hidden()
    expect(page.locator(".code svg")).to_be_visible()
    expect(page.locator(".poster")).to_contain_text("12333")
    assert page.evaluate(COLOURED) == []
    assert sheets(page) == 1


@pytest.mark.long
@CHINESE_FIRST
def test_the_list_of_a_district_breaks_between_outlets(open_page, prefix):
    page = open_page(f"{prefix}/outlets/district/210204/", width=360)
    follow(page.locator("main a[href$='/print/']"))
    assert_fits(page)
    assert_accessible(page)
    page.emulate_media(media="print")
    assert page.evaluate(COLOURED) == []
    kept = page.locator(".on-paper > li").evaluate_all(
        "all => all.map(each => getComputedStyle(each).breakInside)"
    )
    assert set(kept) == {"avoid"}
    assert 1 <= sheets(page) <= 3


@pytest.mark.long
@ENGLISH_FIRST
def test_the_page_of_an_outlet_prints_what_it_says_and_no_buttons(open_page, prefix):
    page = open_page(f"{prefix}/outlets/{first().code}/", width=360)
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.locator(".site-header nav")).to_be_hidden()
    expect(page.locator(".take-along h2")).to_be_hidden()
    expect(page.locator("a[href^='tel:']").first).to_be_visible()
    expect(page.locator(".paper-only")).to_be_visible()
    # The state has its words and its mark beside any colour.
    expect(page.locator("main > .state").first).not_to_have_text("")
    assert page.evaluate(COLOURED) == []
    assert 1 <= sheets(page) <= 4


def test_a_page_is_passed_on_without_what_stands_behind_its_address(open_page):
    page = open_page("/", width=360)
    page.add_init_script("navigator.share = given => { window.given = given; return Promise.resolve(); }")
    path = f"/outlets/{first().code}/"
    page.goto(f"{path}?from=me#way")
    page.locator("[data-share]").click()
    assert page.evaluate("given.url").endswith(path)


def test_without_a_way_to_share_there_is_no_button_for_it(open_page):
    page = open_page("/", width=360)
    page.add_init_script("delete Navigator.prototype.share")
    page.goto(f"/outlets/{first().code}/")
    expect(page.locator("[data-share]")).to_be_hidden()
    page.locator(".take-along summary").click()
    expect(page.locator(".take-along svg")).to_be_visible()
    assert_accessible(page)
    assert_fits(page)


@pytest.mark.long
@CHINESE_FIRST
def test_the_pieces_for_other_sites_fit_a_narrow_frame_and_answer_in_a_tab(open_page, prefix):
    page = open_page(f"{prefix}/embed/outlets/{first().code}/", width=320)
    assert_accessible(page)
    assert_fits(page)
    page.goto(f"{prefix}/embed/")
    assert_accessible(page)
    assert_fits(page)
    page.fill("#place", "西安路")
    with page.context.expect_page() as opened:
        page.locator("button.main").click()
    expect(opened.value.locator("ol.outlets > li")).to_have_count(8)
