"""Named roads of an extract: joined from their ways, cut at borders, called by all their names."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locator.places.lines import Line
from tests.thorough import either

from .extracts import Drawn, places, read, square

CORNER = st.tuples(st.integers(0, 300), st.integers(0, 300))
WEST, MIDDLE, EAST = (38.91, 121.57), (38.91, 121.58), (38.91, 121.59)


@pytest.fixture
def town() -> Drawn:
    return Drawn()


def test_a_road_comes_back_with_its_line(town, tmp_path):
    town.road("西安路", [WEST, MIDDLE, EAST])
    reading = read(town.written(tmp_path))
    road = places(reading)["road/210204/西安路"]
    assert (road.name, road.kind, road.sort, road.district) == ("西安路", "road", "road", "210204")
    assert np.allclose(Line.decode(road.line).points(), [WEST, MIDDLE, EAST], atol=1e-5)
    assert (road.latitude, road.longitude) == MIDDLE
    assert road.radius_m == pytest.approx(865 + 50, abs=3)


def test_the_pieces_of_one_name_are_one_road(town, tmp_path):
    town.road("西安路", [MIDDLE, EAST])
    town.road("西安路", [WEST, MIDDLE])
    (road,) = read(town.written(tmp_path)).places
    assert len(Line.decode(road.line).parts) == 2


def test_two_stretches_far_apart_are_two_roads_in_a_fixed_order(town, tmp_path):
    town.road("幸福路", [(39.10, 121.70), (39.10, 121.701)])
    town.road("幸福路", [(39.10, 121.73), (39.10, 121.731)])
    town.road("幸福路", [(39.10, 121.702), (39.10, 121.703)])
    found = places(read(town.written(tmp_path)))
    assert {ref: round(row.longitude, 2) for ref, row in found.items()} == {
        "road/210213/幸福路": 121.70,
        "road/210213/幸福路/2": 121.73,
    }


def test_pieces_a_long_way_between_their_corners_still_touch(town, tmp_path):
    town.road("滨海路", [(39.10, 121.70), (39.10, 121.80)])
    town.road("滨海路", [(39.101, 121.75), (39.11, 121.75)])
    assert len(read(town.written(tmp_path)).places) == 1


def test_a_road_has_all_its_names(town, tmp_path):
    tags = {
        "name:en": "Xi'an Road", "name:zh_pinyin": "Xī'ān Lù", "alt_name": "大西安路;西安大街",
        "old_name": "奉天路", "loc_name": "老西安路", "short_name": "西安", "official_name": "西安路",
    }  # fmt: skip
    town.road("西安路", [WEST, EAST], tags)
    (road,) = read(town.written(tmp_path)).places
    assert road.name_en == "Xi'an Road"
    assert road.pinyin == "xian lu"
    assert set(road.aliases) == {"大西安路", "西安大街", "奉天路", "老西安路", "西安"}


def test_a_chinese_name_comes_before_a_foreign_one(town, tmp_path):
    town.road("Xi'an Road", [WEST, EAST], {"name:zh": "西安路"})
    (road,) = read(town.written(tmp_path)).places
    assert (road.name, road.aliases) == ("西安路", ("Xi'an Road",))


@pytest.mark.parametrize(
    "tags",
    [
        {"highway": "construction"},
        {"highway": "proposed"},
        {"highway": "abandoned"},
        {"highway": "residential", "disused": "yes"},
        {"highway": "bus_stop"},
        {"disused:highway": "residential"},
        {"railway": "rail"},
        {"waterway": "river"},
    ],
)
def test_what_is_no_road_today_is_none(town, tmp_path, tags):
    town.way([WEST, EAST], {"name": "西安路", **tags})
    town.road("黄河路", [WEST, EAST])
    assert [row.name for row in read(town.written(tmp_path)).places] == ["黄河路"]


def test_a_name_that_was_is_no_place(town, tmp_path):
    town.way([WEST, EAST], {"highway": "residential", "was:name": "奉天路"})
    town.road("黄河路", [WEST, EAST])
    assert [row.name for row in read(town.written(tmp_path)).places] == ["黄河路"]


def test_a_retired_name_leads_to_the_road_that_has_it_no_more(town, tmp_path):
    town.road("人民路", [WEST, EAST], {"old_name": "斯大林路"})
    (road,) = read(town.written(tmp_path)).places
    assert (road.name, road.aliases) == ("人民路", ("斯大林路",))


def test_a_road_whose_nodes_are_partly_missing_keeps_what_is_there(town, tmp_path):
    way = town.road("西安路", [WEST, MIDDLE, (38.91, 121.585), EAST, (38.91, 121.595)])
    del town.nodes[town.ways[way][0][2]]
    (road,) = read(town.written(tmp_path)).places
    assert [len(part) for part in Line.decode(road.line).parts] == [2, 2]


def test_a_road_without_any_node_is_counted(town, tmp_path):
    town.ways[7] = ([901, 902], {"highway": "residential", "name": "西安路"})
    town.road("黄河路", [WEST, EAST])
    reading = read(town.written(tmp_path))
    assert [row.name for row in reading.places] == ["黄河路"]
    assert reading.left_out["outside the box"] == 1


@given(
    ways=st.lists(
        st.tuples(
            st.sampled_from(["西安路", "黄河路", "长江路"]),
            st.lists(
                st.tuples(st.integers(0, 300), st.integers(0, 300)), min_size=2, max_size=5, unique=True
            ),
        ),
        min_size=1,
        max_size=8,
    )
)
@settings(max_examples=either(30, 1_000), deadline=None)
def test_every_corner_that_was_written_comes_back_within_the_radius(tmp_path_factory, ways):
    town = Drawn()
    for name, corners in ways:
        town.road(name, [(39.1 + a / 1000, 121.7 + b / 1000) for a, b in corners])
    reading = read(town.written(tmp_path_factory.mktemp("roads")))
    back = {
        (row.name, *(round(float(step), 3) for step in corner))
        for row in reading.places
        for corner in Line.decode(row.line).points()
    }
    assert back == {
        (name, round(39.1 + a / 1000, 3), round(121.7 + b / 1000, 3)) for name, cs in ways for a, b in cs
    }


def test_a_pedestrian_square_is_a_place_and_no_road(town, tmp_path):
    town.area(square(38.915, 121.64, 0.002), {"highway": "pedestrian", "area": "yes", "name": "友好广场"})
    (row,) = read(town.written(tmp_path)).places
    assert (row.kind, row.sort, row.line) == ("landmark", "square", "")
