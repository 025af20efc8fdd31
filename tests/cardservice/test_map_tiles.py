"""A map that is set up by halves stops the start, with a sentence that names the setting."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from cardservice import map_tiles
from locator.places import Datum

TIANDITU = {
    "tiles": "https://t{s}.maps.example/vec/{z}/{x}/{y}?tk={key}, https://t{s}.maps.example/cva/{z}/{x}/{y}?tk={key}",
    "key": "0123abcd",
    "subdomains": "0, 1,2",
    "datum": "wgs84",
    "attribution": "某地图公司",
    "approval_number": "GS(2024)0001号",
    "max_zoom": "",
}
PLAIN = {**TIANDITU, "tiles": "https://maps.example/{z}/{x}/{y}.png", "key": "", "subdomains": ""}


def read(given=TIANDITU, **other):
    return map_tiles.read(**{**given, **other})


def test_without_settings_there_is_no_map():
    assert read(dict.fromkeys(TIANDITU, "")) is None


def test_layers_come_in_their_order_with_the_key_in_them():
    found = read()
    assert [layer.split("/")[3] for layer in found.layers] == ["vec", "cva"]
    assert all(layer.endswith("?tk=0123abcd") for layer in found.layers)
    assert found.max_zoom == 18


def test_pictures_may_come_from_exactly_the_hosts_that_are_named():
    assert read().sources == [f"https://t{number}.maps.example" for number in (0, 1, 2)]
    assert read(PLAIN).sources == ["https://maps.example"]
    own = read(PLAIN, tiles="http://127.0.0.1:8080/{z}/{x}/{y}.png https://b.example/{z}/{x}/{y}")
    assert own.sources == ["http://127.0.0.1:8080", "https://b.example"]


@pytest.mark.parametrize(
    ("given", "setting"),
    [
        ({"tiles": ""}, "MAP_TILES"),
        ({"tiles": "https://maps.example/{z}/{x}.png", "key": "", "subdomains": ""}, "MAP_TILES"),
        ({"tiles": "https://maps.example/{z}/{x}/{-y}/{y}", "key": "", "subdomains": ""}, "MAP_TILES"),
        ({"tiles": "http://maps.example/{z}/{x}/{y}", "key": "", "subdomains": ""}, "MAP_TILES"),
        ({"tiles": "maps.example/{z}/{x}/{y}", "key": "", "subdomains": ""}, "MAP_TILES"),
        ({"tiles": "https://a:b@maps.example/{z}/{x}/{y}", "key": "", "subdomains": ""}, "MAP_TILES"),
        ({"tiles": "https://{x}.example/{z}/{x}/{y}", "key": "", "subdomains": ""}, "MAP_TILES"),
        ({"tiles": "https://*.example/{z}/{x}/{y}", "key": "", "subdomains": ""}, "MAP_TILES"),
        ({"tiles": "https://maps.example;x/{z}/{x}/{y}", "key": "", "subdomains": ""}, "MAP_TILES"),
        ({"tiles": "https://[::1/{z}/{x}/{y}", "key": "", "subdomains": ""}, "MAP_TILES"),
        ({"key": ""}, "MAP_TILES_KEY"),
        ({"key": "a b"}, "MAP_TILES_KEY"),
        ({**PLAIN, "key": "0123"}, "MAP_TILES_KEY"),
        ({"subdomains": ""}, "MAP_SUBDOMAINS"),
        ({"subdomains": "0,*"}, "MAP_SUBDOMAINS"),
        ({**PLAIN, "subdomains": "a"}, "MAP_SUBDOMAINS"),
        ({"datum": ""}, "MAP_TILES_DATUM"),
        ({"datum": "cgcs2000"}, "MAP_TILES_DATUM"),
        ({"attribution": " "}, "MAP_ATTRIBUTION"),
        ({"approval_number": ""}, "MAP_APPROVAL_NUMBER"),
        ({"max_zoom": "9"}, "MAP_MAX_ZOOM"),
        ({"max_zoom": "²"}, "MAP_MAX_ZOOM"),
    ],
)
def test_what_is_missing_or_wrong_is_named(given, setting):
    with pytest.raises(ImproperlyConfigured, match=setting):
        read(**given)


def test_tiles_of_baidu_are_refused_and_it_is_said_why():
    with pytest.raises(ImproperlyConfigured, match="grid of their own"):
        read(datum="bd09")


@pytest.mark.parametrize(
    "setting", ["key", "attribution", "approval_number", "datum", "max_zoom", "subdomains"]
)
def test_a_setting_of_a_map_without_a_map_is_noticed(setting):
    with pytest.raises(ImproperlyConfigured, match="Set MAP_TILES as well"):
        read({**dict.fromkeys(TIANDITU, ""), setting: "18"})


def test_the_datums_are_those_that_points_are_converted_to():
    assert all(Datum(name) for name in map_tiles.DATUMS)
