"""A resident's way through the pages, on a phone and on a wide screen, with and without script."""

import re

import pytest
from playwright.sync_api import expect

from tests.thorough import long, one_in

from .conftest import PHONE_AND_SCREEN, assert_accessible, assert_fits, follow, in_turn, walk

LANGUAGES = ["", "/en", "/ja", "/ko"]
WALKS = [("", True), ("", False), ("/en", False), ("/en", True)]


def ask(page, text):
    page.fill("#place", text)
    if text and page.get_attribute("#place", "role") == "combobox":
        # Suggestions come a moment after typing and move the button: a person waits for them as well.
        expect(page.locator("[data-place] [role=status]")).not_to_be_empty()
    follow(page.locator("form button.main"))


@pytest.mark.long
@pytest.mark.parametrize(("prefix", "script"), one_in(2, WALKS))
def test_from_the_first_page_to_an_outlet(open_page, prefix, script):
    page = open_page(f"{prefix}/", width=360, script=script)
    page.check("[name=service][value=replace]")
    expect(page.locator("#card_bank")).to_be_visible()
    expect(page.locator("[data-position]")).to_be_visible(visible=script)
    assert_fits(page, *PHONE_AND_SCREEN)
    ask(page, "西安路")
    expect(page.locator("ol.outlets > li")).to_have_count(8)
    assert_fits(page, *PHONE_AND_SCREEN)
    page.select_option("#open_at", "arrival")
    follow(page.locator(".filters button"))
    expect(page.locator("#open_at")).to_have_value("arrival")
    expect(page.locator("#service")).to_have_value("replace")
    page.select_option("#open_at", "")
    follow(page.locator(".filters button"))
    follow(page.locator("ol.outlets h2 a").first)
    expect(page.locator("table")).to_be_visible()
    assert_fits(page, *PHONE_AND_SCREEN)
    page.go_back()
    expect(page.locator("ol.outlets > li")).to_have_count(8)


PATHS = ["/", "/outlets/", "/outlets/district/210204/", "/outlets/bank/sample-a/", "/services/"]
PATHS += ["/services/report-loss/", "/towns/", "/towns/210281/", "/nowhere/"]


@pytest.mark.long
def test_pages_pass_axe_and_fit_every_screen(open_page):
    page = open_page("about:blank", width=360)
    # Of the languages, whose words differ in length, a page is seen in every other; by axe in one.
    seen = [
        (prefix + path, prefix in in_turn(number, LANGUAGES))
        for number, path in enumerate(PATHS)
        for prefix in (LANGUAGES if long() else LANGUAGES[number % 2 :: 2])
    ]

    def look(at):
        assert_fits(page, *((320, 360, 640, 1280) if long() else (320, 1280)))
        if seen[at][1]:
            assert_accessible(page)

    walk(page, [path for path, _by_axe in seen], look)


def open_all(page):
    page.locator("details").evaluate_all("all => all.forEach(each => { each.open = true })")


@pytest.mark.long
@pytest.mark.parametrize("prefix", one_in(2, ["", "/en"]))
def test_answers_pass_axe_in_light_and_dark(open_page, prefix):
    page = open_page(f"{prefix}/", width=360)

    def look(usual):
        for scheme in ("light", "dark") if long() else (usual,):
            page.emulate_media(color_scheme=scheme)
            assert_accessible(page)

    page.check("[name=service][value=report-loss]")
    look("dark")
    # A list and an outlet in the light are seen by axe on many a way through the pages.
    for text, scheme in (("新华街道", "light"), ("东京塔", "dark"), ("", "light"), ("西安路", "dark")):
        page.goto(f"{prefix}/")
        ask(page, text)
        open_all(page)
        assert_fits(page)
        look(scheme)
    follow(page.locator("ol.outlets h2 a").first)
    open_all(page)
    look("dark")


@pytest.mark.long
@pytest.mark.parametrize("prefix", one_in(2, ["/en", ""]))
def test_text_of_twice_the_size_still_fits_a_phone(open_page, prefix):
    page = open_page(f"{prefix}/", width=360)
    larger = "document.documentElement.style.fontSize = '36px'"
    page.evaluate(larger)
    assert_fits(page)
    ask(page, "西安路")
    page.evaluate(larger)
    assert_fits(page)
    follow(page.locator("ol.outlets h2 a").first)
    page.evaluate(larger)
    assert_fits(page)


@pytest.mark.long
@pytest.mark.parametrize("script", one_in(2, [True, False]))
def test_which_place_is_answered_with_a_button(open_page, script):
    page = open_page("/", script=script)
    ask(page, "新华街道")
    follow(page.locator(".choices button").nth(1))
    expect(page.locator("ol.outlets > li").first).to_be_visible()


@pytest.mark.long
@pytest.mark.parametrize("script", one_in(2, [False, True]))
def test_a_place_that_is_not_found_is_reached_by_district_and_town(open_page, script):
    page = open_page("/", script=script)
    ask(page, "东京塔")
    expect(page.locator("#place")).to_have_value("东京塔")
    follow(page.locator("main a[href='/towns/']"))
    follow(page.locator(".choices a").first)
    follow(page.locator(".choices a").first)
    expect(page.locator("ol.outlets > li").first).to_be_visible()


def test_the_language_of_an_answer_is_switched_without_losing_it(open_page):
    page = open_page("/", script=False, width=360)
    ask(page, "西安路")
    for prefix in [*LANGUAGES[1:], LANGUAGES[0]]:
        lang = prefix.removeprefix("/") or "zh-Hans"
        follow(page.locator(f'header .languages [lang="{lang}"] button'))
        assert page.url.endswith(f"{prefix}/results/")
        assert page.locator("html").get_attribute("lang") == lang
        expect(page.locator("ol.outlets > li")).to_have_count(8)
        assert_fits(page)


def test_suggestions_are_chosen_by_keyboard(open_page):
    page = open_page("/")
    box = page.locator("#place")
    box.press_sequentially("xianlu")
    expect(page.locator("[role=option]").first).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    assert_accessible(page)
    box.press("ArrowDown")
    first = page.locator("[role=option]").first
    expect(first).to_have_attribute("aria-selected", "true")
    assert box.get_attribute("aria-activedescendant") == first.get_attribute("id")
    box.press("Enter")
    expect(box).to_have_value(re.compile("西安路"))
    expect(box).to_have_attribute("aria-expanded", "false")
    assert page.locator("input[type=hidden][name=key]").count() == 1
    box.press("Enter")
    expect(page.locator("ol.outlets > li")).to_have_count(8)


def test_escape_closes_the_suggestions_and_keeps_the_text(open_page):
    page = open_page("/")
    box = page.locator("#place")
    box.press_sequentially("xian")
    expect(page.locator("[role=option]").first).to_be_visible()
    box.press("Escape")
    expect(page.locator("[role=option]")).to_have_count(0)
    expect(box).to_have_value("xian")


def test_a_suggestion_is_chosen_by_touch_and_dropped_by_typing_on(open_page):
    page = open_page("/", width=360, has_touch=True)
    page.locator("#place").press_sequentially("xian")
    page.locator("[role=option]").first.tap()
    hidden = page.locator("input[type=hidden][name=key]")
    expect(hidden).to_have_count(1)
    page.locator("#place").press_sequentially("x")
    expect(hidden).to_have_count(0)


def test_an_overtaken_suggestion_is_not_shown(open_page):
    page = open_page("/")
    held = []
    page.route("**/suggest/", lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks the function
    box = page.locator("#place")
    with page.expect_request("**/suggest/"):
        box.press_sequentially("x")
    with page.expect_request("**/suggest/"):
        box.fill("青泥洼桥")
    page.wait_for_timeout(100)
    old, new = held
    new.fulfill(json={"suggestions": [{"key": "new", "name": "new", "more": ""}]})
    expect(page.locator("[role=option]")).to_have_text("new ")
    old.fulfill(json={"suggestions": [{"key": "old", "name": "old", "more": ""}]})
    page.wait_for_timeout(100)
    expect(page.locator("[role=option]")).to_have_text("new ")


def test_a_person_s_position_travels_in_the_body(open_page):
    here = {"latitude": 38.914, "longitude": 121.6325}
    page = open_page("/", geolocation=here, permissions=["geolocation"])
    with page.expect_request("**/results/") as asked:
        page.locator("[data-position] button").click()
    assert asked.value.method == "POST"
    assert "latitude=38.914" in asked.value.post_data
    assert "?" not in asked.value.url
    expect(page.locator("ol.outlets > li")).to_have_count(8)


def test_a_refused_position_is_said_in_words(open_page):
    page = open_page("/")
    page.locator("[data-position] button").click()
    expect(page.locator("[data-position] [role=status]")).to_contain_text("请写下您在哪里")


def test_the_whole_search_can_be_done_with_the_keyboard(open_page):
    page = open_page("/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("#place")).to_be_focused()
    page.keyboard.type("大连理工")
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    expect(page.locator("ol.outlets > li").first).to_be_visible()


def test_targets_are_large_enough_for_a_thumb(open_page):
    page = open_page("/", width=360)
    targets = page.locator("main button, main .tile, main select, main input[type=text], header a")
    seen = targets.evaluate_all(
        """all => all.filter(each => each.checkVisibility())
            .map(each => [each.innerText, each.getBoundingClientRect().height])"""
    )
    assert len(seen) > 10
    assert [one for one in seen if one[1] < 47.5] == []
