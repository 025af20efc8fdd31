"""Distances against geopy's geodesic, and directions."""

from __future__ import annotations

import math

import numpy as np
import pytest
from geographiclib.geodesic import Geodesic
from geopy.distance import geodesic
from hypothesis import example, given
from hypothesis import strategies as st

from locator.models import Point
from locator.search.geometry import (
    Compass,
    at_least,
    earth_centred,
    earth_centred_point,
    few_over_the_ground,
    over_the_ground,
)


def direction(start: Point, end: Point) -> str | None:
    return Compass(start).direction(*earth_centred_point(end))


latitudes = st.floats(-90, 90)
longitudes = st.floats(-180, 180)
bearings = st.floats(0, 360)


def chord_and_ground(one: Point, other: Point) -> tuple[float, float]:
    start = earth_centred_point(one)
    end = earth_centred(np.array([other.latitude]), np.array([other.longitude]))
    chord = math.dist(start, end[0])
    return chord, float(over_the_ground(start, end, np.array([chord]))[0])


def going(start: Point, bearing: float, metres: float) -> Point:
    there = Geodesic.WGS84.Direct(start.latitude, start.longitude, bearing, metres)
    return Point(there["lat2"], max(-180.0, min(180.0, there["lon2"])))


@given(latitudes, longitudes, bearings, st.floats(0, 300_000))
@example(90.0, 0.0, 180.0, 300_000.0)
@example(0.0, 180.0, 0.0, 300_000.0)
@example(0.0, 179.99, 90.0, 300_000.0)
@example(39.0, 121.6, 0.0, 0.0)
def test_a_distance_up_to_300_km_anywhere_on_earth_is_geopys_within_a_millimetre(
    latitude: float, longitude: float, bearing: float, metres: float
) -> None:
    one = Point(latitude, longitude)
    other = going(one, bearing, metres)
    truth = geodesic((one.latitude, one.longitude), (other.latitude, other.longitude)).meters
    assert chord_and_ground(one, other)[1] == pytest.approx(truth, abs=0.001)


@given(latitudes, longitudes, bearings, st.floats(0, 1_000_000))
def test_a_distance_up_to_1000_km_is_geopys_within_five_centimetres(
    latitude: float, longitude: float, bearing: float, metres: float
) -> None:
    one = Point(latitude, longitude)
    other = going(one, bearing, metres)
    assert chord_and_ground(one, other)[1] == pytest.approx(metres, abs=0.05)


@given(latitudes, longitudes, bearings, st.floats(0, 1_000_000))
@example(90.0, 0.0, 180.0, 0.0)
@example(-90.0, 180.0, 0.0, 1e-6)
def test_measured_one_by_one_a_distance_is_the_same(
    latitude: float, longitude: float, bearing: float, metres: float
) -> None:
    one = Point(latitude, longitude)
    start, end = earth_centred_point(one), earth_centred_point(going(one, bearing, metres))
    chord = math.dist(start, end)
    many = over_the_ground(start, np.array([end]), np.array([chord]))
    assert few_over_the_ground(start, [end], [chord]) == pytest.approx(many.tolist(), rel=1e-12, abs=1e-9)


@given(latitudes, longitudes, bearings, st.floats(1e-6, 1_000_000))
def test_no_way_is_shorter_than_the_bound_that_ends_a_batch(
    latitude: float, longitude: float, bearing: float, metres: float
) -> None:
    one = Point(latitude, longitude)
    chord, ground = chord_and_ground(one, going(one, bearing, metres))
    assert ground >= at_least(chord)


@pytest.mark.parametrize(
    ("bearing", "expected"),
    [
        (0, "N"),
        (45, "NE"),
        (90, "E"),
        (135, "SE"),
        (180, "S"),
        (225, "SW"),
        (270, "W"),
        (315, "NW"),
        (359, "N"),
    ],
)
@pytest.mark.parametrize("metres", [5, 900, 40_000, 250_000])
def test_the_direction_is_the_one_in_which_the_way_sets_out(bearing: int, expected: str, metres: int) -> None:
    start = Point(38.9, 121.6)
    assert direction(start, going(start, bearing, metres)) == expected


def test_an_outlet_at_the_very_place_lies_in_no_direction() -> None:
    assert direction(Point(38.9, 121.6), Point(38.9, 121.6)) is None


def test_directions_change_half_way_between_two_of_the_eight() -> None:
    start = Point(38.9, 121.6)
    assert direction(start, going(start, 22.4, 1000)) == "N"
    assert direction(start, going(start, 22.6, 1000)) == "NE"
