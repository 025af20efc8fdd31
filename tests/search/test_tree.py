"""The order in which the tree is walked, against measuring every outlet with geopy."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from geographiclib.geodesic import Geodesic
from geopy.distance import geodesic
from hypothesis import given, settings
from hypothesis import strategies as st

from locator.models import Point
from locator.search.tree import Tree
from tests.thorough import either

# Liaoning lies within these.
LATITUDES = (38.7, 43.5)
LONGITUDES = (118.8, 125.8)
MILLIMETRE = 0.001


def walked(tree: Tree, start: Point, batch: int = 8) -> list[tuple[int, float]]:
    return [
        (int(number), float(metres))
        for found in tree.nearest_first(start, batch)
        for number, metres in zip(found.numbers, found.distances, strict=True)
    ]


def scattered() -> list[Point]:
    chance = random.Random(20261123)
    return [Point(chance.uniform(*LATITUDES), chance.uniform(*LONGITUDES)) for _ in range(10_000)]


PROVINCE = scattered()


def geodesic_m(one: Point, other: Point) -> float:
    found = Geodesic.WGS84.Inverse(
        one.latitude, one.longitude, other.latitude, other.longitude, Geodesic.DISTANCE
    )
    return float(found["s12"])


@settings(max_examples=either(2, 60))
@given(st.floats(*LATITUDES), st.floats(*LONGITUDES), st.sampled_from([2, 12, 5_000]))
def test_ten_thousand_outlets_come_in_the_order_of_their_geodesics(
    latitude: float, longitude: float, batch: int
) -> None:
    truth = [geodesic_m(Point(latitude, longitude), point) for point in PROVINCE]
    order = walked(Tree(PROVINCE), Point(latitude, longitude), batch)
    assert sorted(number for number, _ in order) == list(range(len(PROVINCE)))
    for (one, _), (other, _) in pairwise(order):
        assert truth[one] < truth[other] + MILLIMETRE


def test_the_oracle_is_the_one_that_geopy_asks() -> None:
    for point in PROVINCE[:50]:
        inverse = Geodesic.WGS84.Inverse(39, 122, point.latitude, point.longitude, Geodesic.DISTANCE)["s12"]
        assert geodesic((39, 122), (point.latitude, point.longitude)).meters == pytest.approx(
            inverse, abs=1e-6
        )


# Few distinct spots, so that many outlets share one and batches end in the middle of them.
spots = st.builds(
    Point, st.sampled_from([38.90, 38.91, 38.92, 38.93]), st.sampled_from([121.60, 121.61, 121.62])
)


@given(st.lists(spots, max_size=60), spots, st.integers(1, 12))
def test_outlets_at_one_distance_come_in_the_order_of_their_codes(
    points: list[Point], start: Point, batch: int
) -> None:
    order = walked(Tree(points), start, batch)
    assert [number for number, _ in order] == [
        number for number, _ in sorted(order, key=lambda found: (found[1], found[0]))
    ]
    assert sorted(number for number, _ in order) == list(range(len(points)))


@pytest.mark.parametrize("many", [100, 300])
def test_many_outlets_in_one_house_are_not_cut_in_an_order_of_chance(many: int) -> None:
    tree = Tree([Point(38.91, 121.6)] * many + [Point(38.92, 121.6)])
    assert [number for number, _ in walked(tree, Point(38.9, 121.6), 3)] == list(range(many + 1))


def test_a_tree_without_points_gives_none() -> None:
    assert walked(Tree([]), Point(38.9, 121.6)) == []


def test_a_large_tree_is_measured_as_a_whole_and_in_the_same_order() -> None:
    start, tree = Point(39.5, 122.2), Tree(PROVINCE)
    assert [number for number, _ in walked(tree, start, 10_000)] == [
        number for number, _ in walked(tree, start, 7)
    ]
