"""The page of the API shows every call, tries one out, and loads nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect


def test_the_page_of_the_api_shows_and_tries_every_call(open_page: Callable[..., Page]) -> None:
    # Whatever the policy blocks, and every request that leaves the site, is a complaint of ``open_page``.
    page = open_page("/api/docs/")
    expect(page.locator(".opblock")).to_have_count(13)
    call = page.locator("#operations-banks-banks")
    call.locator(".opblock-summary-control").click()
    call.get_by_role("button", name="Try it out").click()
    call.get_by_role("button", name="Execute").click()
    expect(call.locator("td.response-col_status:not(.col_header)").first).to_contain_text("200")


def test_without_script_the_page_names_the_definition(open_page: Callable[..., Page]) -> None:
    page = open_page("/api/docs/", script=False)
    expect(page.get_by_role("link", name="/api/v1/schema/")).to_be_visible()
