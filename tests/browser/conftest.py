"""A real browser before a real server over the sample catalogue."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from playwright.sync_api import Browser, Locator, Page, Playwright, sync_playwright

from locator.models import Role, StaffMember
from locator.search.current import forget
from tests import sample_rows

# Synchronous Playwright keeps an event loop running in this thread, which Django takes for a mistake.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
FLAGS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
# Without windows it takes half the work, but stands still for ever where a service worker answers; so what is
# about those (tests/browser/offline) has the one with windows, and so has a machine without the other.
WITH_WINDOWS = ("chromium", "chromium-browser", "google-chrome")
WITHOUT_WINDOWS = ("chromium-headless-shell", *WITH_WINDOWS)
# What the browser and htmx say of an answer that is refused, or a request that is broken off, on purpose.
MEANT = ("Failed to load resource", "htmx:sendError", "htmx:afterRequest")
PACKAGES = "chromium chromium-headless-shell fonts-noto-cjk"
PASSWORD = "correct-horse-battery"


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@contextmanager
def launched(playwright: Playwright, names: Sequence[str]) -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, names)), None)
    assert found, f"These tests need Chromium; on Debian: apt-get install {PACKAGES}"
    started = playwright.chromium.launch(executable_path=found, args=FLAGS)
    yield started
    started.close()


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    with launched(playwright, WITHOUT_WINDOWS) as started:
        yield started


@pytest.fixture
def sample(transactional_db: None) -> Iterator[None]:
    forget()
    sample_rows.load(today=date.today())  # noqa: DTZ011 - any day will do
    yield
    forget()


@pytest.fixture
def open_page(browser: Browser, live_server: Any, sample: None) -> Iterator[Callable[..., Page]]:
    """Open pages of the site; at the end, no script has complained and nothing was asked of another site."""
    complaints: list[str] = []
    residents = []
    contexts = []

    def open_(
        path: str = "/",
        *,
        width: int = 1280,
        script: bool = True,
        staff: bool = False,
        beside: str | None = None,
        **options: Any,
    ) -> Page:
        asks = (live_server.url, *([beside] if beside else []))
        context = browser.new_context(
            viewport={"width": width, "height": 800},
            java_script_enabled=script,
            base_url=live_server.url,
            # Nothing is kept on a device but where a test is about that; see test_offline.
            **{"service_workers": "block", **options},
        )
        contexts.append(context)
        if not staff:
            residents.append(context)
        page = context.new_page()
        page.on("console", lambda said: said.type == "error" and note(said.text))
        page.on("pageerror", lambda error: note(str(error)))
        page.on("request", lambda asked: asked.url.startswith(asks) or note(asked.url))
        page.goto(path)
        return page

    def note(complaint: str) -> None:
        if not complaint.startswith(MEANT):
            complaints.append(complaint)

    yield open_
    cookies = [
        cookie
        for context in residents
        for cookie in context.cookies()
        if (cookie["name"], cookie["value"]) != ("view", "simple")
    ]
    for context in contexts:
        context.close()
    assert not complaints
    assert not cookies


@pytest.fixture
def make_clerk(sample):
    """Let a member of staff in, by default a clerk of the first bank."""

    def make(role=Role.CLERK, *, name="clerk"):
        user = User.objects.create_user(name, password=PASSWORD)
        bank = None if role == Role.ADMINISTRATOR else "sample-a"
        StaffMember.objects.create(user=user, role=role, bank_id=bank, is_demo=True, whole_bank=True)
        return user

    return make


@pytest.fixture
def sign_in(open_page, make_clerk):
    """Sign a member of staff in on a page of their own."""

    def sign_in_(role=Role.CLERK, *, name="clerk", **options):
        make_clerk(role, name=name)
        page = open_page("/en/staff/", staff=True, **options)
        page.locator("[name=login]").fill(name)
        page.locator("[name=password]").fill(PASSWORD)
        follow(page.locator("main button[type=submit]"))
        page.wait_for_url("**/en/staff/")
        return page

    return sign_in_


def follow(way: Locator) -> None:
    """Press what leads to another page and wait for that page: a click alone may return between the two."""
    with way.page.expect_navigation():
        way.click()


def assert_fits(page: Page) -> None:
    """Fail where the page is wider than its window."""
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{page.url} is {wide} pixels too wide"


def assert_accessible(page: Page) -> None:
    """Fail on anything that axe finds, with no rule switched off."""
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
