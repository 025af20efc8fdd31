"""Without a provider no page knows of a map; with one, two kinds of pages may load its tiles."""

import json
import re

import pytest

from cardservice import map_tiles
from locator.places import Datum, convert
from locator.search.current import current

pytestmark = pytest.mark.django_db

HOST = "https://tiles.example"


@pytest.fixture
def provider(settings):
    def set_(datum="wgs84"):
        settings.MAP = map_tiles.read(
            tiles=f"{HOST}/{{z}}/{{x}}/{{y}}.png", key="", subdomains="", datum=datum,
            attribution="某地图公司", approval_number="GS(2024)0001号", max_zoom="",
        )  # fmt: skip

    return set_


def drawn(page):
    return json.loads(re.search(r'id="map-points"[^>]*>(.*?)</script>', page.source, re.DOTALL)[1])


def an_outlet(site):
    site.get("/")
    return current().snapshot.positioned[0]


def test_without_a_provider_pages_load_nothing_of_a_map(site):
    outlet = an_outlet(site)
    for page in (site.search("西安路"), site.get(f"/outlets/{outlet.code}/")):
        assert "leaflet" not in page.source
        assert "map.js" not in page.source
        assert "data-map" not in page.source
        assert "img-src" not in page["Content-Security-Policy"]


def test_with_one_results_and_outlets_may_load_its_tiles_and_no_other_page(site, provider):
    provider()
    outlet = an_outlet(site)
    for page in (site.search("西安路"), site.get(f"/outlets/{outlet.code}/")):
        assert re.search(rf"img-src 'self' {HOST}(;|$)", page["Content-Security-Policy"])
        assert "locator/map" in page.source
        assert "GS(2024)0001号" in page.words
    for path in ("/", "/outlets/", "/services/"):
        page = site.get(path)
        assert "img-src" not in page["Content-Security-Policy"]
        assert "leaflet" not in page.source


@pytest.mark.parametrize("datum", list(map_tiles.DATUMS))
def test_pins_have_the_numbers_of_the_list_and_the_datum_of_the_tiles(site, provider, datum):
    provider(datum)
    page = site.search("西安路")
    pins = drawn(page)["pins"]
    assert [pin[0] for pin in pins] == list(range(1, 9))
    codes = re.findall(r"<h2>.*?/outlets/([a-z0-9-]+)/", page.source)
    for (number, latitude, longitude, name), code in zip(pins, codes, strict=True):
        point = current().snapshot.outlet(code).point
        there = convert(point.latitude, point.longitude, Datum.WGS84, Datum(datum))
        assert (latitude, longitude) == pytest.approx(there, abs=1e-6)
        assert name.startswith(f"{number}. ")


def test_the_page_of_one_outlet_has_its_pin_alone(site, provider):
    provider()
    outlet = an_outlet(site)
    found = drawn(site.get(f"/outlets/{outlet.code}/"))
    assert len(found["pins"]) == 1
    assert "origin" not in found


def test_an_outlet_without_a_position_has_no_map(site, provider):
    provider()
    site.get("/")
    page = site.get(f"/outlets/{current().snapshot.unpositioned[0].code}/")
    assert "data-map" not in page.source
