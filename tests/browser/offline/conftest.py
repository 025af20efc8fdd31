"""A device that keeps the directory, and the ways to look at what it keeps."""

import pytest
from playwright.sync_api import expect

from locator.public.offline import shelf as shelves
from tests.browser.conftest import PHONE_AND_SCREEN, WITH_WINDOWS, assert_accessible, assert_fits, launched

# All that is kept, in every cache there is: the addresses and what stands under them.
EVERYTHING = """async () => {
  const kept = {};
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const answer = await cache.match(request, {ignoreVary: true});
      kept[`${request.method} ${new URL(request.url).pathname}`] = await answer.text();
    }
  }
  return kept;
}"""


@pytest.fixture(scope="package")
def browser(playwright):
    with launched(playwright, WITH_WINDOWS) as started:
        yield started


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
    assert_fits(page, *PHONE_AND_SCREEN)
