"""Three people each do the whole job: the nearest open outlet for a replacement, what to bring, the number.

One reads no Chinese, one listens to a screen reader, one has no mouse. For the site it is a Tuesday morning.
"""

import re

import pytest
import time_machine
from playwright.sync_api import Page, expect

from tests.thorough import one_in

from .conftest import assert_accessible, follow

TUESDAY_MORNING = "2026-11-24T10:00:00+08:00"
TABS_AT_MOST = 80
# Whether it has the focus, and what has the focus without showing it.
REACHED = """target => {
    const at = document.activeElement, look = getComputedStyle(at);
    const shows = at === document.body || look.outlineStyle !== "none" || look.boxShadow !== "none"
        || getComputedStyle(at.closest("label") || document.body).outlineStyle !== "none";
    return [target === at, shows ? "" : at.outerHTML];
}"""


@pytest.fixture(autouse=True)
def _on_a_tuesday_morning():
    with time_machine.travel(TUESDAY_MORNING, tick=True):
        yield


def has_focus(page: Page, target) -> bool:
    return target.evaluate("each => each === document.activeElement")


def tab_to(page: Page, target) -> None:
    """Press Tab until the target has the focus; everything passed on the way shows where the focus is."""
    for _ in range(TABS_AT_MOST):
        page.keyboard.press("Tab")
        reached, without_a_ring = target.evaluate(REACHED)
        assert without_a_ring == ""
        if reached:
            return
    raise AssertionError(f"{target} cannot be reached with the Tab key")


def enter(page: Page) -> None:
    with page.expect_navigation():
        page.keyboard.press("Enter")


@pytest.mark.long
@pytest.mark.parametrize(
    ("width", "script"), one_in(2, [(360, True), (1280, True), (1280, False), (360, False)])
)
def test_an_english_speaker_finds_outlet_documents_and_number(open_page, width, script):
    page = open_page("/", width=width, script=script)
    follow(page.get_by_role("link", name="English"))
    page.get_by_role("radio", name=re.compile("Replace")).check()
    page.get_by_role("combobox" if script else "textbox", name="Where are you?").fill("Xi'an Road")
    if script:
        expect(page.locator("[data-place] [role=status]")).not_to_be_empty()
    follow(page.get_by_role("button", name="Find the nearest outlet"))
    page.get_by_label("Open when").select_option(label="Now")
    if script:
        expect(page.locator("#what-asked [name=open_at]")).to_have_value("now")
    else:
        follow(page.get_by_role("button", name="Apply these choices"))
    nearest = page.get_by_role("list").locator("li.result").first
    expect(nearest).to_contain_text(re.compile(r"Open until"))
    expect(nearest).to_contain_text(re.compile(r"\d metres|kilometres"))
    nearest.get_by_text("What to bring").click()
    expect(nearest.locator("ul.guide li").first).to_be_visible()
    assert not re.search(r"[\u4e00-\u9fff]", nearest.locator("ul.guide").inner_text())
    number = nearest.get_by_role("link", name=re.compile("^Call "))
    assert number.get_attribute("href").startswith("tel:")
    if script:  # axe is one
        assert_accessible(page)


def test_a_screen_reader_is_told_outlet_documents_and_number(open_page):
    page = open_page("/en/")
    expect(page.locator("main")).to_match_aria_snapshot("""
        - heading "Where can I get my social security card done?" [level=1]
        - text: Where are you?
        - combobox "Where are you?"
        - group "What would you like to do?":
          - radio /Replace/
        - button "Find the nearest outlet"
    """)
    page.get_by_role("radio", name=re.compile("Replace")).check()
    page.get_by_role("combobox", name="Where are you?").fill("Xi'an Road")
    expect(page.locator("[data-place] [role=status]")).not_to_be_empty()
    follow(page.get_by_role("button", name="Find the nearest outlet"))
    expect(page.locator("main")).to_match_aria_snapshot("""
        - heading /Nearest outlets. Replace/ [level=1]
        - form "Narrow the list":
          - combobox "Service"
          - combobox "Open when"
        - status: /\\d+ outlets in the list/
        - region "Outlets, nearest first":
          - list:
            - listitem:
              - heading /^1\\. .+/ [level=2]:
                - link
              - paragraph: /\\w+ \\d+ metres · about \\d+ minutes on foot/
              - paragraph: /Open until/
              - link /Call \\d+/
    """)
    nearest = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name=re.compile(r"^1\. ")))
    nearest.get_by_text("What to bring").click()
    expect(nearest).to_match_aria_snapshot("""
        - group:
          - list:
            - listitem
          - paragraph:
            - link /Guide/
    """)


def test_a_person_without_a_mouse_finds_outlet_documents_and_number(open_page):
    page = open_page("/")
    page.keyboard.press("Tab")
    assert has_focus(page, page.locator("a.skip"))
    page.keyboard.press("Enter")
    tab_to(page, page.locator("#place"))
    page.keyboard.type("西安路")
    expect(page.locator("[role=option]").first).to_be_visible()
    page.keyboard.press("Escape")
    tab_to(page, page.locator("[name=service]:checked"))
    for _ in range(6):
        page.keyboard.press("ArrowUp")
        if page.locator("[name=service][value=replace]").is_checked():
            break
    tab_to(page, page.locator("button.main"))
    enter(page)
    tab_to(page, page.locator("#open_at"))
    page.keyboard.press("ArrowDown")
    expect(page.locator("#what-asked [name=open_at]")).to_have_value("now")
    assert has_focus(page, page.locator("#open_at"))
    first = page.locator("li.result").first
    tab_to(page, first.locator("h2 a"))
    tab_to(page, first.locator(".actions a[href^='tel:']"))
    tab_to(page, first.locator("details summary").last)
    page.keyboard.press("Enter")
    expect(first.locator("ul.guide li").first).to_be_visible()
