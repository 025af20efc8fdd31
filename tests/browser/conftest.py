"""A real browser before a real server over the sample catalogue."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import pytest
from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Playwright, sync_playwright

from locator.models import Role, StaffMember
from locator.search.current import forget
from tests.thorough import long

from .kept import Kept

# Synchronous Playwright keeps an event loop running in this thread, which Django takes for a mistake.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
FLAGS = ["--no-sandbox", "--disable-gpu"]
# What its processes share lies in memory where there is room, which in a container there often is not.
ON_DISK = "--disable-dev-shm-usage"
ROOM_IN_MEMORY = 2**30
# Without windows it takes half the work, but stands still for ever where a service worker answers; so what is
# about those (tests/browser/offline) has the one with windows, and so has a machine without the other.
WITH_WINDOWS = ("chromium", "chromium-browser", "google-chrome")
WITHOUT_WINDOWS = ("chromium-headless-shell", *WITH_WINDOWS)
# What the browser and htmx say of an answer that is refused, or a request that is broken off, on purpose.
MEANT = ("Failed to load resource", "htmx:sendError", "htmx:afterRequest")
PACKAGES = "chromium chromium-headless-shell fonts-noto-cjk"
AXE = "axe.run({resultTypes: ['violations']}).then(({violations}) => ({violations}))"
# It reads the same few colours anew for each word of a page, which is a quarter of its work.
COLOURS = """(() => {
    const colour = axe.commons.color.Color.prototype, read = colour.parseString, known = new Map();
    colour.parseString = function (text) {
        if (known.has(text)) return Object.assign(this, known.get(text));
        const { r, g, b, alpha } = read.call(this, text);
        known.set(text, { r, g, b, alpha });
        return this;
    };
})()"""
PASSWORD = "correct-horse-battery"
PHONE_AND_SCREEN = (360, 1280)
Thing = TypeVar("Thing")


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@contextmanager
def launched(playwright: Playwright, names: Sequence[str]) -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, names)), None)
    assert found, f"These tests need Chromium; on Debian: apt-get install {PACKAGES}"
    memory = Path("/dev/shm")
    has_room = memory.is_dir() and shutil.disk_usage(memory).free > ROOM_IN_MEMORY
    started = playwright.chromium.launch(
        executable_path=found,
        args=FLAGS if has_room else [*FLAGS, ON_DISK],
        ignore_default_args=[ON_DISK],  # the library's own
    )
    yield started
    started.close()


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    with launched(playwright, WITHOUT_WINDOWS) as started:
        yield started


@pytest.fixture(scope="package")
def kept(django_db_setup: None, django_db_blocker: Any) -> Iterator[Kept]:
    with django_db_blocker.unblock():
        copies = Kept()
        yield copies
        copies.as_found()
        copies.close()


@pytest.fixture
def transactional_db(kept: Kept, django_db_blocker: Any) -> Iterator[None]:
    """Have the sample of the day, committed: the server that is asked has connections of its own."""
    forget()
    with django_db_blocker.unblock():
        kept.sample(date.today())  # noqa: DTZ011 - any day will do
        yield
    forget()


@pytest.fixture
def sample(transactional_db: None) -> None:
    """Name what every test here stands on."""


@pytest.fixture
def open_page(browser: Browser, live_server: Any, sample: None) -> Iterator[Callable[..., Page]]:
    """Open pages of the site; at the end, no script has complained and nothing was asked of another site."""
    complaints: list[str] = []
    residents = []
    opened = []

    def open_(
        path: str = "/",
        *,
        width: int = 1280,
        script: bool = True,
        staff: bool = False,
        session: str | None = None,
        beside: str | None = None,
        device: BrowserContext | None = None,
        **options: Any,
    ) -> Page:
        asks = (live_server.url, *([beside] if beside else []))
        # A device that outlives the test loses the page alone.
        context = device or browser.new_context(
            viewport={"width": width, "height": 800},
            java_script_enabled=script,
            base_url=live_server.url,
            # Nothing is kept on a device but where a test is about that; see test_offline.
            **{"service_workers": "block", **options},
        )
        if not staff:
            residents.append(context)
        if session:
            context.add_cookies(
                [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
            )
        page = context.new_page()
        opened.append(page if device else context)
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
    for one in opened:
        one.close()
    assert not complaints
    assert not cookies


@pytest.fixture
def looks(settings):
    """Have the server look for a newer catalogue at each request: nobody waits out the second in between."""
    settings.SNAPSHOT_CHECK_SECONDS = 0


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
    """Sign a member of staff in on a page of their own, without the form; test_accounts has that."""

    def sign_in_(role=Role.CLERK, *, name="clerk", path="/en/staff/", **options):
        make_clerk(role, name=name)
        return open_page(path, staff=True, session=session_of(name), **options)

    return sign_in_


def session_of(name: str) -> str:
    """Return the session of somebody who has given their password."""
    client = Client()
    answer = client.post("/accounts/login/", {"login": name, "password": PASSWORD})
    assert answer.status_code == 302
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def follow(way: Locator) -> None:
    """Press what leads to another page and wait for that page: a click alone may return between the two."""
    with way.page.expect_navigation():
        way.click()


def walk(page: Page, paths: Sequence[str], look: Callable[[int], None]) -> None:
    """Open one page after another in the same window; fail with what is wrong with each of them."""
    wrong = {}
    for number, path in enumerate(paths):
        page.goto(path)
        try:
            look(number)
        except AssertionError as failure:
            wrong[path] = str(failure)
    assert wrong == {}


def look_over(
    page: Page, paths: Sequence[str], prefixes: Sequence[str] = ("/en",), elsewhere: Sequence[str] = ()
) -> None:
    """Look at pages on both screens, each in one of the languages in turn, and by axe on one screen.

    Those that a journey elsewhere looks at in one language are looked at here in the long run.
    """
    addresses = [
        (number, prefix + path)
        for number, path in enumerate([*paths, *(elsewhere if long() else ())])
        for prefix in in_turn(number, prefixes)
    ]

    def look(at: int) -> None:
        number, _path = addresses[at]
        assert page.evaluate("performance.getEntriesByType('navigation')[0].responseStatus") == 200
        # As the window stands first: to draw a page once more takes longer than to measure it.
        for width in sorted(PHONE_AND_SCREEN, key=lambda width: width != page.viewport_size["width"]):
            resize(page, width)
            assert_fits(page)
        for width in in_turn(number // len(prefixes), PHONE_AND_SCREEN):
            resize(page, width)
            assert_accessible(page)

    walk(page, [path for _number, path in addresses], look)


def in_turn(number: int, things: Sequence[Thing]) -> Sequence[Thing]:
    """Return another of things that are alike for each number, and all of them in the long run."""
    return things if long() else [things[number % len(things)]]


def resize(page: Page, width: int) -> None:
    if width != page.viewport_size["width"]:
        page.set_viewport_size({"width": width, "height": 800})


def assert_fits(page: Page, *widths: int) -> None:
    """Fail where the page is wider than its window, or than one of these widths."""
    before = page.viewport_size["width"]
    for width in widths or (before,):
        resize(page, width)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{page.url} is {wide} pixels too wide for {width}"
    resize(page, before)


def look_at(page: Page, *, script: bool = True, whole: bool = True) -> None:
    """Look at a page of a journey, by axe as well unless the whole of it is on a later page of the same."""
    assert_fits(page)
    if script and (whole or long()):  # axe is a script itself
        assert_accessible(page)


def assert_accessible(page: Page) -> None:
    """Fail on anything that axe finds, with no rule switched off."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(f"{AXE_SCRIPT};{COLOURS}")
    # Each of its rules is tried; what passes is not told, for that would be as long as the page.
    found = AxeResults(page.evaluate(AXE))
    assert found.violations_count == 0, found.generate_report()
