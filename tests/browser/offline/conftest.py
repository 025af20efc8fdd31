"""A device that keeps the directory, and the ways to look at what it keeps."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE_AND_SCREEN, WITH_WINDOWS, assert_accessible, assert_fits, launched

HERE = {"latitude": 38.914, "longitude": 121.6325}
HAS_IT_ALL = "navigator.serviceWorker.ready.then(() => true)"
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


@pytest.fixture
def visit(open_page):
    """Visit the site once, and wait until the device has what it keeps."""

    def visit_(path="/", **options):
        page = open_page(path, **{"service_workers": "allow", "width": 360, **options})
        page.evaluate(HAS_IT_ALL)
        return page

    return visit_


@pytest.fixture(scope="module")
def devices(browser):
    """Have room for the device that several tests of a module look at: what it keeps is the same for all."""
    own = []
    yield own
    for device in own:
        device.close()


@pytest.fixture
def later(devices, browser, open_page, live_server):
    """Open a page on a device that was on the site once, at its first page, and then has no network."""

    def later_(path, *, network=False):
        if not devices:
            size = {"width": 360, "height": 800}
            device = browser.new_context(viewport=size, base_url=live_server.url, geolocation=HERE)
            device.new_page()  # to each page without another beside it the browser makes a window
            open_page("/", device=device).evaluate(HAS_IT_ALL)
            devices.append(device)
        devices[0].set_offline(offline=not network)
        return open_page(path, device=devices[0])

    return later_


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


def stands(page):
    """Wait until what is kept is shown, and how old it is."""
    expect(page.locator("[data-offline] h1")).to_be_visible()
    expect(page.locator("[data-offline-age]")).to_be_visible()


def looks_right(page):
    stands(page)
    assert_accessible(page)
    assert_fits(page, *PHONE_AND_SCREEN)
