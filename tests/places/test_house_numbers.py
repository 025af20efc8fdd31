"""House numbers: at their doors, between known doors, beyond them, and on roads that were renumbered."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locator.models import Point
from locator.places import Origin, Precision, WhichPlace, resolve
from locator.places.doors import Door
from locator.places.entry import METRES_PER_DEGREE, metres_between
from locator.places.house_numbers import LONGEST_GAP_M, OFF_THE_LINE_M, estimate
from locator.places.lines import Line
from tests.thorough import either

from .streets import door, place, road, spot, town_of

PROMISED = 0.95
LINED = road("百草路", (0, 0), (1_000, 0), (1_000, 1_000))
DOORS = [
    door("百草路", "1", (10, 15)),
    door("百草路", "41", (410, 15)),
    door("百草路", "2", (20, -15)),
    door("百草路", "22", (220, -15)),
    door("百草路", "22-3", (225, -18)),
    door("百草路", "甲30", (300, -15)),
    door("百草路", "82", (990, 500), interpolated=True),
]


@pytest.fixture(scope="module")
def town():
    elsewhere = road("百草路", (40_000, 0), radius_m=1_500, district="210281")
    numbered_anew = road("乱号路", (0, -5_000), radius_m=6_000)
    doors = [door("乱号路", "12", (-2_500, -5_000)), door("乱号路", "14", (2_500, -5_000))]
    star = place("星海楼", (15, 40))
    return town_of(LINED, elsewhere, numbered_anew, star, doors=[*DOORS, *doors])


def at(text, town) -> Origin:
    answer = resolve(text, town)
    assert isinstance(answer, Origin), answer
    return answer


@pytest.mark.parametrize("text", ["百草路22号", "百草路 22", "百草路22號", "沙河口区百草路２２号3单元501"])
def test_a_known_door_is_that_door(town, text):
    answer = at(f"沙河口区{text}" if "区" not in text else text, town)
    assert (answer.label, answer.precision, answer.radius_m) == ("百草路22号", Precision.DOOR, 30)
    assert metres_between(answer.point, spot(220, -15)) < 2


@pytest.mark.parametrize(
    ("text", "label"),
    [("百草路22-3号", "百草路22-3号"), ("百草路甲30号", "百草路甲30号"), ("百草路30号", "百草路甲30号")],
)
def test_a_number_with_a_letter_or_a_part_is_its_own_door_or_stands_by_one(town, text, label):
    answer = at(f"沙河口区{text}", town)
    assert (answer.label, answer.precision) == (label, Precision.DOOR)


def test_an_entrance_that_is_not_known_stands_by_its_number(town):
    known, unknown = at("沙河口区百草路22号", town), at("沙河口区百草路22-9号", town)
    assert unknown.point == known.point
    assert unknown.radius_m > known.radius_m
    assert "22-9" not in unknown.label


def test_an_interpolated_door_of_the_map_is_less_exact(town):
    assert at("沙河口区百草路82号", town).radius_m == 100


@pytest.mark.parametrize(("number", "east", "north"), [(21, 210, 0), (31, 310, 0), (12, 120, 0)])
def test_a_number_between_two_doors_of_its_side_is_placed_in_proportion(town, number, east, north):
    answer = at(f"沙河口区百草路{number}号", town)
    assert metres_between(answer.point, spot(east, north)) < 20
    assert [remark.code for remark in answer.remarks] == ["number-placed"]
    assert answer.radius_m < LINED.radius_m


def test_a_number_around_the_corner_is_placed_along_the_line(town):
    answer = at("沙河口区百草路72号", town)
    assert Line.decode(LINED.line).nearest(answer.point).away_m < 3


def test_neighbours_that_are_near_make_a_door_of_it_and_far_ones_a_stretch_of_road(town):
    assert at("沙河口区百草路12号", town).precision is Precision.DOOR
    assert at("沙河口区百草路21号", town).precision is Precision.ROAD


def test_beyond_the_last_door_the_radius_grows_with_the_number(town):
    radii = [at(f"沙河口区百草路{number}号", town).radius_m for number in (84, 86, 90)]
    assert radii == sorted(set(radii))
    answer = at("沙河口区百草路84号", town)
    assert [remark.code for remark in answer.remarks] == ["number-beyond"]
    assert answer.point == spot(990, 500)


def test_far_beyond_the_last_door_the_whole_road_is_meant(town):
    answer = at("沙河口区百草路999号", town)
    assert (answer.point, answer.radius_m) == (LINED.point, LINED.radius_m)
    assert [remark.code for remark in answer.remarks] == ["number-dropped"]


def test_numbers_that_jump_across_the_town_give_the_road_and_no_spot_between(town):
    answer = at("乱号路13号", town)
    assert (answer.radius_m, [remark.code for remark in answer.remarks]) == (6_000, ["number-dropped"])


def test_the_other_side_of_the_road_is_asked_only_where_it_agrees():
    wide = road("两面路", (0, 0), radius_m=5_000)
    agreeing = [door("两面路", "1", (0, 0)), door("两面路", "4", (40, 0)), door("两面路", "3", (30, 0))]
    assert estimate(2, wide, agreeing) is not None
    apart = [
        door("两面路", "465", (-2_000, 0)),
        door("两面路", "467", (-1_990, 0)),
        door("两面路", "464", (900, 0)),
    ]
    assert estimate(466, wide, apart) is None


def test_doors_of_a_namesake_far_away_do_not_count(town):
    answer = at("瓦房店市百草路21号", town)
    assert answer.district == "210281"
    assert [remark.code for remark in answer.remarks] == ["number-dropped"]


def test_one_number_in_two_districts_is_asked_about():
    doors = [door("双生路", "8", (0, 0)), door("双生路", "8", (30_000, 0), district="210281")]
    town = town_of(road("双生路", (0, 0), radius_m=900), doors=doors)
    answer = resolve("双生路8号", town)
    assert isinstance(answer, WhichPlace)
    assert {origin.district for origin in answer.candidates} == {"210204", "210281"}
    assert at("瓦房店市双生路8号", town).district == "210281"


@pytest.fixture(scope="module")
def across_a_border():
    doors = [
        door("界河路", str(number), (10 * number, 10), district=district)
        for district, numbers in (("210204", (1, 41)), ("210203", (201, 241)))
        for number in numbers
    ]
    return town_of(road("界河路", (0, 0), (3_000, 0)), doors=doors)


def test_a_door_in_another_district_than_the_named_one_says_so(across_a_border):
    there = at("西岗区界河路201号", across_a_border)
    assert (there.label, there.remarks) == ("界河路201号", ())
    elsewhere = at("西岗区界河路41号", across_a_border)
    assert (elsewhere.label, elsewhere.district) == ("界河路41号", "210204")
    assert [remark.code for remark in elsewhere.remarks] == ["district-differs"]


def test_a_door_in_another_district_than_the_chosen_one_says_so(across_a_border):
    answer = resolve("界河路201号", across_a_border, "210204")
    assert isinstance(answer, Origin)
    assert dict(answer.remarks[0].params) == {"named": "沙河口区", "actual": "西岗区"}


def test_a_number_placed_between_doors_lies_in_their_district_and_not_in_that_of_the_road(across_a_border):
    named = at("西岗区界河路221号", across_a_border)
    assert (named.district, [remark.code for remark in named.remarks]) == ("210203", ["number-placed"])
    assert at("界河路221号", across_a_border).district == "210203"
    wrong = at("沙河口区界河路221号", across_a_border)
    assert wrong.district == "210203"
    assert [remark.code for remark in wrong.remarks] == ["district-differs", "number-placed"]


def test_a_door_of_a_road_that_no_table_holds_is_found(town):
    lonely = town_of(doors=[door("无名新路", "7", (50, 50))])
    assert at("无名新路7号", lonely).label == "无名新路7号"


@pytest.mark.parametrize("text", ["百草路3号楼", "百草路2单元", "百草路5楼"])
def test_buildings_units_and_floors_are_no_house_numbers(town, text):
    answer = at(f"沙河口区{text}", town)
    assert answer.point == LINED.point
    assert not any(character.isdigit() for character in answer.label)


def test_rooms_and_units_never_become_part_of_a_label(town):
    for text in ("百草路22号3单元501", "百草路22-3-501", "百草路21号12栋", "百草路23-3-501号"):
        assert "501" not in (answer := at(f"沙河口区{text}", town)).label
        assert "501" not in answer.label_en


numbers = st.integers(1, 400)
somewhere = st.tuples(st.integers(-1_200, 1_200), st.integers(-1_200, 1_200))
shapes = st.lists(somewhere, min_size=2, max_size=6, unique=True)


@given(shapes, st.lists(st.tuples(numbers, somewhere), min_size=1, max_size=12), numbers, st.booleans())
def test_any_number_stands_on_its_road(corners, known, number, lined):
    street = road("任意路", *corners) if lined else road("任意路", (0, 0), radius_m=2_000)
    doors = sorted((door("任意路", str(n), corner) for n, corner in known), key=lambda d: (d.number, d.text))
    found = estimate(number, street, doors)
    if found is None:
        return
    assert metres_between(found.point, street.point) <= street.radius_m + OFF_THE_LINE_M + 5
    assert 30 <= found.radius_m < street.radius_m


@given(st.lists(numbers, min_size=2, max_size=8, unique=True), st.data())
def test_numbers_between_two_neighbours_keep_their_order(known, data):
    side = sorted(2 * number for number in known)
    doors = [door("顺序路", str(number), (10 * number, 12)) for number in side]
    street = road("顺序路", (0, 0), (8_000, 0))
    low, high = sorted(data.draw(st.tuples(*[st.integers(side[0] // 2, side[-1] // 2)] * 2)))
    first, second = (estimate(2 * number, street, doors) for number in (low, high))
    if first and second:
        assert first.point.longitude <= second.point.longitude + 1e-7


def a_street(chance: random.Random):
    """Return a street's line and its doors: lots of uneven width, wider at one end, with numbers left out
    and sides out of step."""
    corners, heading = [(0.0, 0.0)], 0
    for _ in range(chance.randint(2, 5)):
        step, heading = chance.uniform(150, 600), heading or chance.choice((-1, 1))
        east, north = corners[-1]
        corners.append((east + step, north + heading * chance.uniform(-0.5, 1) * step))
    street = road("试验路", *corners)
    line = Line.decode(street.line)
    doors = []
    for first in (1, 2):
        number, measure = first, chance.uniform(0, 40)
        turn, wide = chance.uniform(0, line.length_m), chance.choice((1, 1, 2, 3))
        while measure < line.length_m:
            on_it = line.at(measure)
            off = chance.uniform(5, 25) * (1 if first == 1 else -1) / METRES_PER_DEGREE
            point = Point(on_it.latitude + off, on_it.longitude)
            doors.append(Door("试验路", "210204", number, str(number), point, source="map:test"))
            number += 2 * (1 + (chance.random() < 0.25) * chance.randint(1, 5))
            width = wide if turn <= measure else 1
            measure += width * (chance.expovariate(1 / 22) + 6)
    return street, sorted(doors, key=lambda each: (each.number, each.text))


@pytest.mark.long
@pytest.mark.parametrize("lined", [True, False])
@pytest.mark.parametrize("share", [0.1, 0.3, 0.6])
def test_doors_held_out_of_made_up_streets_lie_within_the_radius(lined, share):
    chance = random.Random(11)
    held = placed = 0
    for _ in range(either(20, 60)):
        street, doors = a_street(chance)
        street = street if lined else road("试验路", (0, 0), radius_m=3_000)
        known = [each for each in doors if chance.random() < share]
        for each in (d for d in doors if d not in known):
            if found := estimate(each.number, street, known):
                placed += 1
                held += metres_between(found.point, each.point) <= found.radius_m
    assert placed > 500
    assert held >= PROMISED * placed, (held, placed)


def test_the_longest_gap_is_shorter_than_a_town():
    assert LONGEST_GAP_M < 5_000


def test_of_a_name_that_very_many_roads_go_by_none_can_only_be_meant():
    far = [road("处处路", (40_000 + 2_000 * n, 0), radius_m=300, district="210281") for n in range(21)]
    near = road("处处路", (0, 0), radius_m=900, district="210203")
    few, many = town_of(near, *far[:3]), town_of(near, *far)
    assert at("沙河口区处处路8号", few).point == near.point
    answer = at("沙河口区处处路8号", many)
    assert (answer.precision, answer.district) == (Precision.DISTRICT, "210204")
