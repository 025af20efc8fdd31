"""A move says how far and which way, and what is known around the new point."""

import pytest

from locator.models import Point
from locator.places import Gazetteer
from locator.search.moving import MOST_NEIGHBOURS, NEIGHBOURHOOD_M, metres_to_district, move

XIAN_LU = Point(38.9146, 121.5910)


@pytest.mark.parametrize(
    ("north", "east", "direction"),
    [
        (0.001, 0, "N"),
        (-0.001, 0, "S"),
        (0, 0.001, "E"),
        (0, -0.001, "W"),
        (0.001, 0.0013, "NE"),
        (0, 0, None),
    ],
)
def test_a_move_has_a_direction(north, east, direction):
    new = Point(XIAN_LU.latitude + north, XIAN_LU.longitude + east)
    assert move(XIAN_LU, new, Gazetteer.shipped()).direction == direction


def test_a_move_is_measured_in_metres():
    found = move(XIAN_LU, Point(38.9156, 121.5910), Gazetteer.shipped())
    assert found.metres == pytest.approx(111.2, abs=0.5)


def test_a_first_position_moves_from_nowhere():
    found = move(None, XIAN_LU, Gazetteer.shipped())
    assert (found.metres, found.direction, found.district) == (None, None, "210204")


def test_a_point_in_another_city_lies_in_no_district():
    found = move(XIAN_LU, Point(39.9165, 116.3971), Gazetteer.shipped())
    assert found.district is None
    assert found.neighbours == ()


def test_the_neighbours_are_the_nearest_first_and_not_too_many():
    near = move(None, XIAN_LU, Gazetteer.shipped()).neighbours
    metres = [neighbour.metres for neighbour in near]
    assert metres == sorted(metres)
    assert len(near) <= MOST_NEIGHBOURS
    assert metres[-1] <= NEIGHBOURHOOD_M


def test_how_far_a_district_is():
    gazetteer = Gazetteer.shipped()
    assert metres_to_district(XIAN_LU, "210204", gazetteer) < 500
    assert metres_to_district(XIAN_LU, "210212", gazetteer) > 5_000
    assert metres_to_district(XIAN_LU, "210299", gazetteer) is None
