"""Large text and the simple view on a phone: size of letters and targets, width, reading aloud."""

import pytest
from playwright.sync_api import expect

from locator.models import Outlet
from tests.thorough import one_in

from .conftest import assert_accessible, assert_fits, follow, in_turn, walk

LANGUAGES = ["", "/en"]
SEARCHES = [("", True), ("", False), ("/en", False), ("/en", True)]
VIEWS = pytest.mark.parametrize("large", [False, True], ids=["standard", "large"])
PATHS = [
    "/",
    "/?service=replace",
    "/?service=report-loss",
    "/outlets/",
    "/outlets/district/210204/",
    "/services/",
]
PATHS += [
    "/services/report-loss/",
    "/towns/",
    "/towns/210204/",
    "/reports/",
    "/apply/",
    "/follow/",
    "/nowhere/",
]
# What a person is asked to leave room for: WCAG 2.2, 1.4.12.
SPACED = """() => { const sheet = new CSSStyleSheet(); sheet.replaceSync(
  "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }" +
  "p { margin-bottom: 2em !important }"); document.adoptedStyleSheets = [sheet]; }"""
SMALL = """least => [...document.querySelectorAll("button, .button, .tile, select, summary, header a, .back")]
  .filter(each => each.checkVisibility() && !each.closest(".visually-hidden"))
  .filter(each => each.getBoundingClientRect().height < least - 0.5)
  .map(each => each.outerHTML.slice(0, 120) + each.getBoundingClientRect().height)"""
FINE_PRINT = """() => [...document.querySelectorAll("body *")]
  .filter(each => each.checkVisibility() && [...each.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
  .filter(each => parseFloat(getComputedStyle(each).fontSize) < 24 && !each.closest(".skip, option"))
  .map(each => each.outerHTML.slice(0, 120))"""
SPEECH = """(() => {
  window.said = []; let current = null;
  class Words { constructor(text) { this.text = text; } }
  const speech = { getVoices: () => [{ lang: "zh-CN" }, { lang: "en-GB" }], addEventListener() {},
    speak(words) { current = words; window.said.push(words.text); window.spoken_in = words.lang; },
    cancel() { current = null; }, pause() { window.paused = true; }, resume() { window.paused = false; } };
  window.end_of_block = () => current && current.onend();
  Object.defineProperty(window, "speechSynthesis", { value: speech });
  window.SpeechSynthesisUtterance = Words;
})()"""


def enlarge(page):
    follow(page.locator("header button[name=view][value=simple]"))
    expect(page.locator("html")).to_have_class("simple")


def all_pages():
    code = Outlet.objects.exclude(status="closed").first().code
    own = [f"/outlets/{code}/", f"/outlets/{code}/report/", f"/outlets/{code}/visit/", "/near/nobody/"]
    return PATHS + own


@pytest.mark.long
@VIEWS
def test_every_page_fits_a_phone_with_targets_for_a_thumb_and_the_large_ones_pass_axe(open_page, large):
    # The form by post guards its pages with a cookie, as those for staff do.
    page = open_page("/", width=360, staff=True)
    if large:
        enlarge(page)

    def look(_number):
        assert_fits(page)
        assert page.evaluate(SMALL, 60 if large else 48) == []
        if large:
            assert page.evaluate(FINE_PRINT) == []
            page.locator("details").evaluate_all("all => all.forEach(each => { each.open = true })")
            assert_accessible(page)
            assert_fits(page)
        page.evaluate(SPACED)
        assert_fits(page)
        # 200 % zoom leaves a window of half the width; 320 is what a phone has left at the least.
        page.evaluate("document.documentElement.style.fontSize = '36px'")
        assert_fits(page)

    # Each view of a page in another of the languages.
    pages = [
        prefix + path for at, path in enumerate(all_pages()) for prefix in in_turn(at + large, LANGUAGES)
    ]
    walk(page, pages, look)


@pytest.mark.long
@pytest.mark.parametrize(("prefix", "script"), one_in(2, SEARCHES))
def test_a_search_in_the_simple_view_goes_one_thing_a_screen(open_page, prefix, script):
    page = open_page(f"{prefix}/", width=360, script=script)
    enlarge(page)
    follow(page.locator("main a[href$='service=replace']"))
    follow(page.locator("main a[href$='card_bank=']"))
    page.fill("#place", "西安路")
    if script:
        expect(page.locator("[data-place] [role=status]")).not_to_be_empty()
    follow(page.locator("form button.main"))
    first = page.locator("li.result h2 a").inner_text()
    expect(page.locator("li.result")).to_have_count(1)
    assert_fits(page)
    if script:
        assert_accessible(page)
    follow(page.locator(".turn button").last)
    assert page.locator("li.result h2 a").inner_text() != first
    follow(page.locator(".turn button[value='0']"))
    assert page.locator("li.result h2 a").inner_text() == first
    follow(page.locator("header button[name=view]"))
    expect(page.locator("ol.outlets > li")).to_have_count(8)
    follow(page.locator("header button[name=view]"))
    expect(page.locator("li.result")).to_have_count(1)


def test_a_page_is_read_aloud_block_by_block_paused_and_stopped(open_page):
    page = open_page("/en/services/pin/", width=360)
    enlarge(page)
    expect(page.locator("[data-read-aloud]")).to_be_hidden()
    page.add_init_script(SPEECH)
    page.reload()
    read, pause = page.locator("[data-read]"), page.locator("[data-pause]")
    expect(read).to_be_visible()
    read.click()
    expect(read).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("said.length") == 1
    page.evaluate("end_of_block()")
    assert page.evaluate("said") == page.locator("h1, h2").all_inner_texts()[:2]
    assert page.evaluate("spoken_in") == "en"
    pause.click()
    assert page.evaluate("paused")
    expect(pause).to_have_attribute("aria-pressed", "true")
    pause.click()
    assert not page.evaluate("paused")
    read.click()
    expect(read).to_have_attribute("aria-pressed", "false")
    expect(pause).to_be_hidden()
    page.evaluate("end_of_block()")
    assert page.evaluate("said.length") == 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_forced_colours_what_is_chosen_and_focused_is_outlined(open_page, scheme):
    page = open_page("/", forced_colors="active", color_scheme=scheme)
    chosen = page.locator(".tile:has(:checked)").first
    assert chosen.evaluate("each => getComputedStyle(each).outlineStyle") == "solid"
    page.locator("form button.main").focus()
    page.keyboard.press("Shift+Tab")
    assert (
        page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        or page.evaluate("getComputedStyle(document.activeElement.closest('.tile')).outlineStyle") == "solid"
    )
