"""The operator's map beside the list: pins in step with it, and a whole page whatever becomes of the map."""

import math
import re

import pytest
from playwright.sync_api import expect

from cardservice import map_tiles
from locator.models import Outlet
from locator.places import Datum, convert
from tests.thorough import long

from .conftest import PHONE_AND_SCREEN, assert_accessible, assert_fits, follow, resize
from .tiles import tile_server


@pytest.fixture
def tiles():
    with tile_server() as server:
        yield server


@pytest.fixture
def provider(settings, tiles):
    """Set the tile server as the operator's map, in a datum, and return it."""

    def set_(datum="wgs84"):
        base, names = (f"{tiles.url}/{layer}/{{z}}/{{x}}/{{y}}.png" for layer in ("base", "names"))
        settings.MAP = map_tiles.read(
            tiles=f"{base} {names}?key={{key}}",
            key="k3y", subdomains="", datum=datum, attribution="某地图公司",
            approval_number="GS(2024)0001号", max_zoom="18",
        )  # fmt: skip
        return tiles

    return set_


@pytest.fixture
def results(open_page, tiles):
    def open_(**options):
        page = open_page("/en/", beside=tiles.url, **options)
        search(page)
        return page

    return open_


def search(page):
    page.fill("#place", "西安路")
    with page.expect_navigation():
        page.locator("#place").press("Enter")


def look(page, usual):
    assert_fits(page, *PHONE_AND_SCREEN)
    for width in PHONE_AND_SCREEN if long() else (usual,):
        resize(page, width)
        assert_accessible(page)


@pytest.mark.long
def test_the_map_stands_where_the_sketch_was_with_its_source_beside_it(provider, results):
    provider()
    page = results(width=360)
    expect(page.locator(".map-pin")).to_have_count(8)
    expect(page.locator(".map")).to_be_visible()
    expect(page.locator("svg.sketch")).to_be_hidden()
    expect(page.locator(".mapped")).to_contain_text("某地图公司 · map approval number: GS(2024)0001号")
    assert page.locator(".map-pin").all_inner_texts() == [str(number) for number in range(1, 9)]
    look(page, 1280)


def test_a_pin_leads_to_its_outlet_in_the_list_by_mouse_and_by_key(provider, results):
    provider()
    page = results()
    expect(page.locator(".map")).to_be_visible()
    page.locator(".map-pin").nth(6).press("Enter")
    expect(page.locator("#result-7 h2 a")).to_be_focused()
    page.locator(".map-pin").nth(4).click()
    expect(page.locator("#result-5 h2 a")).to_be_focused()


def test_the_outlet_in_hand_has_its_pin_lit(provider, results):
    provider()
    page = results()
    expect(page.locator(".map")).to_be_visible()
    page.locator("#result-2 h2 a").focus()
    expect(page.locator(".map-pin.on")).to_have_text("2")
    page.locator("#result-1").hover()
    expect(page.locator(".map-pin.on")).to_have_text(["1", "2"])
    page.locator("#result-3 h2 a").focus()
    page.locator("h1").hover()
    expect(page.locator(".map-pin.on")).to_have_text("3")


@pytest.mark.parametrize("datum", ["wgs84", "gcj02"])
def test_pins_stand_on_the_tiles_where_the_datum_has_them(provider, results, datum):
    tiles = provider(datum)
    page = results()
    expect(page.locator(".map")).to_be_visible()
    for number in (1, 4, 8):
        link = page.locator(f"#result-{number} h2 a")
        code = re.search(r"/outlets/([^/]+)/", link.get_attribute("href"))[1]
        outlet = Outlet.objects.get(code=code)
        there = convert(outlet.latitude, outlet.longitude, Datum.WGS84, Datum(datum))
        # Where a tile of the grid lies on the screen tells where a point of it must lie.
        tile = page.evaluate(
            """(number) => {
                const tile = document.querySelector(".leaflet-tile-loaded");
                const [z, x, y] = tile.src.match(/base\\/(\\d+)\\/(\\d+)\\/(\\d+)/).slice(1).map(Number);
                const box = tile.getBoundingClientRect();
                const pin = [...document.querySelectorAll(".map-pin")]
                    .find((one) => one.innerText === String(number)).getBoundingClientRect();
                return [z, x, y, box.x, box.y, pin.x + pin.width / 2, pin.y + pin.height / 2];
            }""",
            number,
        )
        z, x, y, left, top, pin_x, pin_y = tile
        assert (pin_x, pin_y) == (
            pytest.approx(left + (column(there[1], z) - x) * 256, abs=1.5),
            pytest.approx(top + (row(there[0], z) - y) * 256, abs=1.5),
        )
    assert {path.split("/")[1] for path, _ in tiles.asked} == {"base", "names"}


def column(longitude, zoom):
    return (longitude + 180) / 360 * 2**zoom


def row(latitude, zoom):
    return (1 - math.asinh(math.tan(math.radians(latitude))) / math.pi) / 2 * 2**zoom


def test_the_provider_learns_which_site_asks_and_nothing_of_the_person(provider, results, live_server):
    tiles = provider()
    page = results()
    expect(page.locator(".map")).to_be_visible()
    assert tiles.asked
    for path, referrer in tiles.asked:
        assert re.fullmatch(r"/(base/\d+/\d+/\d+\.png|names/\d+/\d+/\d+\.png\?key=k3y)", path)
        assert referrer in {None, f"{live_server.url}/"}


@pytest.mark.long
def test_when_no_tile_comes_the_sketch_stays_and_the_page_says_so(provider, results):
    provider().fails = True
    page = results(width=360)
    expect(page.locator("[data-map-says]")).to_contain_text("cannot be loaded")
    expect(page.locator("svg.sketch")).to_be_visible()
    expect(page.locator(".map")).to_be_hidden()
    expect(page.locator("ol.outlets > li")).to_have_count(8)
    look(page, 360)


def test_when_tiles_stop_coming_the_sketch_is_back(provider, results):
    tiles = provider()
    page = results()
    expect(page.locator(".map")).to_be_visible()
    tiles.fails = True
    page.locator(".leaflet-control-zoom-in").click()
    expect(page.locator("svg.sketch")).to_be_visible()
    expect(page.locator("[data-map-says]")).to_contain_text("cannot be loaded")


def test_while_tiles_are_slow_the_sketch_is_there(provider, open_page, tiles):
    provider().wait = 30
    page = open_page("/en/", beside=tiles.url)
    page.fill("#place", "西安路")
    with page.expect_navigation(wait_until="domcontentloaded"):
        page.locator("#place").press("Enter")
    expect(page.locator("svg.sketch")).to_be_visible()
    expect(page.locator(".map")).to_be_hidden()
    tiles.let_go.set()
    expect(page.locator(".map")).to_be_visible()


def test_when_the_map_is_blocked_the_page_is_whole(provider, open_page, tiles):
    provider()
    page = open_page("about:blank", beside=tiles.url)
    for what in ("**/leaflet*.js", "**/base/**"):
        page.goto("/en/")
        page.route(what, lambda route: route.abort())
        search(page)
        expect(page.locator("svg.sketch")).to_be_visible()
        expect(page.locator(".map")).to_be_hidden()
        follow(page.locator("#result-1 h2 a"))
        expect(page.locator(".routes a").first).to_be_visible()
        page.unroute(what)


def test_without_a_script_there_is_the_sketch_alone(provider, results):
    provider()
    page = results(script=False)
    expect(page.locator("svg.sketch")).to_be_visible()
    expect(page.locator(".map")).to_be_hidden()


@pytest.mark.long
def test_an_outlets_page_shows_it_on_the_map(provider, results):
    provider()
    page = results(width=360)
    follow(page.locator("#result-1 h2 a"))
    expect(page.locator(".map")).to_be_visible()
    expect(page.locator(".map-pin")).to_have_count(1)
    expect(page.locator(".mapped")).to_contain_text("GS(2024)0001号")
    look(page, 360)


def test_on_paper_stands_the_sketch(provider, results):
    provider()
    page = results()
    expect(page.locator(".map")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator("svg.sketch")).to_be_visible()
    expect(page.locator(".map")).to_be_hidden()
