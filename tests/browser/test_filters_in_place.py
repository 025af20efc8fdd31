"""The choices above the list renew it in place, and keep their button for when that does not work."""

import pytest
from playwright.sync_api import expect

from tests.thorough import one_in

from .conftest import assert_accessible
from .test_residents import ask


def open_results(open_page, prefix="", **options):
    page = open_page(f"{prefix}/", **options)
    ask(page, "西安路")
    page.evaluate("window.sameDocument = true")
    return page


def same_document(page):
    return page.evaluate("window.sameDocument === true")


@pytest.mark.long
@pytest.mark.parametrize(("prefix", "width"), one_in(4, [("", 360), ("", 1280), ("/en", 1280), ("/en", 360)]))
def test_a_choice_renews_the_list_without_leaving_the_page(open_page, prefix, width):
    page = open_results(open_page, prefix, width=width)
    title = page.locator("h1").inner_text()
    page.select_option("#service", "replace")
    expect(page.locator("h1")).not_to_have_text(title)
    expect(page.locator("ol.outlets > li")).to_have_count(8)
    expect(page.locator("ol.outlets details summary").first).to_be_visible()
    assert same_document(page)
    assert_accessible(page)


def test_what_was_chosen_goes_along_with_the_next_place_and_the_other_language(open_page):
    page = open_results(open_page)
    with page.expect_response("**/results/"):
        page.select_option("#service", "pin")
    expect(page.locator("#what-asked [name=service]")).to_have_value("pin")
    expect(page.locator("#languages [name=service]").first).to_have_value("pin")


def test_the_choice_keeps_the_focus_and_the_number_found_is_told(open_page):
    page = open_results(open_page)
    page.focus("#service")
    page.locator(".filters details summary").evaluate("each => { each.parentElement.open = true }")
    with page.expect_response("**/results/"):
        page.select_option("#district", "210281")
    expect(page.locator("#found-says")).not_to_have_text("列表中有 8 家网点")
    page.focus("#district")
    with page.expect_response("**/results/"):
        page.select_option("#district", "")
    expect(page.locator("#found-says")).to_have_text("列表中有 8 家网点")
    assert page.evaluate("document.activeElement.id") == "district"


def test_a_time_that_is_missing_is_asked_for_where_the_list_stood(open_page):
    page = open_results(open_page)
    page.select_option("#open_at", "at")
    error = page.locator("#found .error-summary a")
    expect(error).to_have_attribute("href", "#open_time")
    page.fill("#open_time", "2026-11-24T10:00")
    page.locator("#open_time").blur()
    expect(page.locator("ol.outlets > li")).to_have_count(8)
    assert same_document(page)


def test_a_list_that_could_not_be_renewed_says_so_and_the_button_still_works(open_page):
    page = open_results(open_page)
    page.route("**/results/", lambda route: route.abort())
    page.select_option("#service", "pin")
    expect(page.locator("#found-says")).to_contain_text("请按筛选条件下面的按钮")
    expect(page.locator("#found-says")).not_to_have_class("visually-hidden")
    page.unroute("**/results/")
    with page.expect_navigation():
        page.locator(".filters button").click()
    expect(page.locator("#service")).to_have_value("pin")


def test_nothing_of_a_search_is_kept_by_the_browser(open_page):
    page = open_results(open_page)
    with page.expect_response("**/results/"):
        page.select_option("#service", "pin")
    expect(page.locator("#what-asked [name=service]")).to_have_value("pin")
    kept = page.evaluate("[...Object.entries(sessionStorage), ...Object.entries(localStorage)]")
    # Where the page stands, which is the same for every search.
    assert kept in ([], [["htmx-current-path-for-history", "/results/"]])
