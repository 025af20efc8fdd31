"""Datums go round in a circle without moving anybody."""

import pytest
from geopy.distance import geodesic
from hypothesis import given
from hypothesis import strategies as st

from locator.places import Datum, convert

IN_DALIAN = {"latitude": st.floats(38.7, 40.2), "longitude": st.floats(121.0, 123.6)}


@pytest.mark.parametrize("datum", list(Datum))
@given(**IN_DALIAN)
def test_there_and_back_is_within_a_centimetre(datum, latitude, longitude):
    there = convert(latitude, longitude, Datum.WGS84, datum)
    back = convert(*there, datum, Datum.WGS84)
    assert geodesic((latitude, longitude), back).meters < 0.01


def test_the_datums_lie_hundreds_of_metres_apart():
    spot = (38.9144, 121.6147)
    for datum in (Datum.GCJ02, Datum.BD09):
        assert 300 < geodesic(spot, convert(*spot, Datum.WGS84, datum)).meters < 1_500


@pytest.mark.parametrize("spot", [(float("nan"), 121.0), (120.0, 38.0)])
def test_what_is_not_on_earth_is_not_converted(spot):
    with pytest.raises(ValueError, match="Not a position on Earth"):
        convert(*spot, Datum.GCJ02, Datum.WGS84)
