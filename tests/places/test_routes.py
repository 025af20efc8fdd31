"""Links to maps lead to the place in each map's datum, and tell nobody where a person is."""

from urllib.parse import parse_qs, quote, urlsplit

import pytest
from geopy.distance import geodesic
from hypothesis import example, given
from hypothesis import strategies as st

from locator.models import Point
from locator.places import Datum, convert
from locator.places.routes import RouteMap, routes

IN_DALIAN = st.builds(Point, st.floats(38.7, 40.2), st.floats(121.0, 123.6))
NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40)
HARD_NAME = "甲银行,一号 & 二号#3+4%网点?"


def asked(url: str) -> dict[str, str]:
    return {name: value for name, (value,) in parse_qs(urlsplit(url).query, strict_parsing=True).items()}


def place(route) -> tuple[float, float, Datum, str]:
    """Return latitude, longitude, datum and name as the map behind a link reads them."""
    fields = asked(route.url)
    match route.map:
        case RouteMap.AMAP:
            assert fields["coordinate"] == "gaode"
            longitude, latitude, name = fields["to"].split(",")
            return float(latitude), float(longitude), Datum.GCJ02, name
        case RouteMap.BAIDU:
            assert fields["coord_type"] == "bd09ll"
            return *map(float, fields["location"].split(",")), Datum.BD09, fields["title"]
        case RouteMap.TENCENT:
            return *map(float, fields["tocoord"].split(",")), Datum.GCJ02, fields["to"]
        case RouteMap.APPLE:
            return *map(float, fields["daddr"].split(",")), Datum.GCJ02, ""


@given(point=IN_DALIAN, name=NAMES)
@example(point=Point(38.9144, 121.6147), name=HARD_NAME)
def test_every_link_leads_within_a_metre_of_the_place(point, name):
    for route in routes(point, name):
        latitude, longitude, datum, _ = place(route)
        back = convert(latitude, longitude, datum, Datum.WGS84)
        assert geodesic((point.latitude, point.longitude), back).meters < 1


@given(point=IN_DALIAN, name=NAMES)
@example(point=Point(38.9144, 121.6147), name=HARD_NAME)
def test_the_name_arrives_as_it_is_written(point, name):
    for route in routes(point, name):
        if route.map is RouteMap.APPLE:
            continue
        assert place(route)[3] == (name.replace(",", " ") if route.map is RouteMap.AMAP else name)


def test_a_name_is_written_in_characters_that_every_address_may_hold():
    for route in routes(Point(38.9144, 121.6147), HARD_NAME):
        assert route.url == quote(route.url, safe="/:?&=,%")
        assert "+" not in route.url


@pytest.mark.parametrize("word", ["from", "fromcoord", "saddr", "origin", "sll"])
def test_no_link_says_where_somebody_is(word):
    for route in routes(Point(38.9144, 121.6147), "网点"):
        assert word not in asked(route.url)


def test_each_map_has_one_link_over_https():
    found = routes(Point(38.9144, 121.6147), "网点")
    assert [route.map for route in found] == list(RouteMap)
    assert {urlsplit(route.url).scheme for route in found} == {"https"}


def test_a_point_in_the_wrong_datum_would_be_noticed():
    point = Point(38.9144, 121.6147)
    amap = routes(point, "网点")[0]
    latitude, longitude, _, _ = place(amap)
    assert geodesic((point.latitude, point.longitude), (latitude, longitude)).meters > 300
