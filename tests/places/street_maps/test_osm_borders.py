"""The city's outline in an extract: the districts' polygons, or else a box and the nearest places."""

from itertools import pairwise

import numpy as np
import pytest

from locator.models import Point
from locator.places import Gazetteer
from locator.places.borders import Borders, Box
from locator.places.lines import Line
from locator.places.street_maps.osm.rings import joined

from .extracts import Drawn, doors, places, read, square

ZHONGSHAN, XIGANG, SHAHEKOU = "210202", "210203", "210204"
IN_ZHONGSHAN, IN_XIGANG = (38.918, 121.640), (38.912, 121.613)
BETWEEN = (38.915, 121.6265)
# Two neighbours with the same border between them.
WESTERN = [(38.90, 121.60), (38.90, 121.6265), (38.93, 121.6265), (38.93, 121.60)]
EASTERN = [(38.90, 121.6265), (38.90, 121.66), (38.93, 121.66), (38.93, 121.6265)]


@pytest.fixture
def town() -> Drawn:
    return Drawn()


def park(town, at, name="劳动公园"):
    return town.node(at, {"name": name, "leisure": "park"})


def test_what_lies_outside_all_districts_is_left_out(town, tmp_path):
    town.districts()
    inside, _ = park(town, IN_ZHONGSHAN), park(town, BETWEEN, "儿童公园")
    town.door(BETWEEN, "人民路", "1")
    town.door(IN_XIGANG, "人民路", "2")
    town.road("人民路", [BETWEEN, (38.915, 121.627)])
    reading = read(town.written(tmp_path))
    assert set(places(reading)) == {f"node/{inside}"}
    assert {key: row.district for key, row in doors(reading).items()} == {("人民路", "2"): XIGANG}
    assert reading.left_out["outside the city"] == 3
    assert not [reason for reason in reading.left_out if "border" in reason]


def test_the_borders_come_back_as_they_were_drawn(town, tmp_path):
    town.districts(but={ZHONGSHAN: EASTERN})
    reading = read_with_a_place(town, tmp_path)
    assert set(reading.borders) == set(Gazetteer.shipped().districts)
    (ring,) = Line.decode(reading.borders[ZHONGSHAN]).parts
    assert {tuple(np.round(corner, 5)) for corner in ring} == set(EASTERN)


def test_polygons_decide_where_the_nearest_places_would_err(town, tmp_path):
    # All of Shahekou's middle given to Xigang: no known place would say so.
    swapped = square(38.88, 121.56, 0.06)
    town.districts(but={XIGANG: swapped, SHAHEKOU: square(38.83, 121.56, 0.04)})
    node = park(town, (38.897, 121.575))
    assert places(read(town.written(tmp_path)))[f"node/{node}"].district == XIGANG


def test_a_road_is_cut_where_it_crosses_a_border(town, tmp_path):
    town.districts(but={XIGANG: WESTERN, ZHONGSHAN: EASTERN})
    town.road("人民路", [(38.91, 121.61), (38.91, 121.62), (38.91, 121.63), (38.91, 121.64)])
    found = places(read(town.written(tmp_path)))
    assert set(found) == {"road/210202/人民路", "road/210203/人民路"}
    western = Line.decode(found["road/210203/人民路"].line).points()
    eastern = Line.decode(found["road/210202/人民路"].line).points()
    assert western[:, 1].tolist() == pytest.approx([121.61, 121.62, 121.63])
    assert eastern[:, 1].tolist() == pytest.approx([121.63, 121.64])


def test_without_polygons_a_road_belongs_where_its_middle_lies(town, tmp_path):
    town.road("人民路", [(38.912, 121.611), (38.912, 121.612), (38.918, 121.64)])
    (row,) = read(town.written(tmp_path)).places
    assert row.district == Gazetteer.shipped().district_of(Point(38.912, 121.612))


def test_without_polygons_the_nearest_places_vote(town, tmp_path):
    node = park(town, IN_ZHONGSHAN)
    reading = read(town.written(tmp_path))
    assert places(reading)[f"node/{node}"].district == Gazetteer.shipped().district_of(Point(*IN_ZHONGSHAN))
    assert reading.borders == {}
    assert len([reason for reason in reading.left_out if reason.startswith("border of")]) == 10


def test_a_box_that_is_asked_for_holds_with_polygons_and_without(town, tmp_path):
    box = Box(38.90, 121.635, 38.95, 121.70)
    east = park(town, IN_ZHONGSHAN)
    park(town, IN_XIGANG, "儿童公园")
    assert set(places(read(town.written(tmp_path), box))) == {f"node/{east}"}
    town.districts()
    reading = read(town.written(tmp_path), box)
    assert set(places(reading)) == {f"node/{east}"}
    assert len(reading.borders) == 10  # their corners count outside the box too


def broken(town, district, how):
    outline = town.relations[district]
    ways = [number for _, number, _ in outline[0]]
    if how == "a way is missing":
        del town.ways[ways[0]]
    elif how == "a node is missing":
        del town.nodes[town.ways[ways[0]][0][1]]
    elif how == "a ring does not close":
        town.ways[ways[1]][0].pop()
    elif how == "a ring has two corners":
        town.ways[ways[0]] = ([1, 2], {})
        town.ways[ways[1]] = ([2, 1], {})
    else:
        town.relations[district] = ([], outline[1])


@pytest.mark.parametrize(
    "how",
    ["a way is missing", "a node is missing", "a ring does not close", "a ring has two corners", "no ways"],
)
def test_a_border_that_is_not_whole_makes_no_polygon(town, tmp_path, how):
    drawn = town.districts(but={ZHONGSHAN: EASTERN})
    broken(town, drawn[ZHONGSHAN], how)
    node = park(town, IN_ZHONGSHAN)
    reading = read(town.written(tmp_path))
    assert ZHONGSHAN not in reading.borders
    assert len(reading.borders) == 9
    assert reading.left_out["border of 中山区 not whole in the extract"] == 1
    # Its places are found by those that are known around them.
    assert places(reading)[f"node/{node}"].district == ZHONGSHAN


def test_nobody_votes_for_a_district_whose_polygon_does_not_hold_the_point(town, tmp_path):
    drawn = town.districts()
    broken(town, drawn[ZHONGSHAN], "no ways")
    park(town, (38.90, 121.59))  # near places of Xigang and Shahekou, outside both polygons
    node = park(town, IN_XIGANG, "儿童公园")
    assert set(places(read(town.written(tmp_path)))) == {f"node/{node}"}


def test_the_zhongshan_of_another_city_is_not_ours(town, tmp_path):
    town.border("中山区", square(25.10, 121.50, 0.1))
    reading = read_with_a_place(town, tmp_path)
    assert reading.borders == {}
    town.border("中山区", EASTERN)
    assert set(read_with_a_place(town, tmp_path).borders) == {ZHONGSHAN}


def test_a_border_of_another_level_is_none_of_a_district(town, tmp_path):
    town.border("中山区", EASTERN, level="9")
    assert read_with_a_place(town, tmp_path).borders == {}


def test_the_border_of_the_city_clips_where_those_of_districts_are_missing(town, tmp_path):
    town.border("大连市", [(38.6, 121.0), (38.6, 123.2), (40.2, 123.2), (40.2, 121.0)], level="5")
    inside = park(town, IN_ZHONGSHAN)
    assert set(places(read(town.written(tmp_path)))) == {f"node/{inside}"}
    cut = Drawn()
    bite = [(39.0, 121.0), (39.0, 121.7), (38.8, 121.7), (38.8, 121.0)]
    cut.border("大连市", [(38.6, 121.0), (38.6, 123.2), (40.2, 123.2), (40.2, 121.0), *bite], level="5")
    park(cut, IN_ZHONGSHAN)
    there = park(cut, (39.10, 121.71), "金州公园")
    assert set(places(read(cut.written(tmp_path)))) == {f"node/{there}"}


def test_islands_and_lakes_belong_to_a_border(town, tmp_path):
    drawn = town.districts(but={ZHONGSHAN: EASTERN})
    members, tags = town.relations[drawn[ZHONGSHAN]]
    lake, island = town.area(square(38.915, 121.635, 0.01)), town.area(square(38.85, 121.68, 0.01))
    town.relations[drawn[ZHONGSHAN]] = ([*members, ("w", lake, "inner"), ("w", island, "outer")], tags)
    in_lake, on_island = park(town, (38.92, 121.64)), park(town, (38.855, 121.685), "老虎滩")
    found = places(read(town.written(tmp_path)))
    assert f"node/{in_lake}" not in found
    assert found[f"node/{on_island}"].district == ZHONGSHAN


def test_a_border_that_crosses_itself_still_gives_each_point_one_answer(town, tmp_path):
    town.districts(but={ZHONGSHAN: [(38.90, 121.62), (38.94, 121.66), (38.94, 121.62), (38.90, 121.66)]})
    park(town, (38.93, 121.64))
    reading = read(town.written(tmp_path))
    assert Borders(reading.borders).district_of(Point(38.935, 121.64)) == ZHONGSHAN
    assert Borders(reading.borders).district_of(Point(38.92, 121.655)) is None


@pytest.mark.parametrize(
    ("ways", "rings"),
    [
        ([[1, 2, 3, 1]], 1),
        ([[1, 2, 3], [3, 4, 1]], 1),
        ([[1, 2, 3], [1, 4, 3]], 1),
        ([[3, 4, 5], [1, 2, 3], [1, 6, 5]], 1),
        ([[1, 2, 3, 1], [7, 8, 9], [9, 10, 7]], 2),
        ([[1, 2, 3], [3, 4, 1], [1, 5, 6], [6, 7, 1]], 2),  # two that touch in a corner
        ([[1, 2, 3]], None),
        ([[1, 2, 3], [3, 4, 5]], None),
        ([[1, 2, 3, 1], [4, 5]], None),
        ([[1, 2, 1]], None),
        ([[1]], None),
        ([], None),
    ],
)
def test_ways_join_to_rings_or_to_nothing(ways, rings):
    found = joined(ways)
    assert (None if found is None else len(found)) in {rings, 1 if rings == 2 else rings}
    for ring in found or ():
        assert ring[0] == ring[-1]
    if found:
        edges = sorted(tuple(sorted(pair)) for way in ways for pair in pairwise(way))
        assert sorted(tuple(sorted(p)) for ring in found for p in pairwise(ring)) == edges


def read_with_a_place(town, folder):
    park(town, IN_ZHONGSHAN)
    return read(town.written(folder))
