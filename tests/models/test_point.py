"""A point is a position on Earth, or it is not made."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locator.models import Point


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_a_position_on_earth_is_kept_as_it_is(latitude, longitude):
    point = Point(latitude, longitude)
    assert (point.latitude, point.longitude) == (latitude, longitude)


@given(st.floats().filter(lambda x: not -90 <= x <= 90))
def test_no_other_latitude_makes_a_point(latitude):
    with pytest.raises(ValueError, match="Not a position"):
        Point(latitude, 121.6)


@given(st.floats().filter(lambda x: not -180 <= x <= 180))
def test_no_other_longitude_makes_a_point(longitude):
    with pytest.raises(ValueError, match="Not a position"):
        Point(38.9, longitude)


@pytest.mark.parametrize("nowhere", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_is_no_position(nowhere):
    with pytest.raises(ValueError, match="Not a position"):
        Point(nowhere, nowhere)


def test_latitude_and_longitude_of_dalian_cannot_be_swapped():
    with pytest.raises(ValueError, match="Not a position"):
        Point(121.6, 38.9)


def test_a_point_does_not_move():
    with pytest.raises(AttributeError):
        Point(38.9, 121.6).latitude = 0  # type: ignore[misc]
