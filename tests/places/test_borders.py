"""Which district a point lies in, by the polygons of the districts."""

import math
from fractions import Fraction
from time import process_time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locator.models import Point
from locator.places.borders import Borders, Box
from locator.places.lines import STEPS_A_DEGREE, encode
from tests.thorough import either

LEFT, RIGHT = "210202", "210203"


def rings(*corners_of_each):
    return encode([[Point(*corner) for corner in corners] for corners in corners_of_each])


def square(south, west, side):
    return [(south, west), (south, west + side), (south + side, west + side), (south + side, west)]


def inside_plainly(corners, latitude, longitude):
    """Count the edges east of a point, in whole numbers and fractions."""
    inside = False
    for one, other in zip(corners, corners[1:] + corners[:1], strict=True):
        (south, at), (north, north_at) = sorted([one, other])
        if south <= latitude < north:
            crossing = at + Fraction(latitude - south, north - south) * (north_at - at)
            inside ^= longitude < crossing
    return inside


GRID = st.integers(0, 12)
CORNERS = st.lists(st.tuples(GRID, GRID), min_size=3, max_size=12)


@settings(max_examples=either(40, 1_500))
@given(some=st.lists(CORNERS, min_size=1, max_size=4), others=st.lists(CORNERS, max_size=3))
def test_a_polygon_holds_the_points_that_a_plain_count_gives_it(some, others):
    as_degrees = {
        code: rings(*([(a / STEPS_A_DEGREE, b / STEPS_A_DEGREE) for a, b in ring] for ring in given_rings))
        for code, given_rings in ((LEFT, some), (RIGHT, others))
    }
    spots = [(latitude, longitude) for latitude in range(-1, 14) for longitude in range(-1, 14)]
    plainly = [
        LEFT
        if sum(inside_plainly(ring, *spot) for ring in some) % 2
        else RIGHT
        if sum(inside_plainly(ring, *spot) for ring in others) % 2
        else None
        for spot in spots
    ]
    borders = Borders(as_degrees)
    degrees = np.array(spots) / STEPS_A_DEGREE
    assert borders.districts_of(degrees) == plainly
    assert [borders.district_of(Point(*spot)) for spot in degrees.tolist()] == plainly


@given(
    border=st.lists(st.tuples(st.integers(1, 99), st.integers(40, 60)), min_size=1, max_size=8),
    latitude=st.integers(0, 99),
    longitude=st.integers(0, 99),
)
def test_two_neighbours_share_out_every_point_between_them(border, latitude, longitude):
    corners = [(a / 1000, b / 1000) for a, b in sorted(set(border))]
    western = [(0, 0), (0, 0.05), *corners, (0.1, 0.05), (0.1, 0)]
    eastern = [(0.1, 0.1), (0.1, 0.05), *reversed(corners), (0, 0.05), (0, 0.1)]
    spots = [(latitude / 1000, longitude / 1000), *corners]
    for spot in spots:
        holding = [c for c in (western, eastern) if Borders({LEFT: rings(c)}).district_of(Point(*spot))]
        assert len(holding) == 1


def test_a_lake_and_an_exclave_are_told_from_the_land_around_them():
    lake, exclave = square(39.04, 121.54, 0.02), square(39.3, 121.8, 0.02)
    borders = Borders(
        {
            LEFT: rings(square(39, 121.5, 0.1), lake, exclave),
            RIGHT: rings(square(39.29, 121.79, 0.04), exclave),
        }
    )
    assert borders.district_of(Point(39.01, 121.51)) == LEFT
    assert borders.district_of(Point(39.05, 121.55)) is None
    assert borders.district_of(Point(39.31, 121.81)) == LEFT
    assert borders.district_of(Point(39.295, 121.795)) == RIGHT


def test_a_ring_may_end_where_it_began_or_not():
    open_ring = square(39, 121, 1)
    for ring in (open_ring, [*open_ring, open_ring[0]]):
        assert Borders({LEFT: rings(ring)}).district_of(Point(39.5, 121.5)) == LEFT


def test_without_borders_a_point_lies_in_no_district():
    assert not Borders({})
    assert Borders({}).district_of(Point(39, 121)) is None
    assert Borders({}).districts_of(np.array([[39.0, 121.0]])) == [None]
    assert Borders({LEFT: rings(square(39, 121, 1))}).districts_of(np.empty((0, 2))) == []


def test_rings_that_are_no_lines_are_refused():
    with pytest.raises(ValueError, match="whole numbers"):
        Borders({LEFT: "[[1,2,3]]"})


def test_200_000_points_are_placed_within_seconds():
    turns = np.linspace(0, 2 * math.pi, 5_000, endpoint=False)
    ragged = [(0.3 * math.sin(t) * (1 + 0.05 * math.sin(90 * t)), 0.2 * math.cos(t)) for t in turns]
    borders = Borders(
        {
            f"21020{number}": rings([(39 + north, 121 + 0.5 * number + east) for north, east in ragged])
            for number in range(10)
        }
    )
    degrees = np.random.default_rng(1).uniform((38.6, 120.7), (39.4, 125.8), (200_000, 2))
    began = process_time()
    found = borders.districts_of(degrees)
    assert process_time() - began < 10
    assert 0.2 < sum(district is not None for district in found) / len(found) < 0.9
    assert found[:500] == [borders.district_of(Point(*spot)) for spot in degrees[:500].tolist()]


def test_a_box_holds_its_southern_and_western_edge_alone():
    box = Box(38, 121, 40, 123)
    assert box.holds(Point(38, 121))
    assert box.holds(Point(39.9, 122.9))
    assert not box.holds(Point(40, 122))
    assert not box.holds(Point(39, 123))


def test_a_box_reaches_round_its_circles():
    box = Box.around([(Point(39, 121), 11_119.5), (Point(39.5, 122), 5_000)])
    assert box.south == pytest.approx(38.9)
    assert box.west == pytest.approx(120.871, abs=0.001)
    assert box.north == pytest.approx(39.545, abs=0.001)
    assert box.east == pytest.approx(122.058, abs=0.001)


@pytest.mark.parametrize(
    "swapped", [(121, 38, 123, 40), (40, 121, 38, 123), (38, 123, 40, 121), (math.nan, 121, 40, 123)]
)
def test_a_box_that_is_swapped_or_no_box_is_refused(swapped):
    with pytest.raises(ValueError, match="south, west, north, east"):
        Box(*swapped)
