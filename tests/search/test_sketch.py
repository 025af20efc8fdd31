"""The sketch is true to direction and distance, stays in its frame, and no number lies over another."""

import math
from itertools import combinations, pairwise

from geographiclib.geodesic import Geodesic
from hypothesis import example, given, settings
from hypothesis import strategies as st

from locator.models import Point
from locator.search.geometry import DIRECTIONS
from locator.search.room import DOT, RADIUS
from locator.search.sketch import (
    LABEL_HALF_HEIGHT,
    LABEL_HALF_WIDTH,
    MIDDLE,
    MOST_DRAWN,
    OUTERMOST,
    SIDE,
    rings_for,
    sketch,
)
from tests.thorough import either

from .world import CENTRE, catalogue, origin, outlet, search

WAYS = st.lists(st.tuples(st.floats(0, 360), st.floats(0, 60_000)), min_size=1, max_size=30)
CROWD = [(turn * 3.0, 500 + turn) for turn in range(30)]
SAME_DOOR = [(77.0, 800.0)] * 12


def answer(ways, radius_m=0):
    """Search a city with an outlet at each bearing and distance, in metres, from the centre."""
    outlets = []
    for number, (bearing, metres) in enumerate(ways):
        there = Geodesic.WGS84.Direct(CENTRE.latitude, CENTRE.longitude, bearing, metres)
        outlets.append(outlet(f"{number:02}", latitude=there["lat2"], longitude=there["lon2"]))
    start = origin(Point(CENTRE.latitude, CENTRE.longitude), radius_m)
    return search(catalogue(*outlets), start=start, limit=len(ways))


@settings(max_examples=either(40, 1_000), deadline=None)
@given(WAYS)
@example(CROWD)
@example(SAME_DOOR)
@example([(0.0, 0.0)])
def test_everything_drawn_lies_inside_the_picture(ways):
    drawn = sketch(answer(ways))
    for spot in drawn.spots:
        for at in (spot.badge_x, spot.badge_y):
            assert RADIUS <= at <= SIDE - RADIUS
        for at in (spot.x, spot.y):
            assert DOT <= at <= SIDE - DOT
    for ring in drawn.rings:
        assert ring.radius <= OUTERMOST + 1e-9
        assert LABEL_HALF_WIDTH <= ring.label_x <= SIDE - LABEL_HALF_WIDTH
        assert LABEL_HALF_HEIGHT <= ring.label_y <= SIDE - LABEL_HALF_HEIGHT


@settings(max_examples=either(40, 1_000), deadline=None)
@given(WAYS)
def test_the_direction_in_the_picture_is_the_one_in_words(ways):
    for spot in sketch(answer(ways)).spots:
        if spot.match.direction is None or math.hypot(spot.x - MIDDLE, spot.y - MIDDLE) < 1e-6:
            continue
        eighth = math.atan2(spot.x - MIDDLE, MIDDLE - spot.y) * 4 / math.pi
        if abs(eighth - math.floor(eighth) - 0.5) > 1e-6:  # on the border between two words
            assert DIRECTIONS[round(eighth) % 8] == spot.match.direction


@settings(max_examples=either(40, 1_000), deadline=None)
@given(WAYS)
def test_the_distance_in_the_picture_is_the_straight_line_on_one_scale(ways):
    drawn = sketch(answer(ways))
    scale = drawn.rings[0].radius / drawn.rings[0].metres
    for spot in drawn.spots:
        apart = math.hypot(spot.x - MIDDLE, spot.y - MIDDLE)
        assert math.isclose(apart, spot.match.distance_m * scale, abs_tol=1e-6)
    for ring in drawn.rings:
        assert math.isclose(ring.radius, ring.metres * scale)
    far = [math.hypot(spot.x - MIDDLE, spot.y - MIDDLE) for spot in drawn.spots]
    assert all(nearer <= farther + 1e-6 for nearer, farther in pairwise(far))


@settings(max_examples=either(40, 1_000), deadline=None)
@given(WAYS)
@example(CROWD)
@example(SAME_DOOR)
def test_no_number_lies_over_another(ways):
    spots = sketch(answer(ways)).spots
    for one, other in combinations(spots, 2):
        assert math.hypot(one.badge_x - other.badge_x, one.badge_y - other.badge_y) >= 2 * RADIUS


def test_outlets_behind_one_door_get_a_line_each():
    spots = sketch(answer(SAME_DOOR)).spots
    assert len(spots) == len(SAME_DOOR)
    assert all(spot.moved for spot in spots)


def test_an_outlet_by_itself_has_its_number_where_it_lies():
    (spot,) = sketch(answer([(90.0, 800.0)])).spots
    assert not spot.moved


def test_numbers_are_those_of_the_list():
    results = answer([(10.0, 900.0), (200.0, 300.0), (120.0, 600.0)])
    assert [(spot.number, spot.match) for spot in sketch(results).spots] == [*enumerate(results.matches, 1)]


def test_a_long_list_is_drawn_as_far_as_it_can_be_read_and_the_rest_is_counted():
    drawn = sketch(answer(CROWD))
    assert len(drawn.spots) == MOST_DRAWN
    assert drawn.left_out == len(CROWD) - MOST_DRAWN


def test_an_outlet_without_a_position_is_not_drawn_but_counted():
    results = search(
        catalogue(
            outlet("01", longitude=CENTRE.longitude + 0.01), outlet("02", latitude=None, longitude=None)
        )
    )
    drawn = sketch(results)
    assert ([spot.number for spot in drawn.spots], drawn.left_out) == ([1], 1)


def test_without_any_position_there_is_no_sketch():
    assert sketch(search(catalogue(outlet("01", latitude=None, longitude=None)))) is None


@given(st.floats(0, 300_000))
def test_two_or_three_rings_in_round_metres_reach_the_farthest_outlet(metres):
    step, count = rings_for(metres)
    assert count in {2, 3}
    assert metres <= step * count
    assert str(step).rstrip("0") in {"1", "2", "5"}
    assert metres >= 0.59 * step * count or step * count == 200  # two thirds of the picture are in use


def test_how_far_off_the_origin_may_be_is_drawn_where_it_can_be_seen():
    ways = [(45.0, 1_800.0)]
    assert sketch(answer(ways, radius_m=5)).uncertainty is None
    assert sketch(answer(ways, radius_m=50_000)).uncertainty is None
    drawn = sketch(answer(ways, radius_m=1_000))
    assert math.isclose(drawn.uncertainty, drawn.rings[0].radius)
