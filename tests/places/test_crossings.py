"""Crossings: where lines meet, what circles share, and roads that cannot meet."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locator.places import Origin, Precision, WhichPlace, resolve
from locator.places.entry import METRES_PER_DEGREE, metres_between
from locator.places.meeting import Circle, lens, meetings

from .streets import road, spot, town_of

ALONG = road("东西长街", (-2_000, 0), (2_000, 0))
ACROSS = road("南北长街", (300, -1_500), (300, 1_500))
TWICE = road("弯月街", (-1_500, -800), (-1_500, 800), (1_500, 800), (1_500, -800))
ROUND = road("圆点路", (100, 200), radius_m=600)
ROUND_TOO = road("近点路", (700, 200), radius_m=500)
FAR = road("远方路", (0, 9_000), radius_m=800)
MAIN = road("双行大道", parts=[[spot(-900, y), spot(900, y)] for y in (500, 530)])
ANGLE = "与南北长街"


@pytest.fixture(scope="module")
def town():
    return town_of(ALONG, ACROSS, TWICE, ROUND, ROUND_TOO, FAR, MAIN)


def at(text, town) -> Origin:
    answer = resolve(text, town)
    assert isinstance(answer, Origin), answer
    return answer


@pytest.mark.parametrize(
    "text",
    [
        "东西长街与南北长街交叉口",
        "东西长街和南北长街",
        "东西长街、南北长街路口",
        "东西长街南北长街交汇处",
        "东西长街与南北长街交口",
        "东西长街跟南北长街的十字路口",
        "东西长街南北长街拐角",
        "东西长街×南北长街路口",
        "沙河口区东西长街与南北长街交叉口",
        "辽宁省大连市沙河口区东西长街及南北长街交界处",
        "东西长街南北长街",
        "东西长街（南北长街路口）",
    ],
)
def test_lines_cross_within_sixty_metres_however_it_is_written(town, text):
    answer = at(text, town)
    assert (answer.radius_m, answer.precision, answer.label) == (
        60,
        Precision.LANDMARK,
        "东西长街与南北长街交叉口",
    )
    assert metres_between(answer.point, spot(300, 0)) < 3
    assert answer.remarks == ()


@pytest.mark.parametrize(
    "text",
    [
        "corner of Dongxichang Street and Nanbeichang Street",
        "Dongxichang Street and Nanbeichang Street",
        "dongxichang jie yu nanbeichang jie",
        "intersection of Dongxichang Street & Nanbeichang Street",
    ],
)
def test_a_crossing_is_understood_in_english_and_pinyin(town, text):
    assert metres_between(at(text, town).point, spot(300, 0)) < 3


def test_words_behind_a_crossing_widen_it(town):
    assert at("东西长街与南北长街交叉口东南角", town).radius_m == 160
    assert at("东西长街与南北长街路口往东200米", town).radius_m == 60 + 240


def test_a_road_that_is_met_twice_gives_a_question(town):
    answer = resolve("东西长街与弯月街交叉口", town)
    assert isinstance(answer, WhichPlace)
    assert len(answer.candidates) == 2


def test_two_carriageways_are_one_crossing_a_little_wider(town):
    answer = at("双行大道与南北长街路口", town)
    assert 60 <= answer.radius_m <= 120
    assert metres_between(answer.point, spot(300, 515)) < 10


def test_points_and_radii_give_the_middle_of_what_they_share(town):
    answer = at("圆点路与近点路交叉口", town)
    assert answer.precision is Precision.ROAD
    assert answer.radius_m <= 500
    assert 100 < metres_between(answer.point, ROUND.point) < 600


def test_a_line_through_a_circle_gives_the_stretch_inside(town):
    answer = at("东西长街与圆点路路口", town)
    assert metres_between(answer.point, spot(100, 0)) < 30
    assert 500 < answer.radius_m <= 640


@pytest.mark.parametrize("text", ["东西长街与远方路交叉口", "远方路和圆点路路口"])
def test_roads_that_cannot_meet_give_one_of_them_and_say_so(town, text):
    answer = at(text, town)
    assert [remark.code for remark in answer.remarks] == ["no-crossing"]
    assert answer.label in text


@pytest.mark.parametrize("text", ["东西长街与没听过路交叉口", "没听过路与东西长街交叉口"])
def test_of_a_known_and_an_unknown_road_the_known_one_is_taken(town, text):
    answer = at(text, town)
    assert (answer.label, [remark.code for remark in answer.remarks]) == ("东西长街", ["detail-dropped"])


def test_a_road_of_the_named_district_is_meant():
    other = replace(ACROSS, district="210281", point=spot(40_000, 0), line="", radius_m=900)
    crossed = replace(ALONG, district="210281", point=spot(40_200, 0), line="", radius_m=900)
    town = town_of(ALONG, ACROSS, other, crossed)
    assert isinstance(resolve(f"东西长街{ANGLE}", town), WhichPlace)
    assert at(f"瓦房店市东西长街{ANGLE}交叉口", town).district == "210281"
    assert at(f"沙河口区东西长街{ANGLE}交叉口", town).district == "210204"


metres = st.integers(-1_500, 1_500)
corner = st.tuples(metres, metres)
roads = st.one_of(
    st.lists(corner, min_size=2, max_size=5, unique=True).map(lambda corners: road("甲路", *corners)),
    st.builds(lambda at, radius: road("甲路", at, radius_m=radius), corner, st.integers(60, 2_500)),
)


@given(roads, roads)
def test_two_roads_meet_in_the_same_circles_whichever_is_named_first(one, other):
    other = replace(other, name="乙路")
    assert meetings(one, other) == meetings(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("东西长街", "南北长街"),
        ("圆点路", "近点路"),
        ("东西长街", "圆点路"),
        ("远方路", "圆点路"),
        ("弯月街", "双行大道"),
    ],
)
def test_it_makes_no_difference_which_road_is_named_first(town, one, other):
    first, second = resolve(f"{one}与{other}交叉口", town), resolve(f"{other}与{one}交叉口", town)
    spots = [
        {(each.point, each.radius_m, each.remarks) for each in getattr(answer, "candidates", (answer,))}
        for answer in (first, second)
    ]
    assert spots[0] == spots[1]


@given(corner, corner, st.integers(60, 3_000), st.integers(60, 3_000))
def test_the_lens_is_covered_by_a_circle_no_larger_than_the_smaller_road(one, other, radius, other_radius):
    circles = Circle(spot(*one), radius), Circle(spot(*other), other_radius)
    found = lens(*circles)
    apart = metres_between(circles[0].point, circles[1].point)
    if found is None:
        assert apart > radius + other_radius
        return
    assert found.radius_m <= min(radius, other_radius)
    for east in range(-3_000, 3_001, 300):
        for north in range(-3_000, 3_001, 300):
            at = spot(east, north)
            if all(metres_between(at, circle.point) < circle.radius_m for circle in circles):
                assert metres_between(at, found.point) <= found.radius_m * 1.01 + 2


def test_a_degree_is_as_long_as_the_earth_says():
    assert 111_000 < METRES_PER_DEGREE < 111_400
