"""Geocoders that are set up wrongly stop the start, with a sentence that names the setting."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from cardservice import geocoders
from locator.places import Datum
from locator.places.online.providers import PUBLIC_NAMES

KEYS = {"GEOCODER_TIANDITU_KEY": "k", "GEOCODER_AMAP_KEY": "k", "GEOCODER_BAIDU_KEY": "k"}
OWN = {"GEOCODER_NOMINATIM_URL": "http://127.0.0.1:8080/nominatim/"}


def read(*names, seconds="2", box="", may_leave=True, **environment):
    return geocoders.read(list(names), seconds, box, may_leave, environment)


def test_none_are_asked_unless_they_are_named():
    assert read() == geocoders.Geocoders()


def test_the_order_the_datums_and_the_addresses_are_those_of_the_services():
    found = read("baidu", "tianditu", "amap", **KEYS, GEOCODER_AMAP_DAILY="5000")
    assert [one.name for one in found.order] == ["baidu", "tianditu", "amap"]
    assert [one.datum for one in found.order] == ["bd09", "wgs84", "gcj02"]
    assert [one.daily for one in found.order] == [None, None, 5000]
    assert "secret" not in repr(
        read("pelias", GEOCODER_PELIAS_URL="https://p.example", GEOCODER_PELIAS_KEY="secret")
    )


def test_a_geocoder_on_this_machine_needs_no_leave():
    only = read("nominatim", may_leave=False, **OWN).order[0]
    assert only.address == "http://127.0.0.1:8080/nominatim"
    assert not only.leaves_the_machine


def test_a_typed_address_leaves_only_if_that_is_switched_on():
    with pytest.raises(ImproperlyConfigured, match="TYPED_ADDRESSES_MAY_LEAVE"):
        read("tianditu", may_leave=False, **KEYS)


@pytest.mark.parametrize(
    ("names", "given", "setting"),
    [
        (["google"], {}, "GEOCODERS"),
        (["amap", "amap"], KEYS, "GEOCODERS"),
        (["amap"], {}, "GEOCODER_AMAP_KEY"),
        (["photon"], {}, "GEOCODER_PHOTON_URL"),
        (["photon"], {"GEOCODER_PHOTON_URL": "http://photon.example.org"}, "GEOCODER_PHOTON_URL"),
        (["photon"], {"GEOCODER_PHOTON_URL": "https://a:b@photon.example.org"}, "GEOCODER_PHOTON_URL"),
        (["photon"], {"GEOCODER_PHOTON_URL": "https://photon.example.org:port"}, "GEOCODER_PHOTON_URL"),
        (["photon"], {"GEOCODER_PHOTON_URL": "ftp://127.0.0.1"}, "GEOCODER_PHOTON_URL"),
        (["amap"], {**KEYS, "GEOCODER_AMAP_DATUM": "ed50"}, "GEOCODER_AMAP_DATUM"),
        (["amap"], {**KEYS, "GEOCODER_AMAP_DAILY": "many"}, "GEOCODER_AMAP_DAILY"),
        (["amap"], {**KEYS, "GEOCODER_AMAP_DAILY": "0"}, "GEOCODER_AMAP_DAILY"),
        ([], {"box": "1,2,3"}, "GEOCODER_BOX"),
        ([], {"box": "40,121,38,123"}, "GEOCODER_BOX"),
        ([], {"box": "nan,121,38,123"}, "GEOCODER_BOX"),
        ([], {"seconds": "soon"}, "GEOCODER_SECONDS"),
        ([], {"seconds": "nan"}, "GEOCODER_SECONDS"),
        ([], {"seconds": "60"}, "GEOCODER_SECONDS"),
    ],
)
def test_what_is_wrong_is_named(names, given, setting):
    with pytest.raises(ImproperlyConfigured, match=setting):
        read(*names, **given)


def test_the_settings_know_the_services_and_datums_of_the_places():
    assert set(geocoders.ADDRESSES) == set(PUBLIC_NAMES)
    assert set(geocoders.KNOWN_DATUMS) == set(Datum)
