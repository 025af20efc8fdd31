"""Single objects of an extract that are broken, cut off at its edge or full of nonsense."""

import pytest

from .extracts import Drawn, doors, places, read, square

HERE = (38.915, 121.580)


def test_a_node_at_zero_lies_outside_and_cuts_its_way(tmp_path):
    town = Drawn()
    town.node((0, 0), {"name": "劳动公园", "leisure": "park"})
    town.road("西安路", [HERE, (38.916, 121.580), (0, 0), (38.918, 121.580), (38.919, 121.580)])
    (row,) = read(town.written(tmp_path)).places
    assert row.radius_m < 600


def test_a_relation_whose_ways_are_missing_is_counted(tmp_path):
    town = Drawn()
    town.road("西安路", [HERE, (38.916, 121.580)])
    town.relation([("w", 999, "outer")], {"type": "multipolygon", "leisure": "park", "name": "劳动公园"})
    reading = read(town.written(tmp_path))
    assert [row.name for row in reading.places] == ["西安路"]
    assert reading.left_out["area outside the box, or not whole in the extract"] == 1


def test_an_area_with_a_missing_corner_is_as_large_as_its_class(tmp_path):
    town = Drawn()
    way = town.area(square(38.91, 121.58, 0.02), {"leisure": "park", "name": "劳动公园"})
    del town.nodes[town.ways[way][0][2]]
    (row,) = read(town.written(tmp_path)).places
    assert row.radius_m == 600


@pytest.mark.parametrize(
    "corners",
    [
        [
            (38.91, 121.58),
            (38.92, 121.59),
            (38.92, 121.58),
            (38.91, 121.59),
        ],  # a bow: no surface on the whole
        [(38.91, 121.58), (38.91, 121.58), (38.91, 121.58)],
        [(38.91, 121.58), (38.92, 121.58), (38.93, 121.58)],
    ],
)
def test_an_area_that_crosses_itself_or_encloses_nothing_stays_where_it_is(tmp_path, corners):
    town = Drawn()
    town.area(corners, {"leisure": "park", "name": "劳动公园"})
    (row,) = read(town.written(tmp_path)).places
    assert 38.91 <= row.latitude <= 38.93
    assert 121.58 <= row.longitude <= 121.59
    assert 50 <= row.radius_m <= 1_200


def test_a_way_of_one_node_or_none_is_no_road(tmp_path):
    town = Drawn()
    town.road("西安路", [HERE])
    town.road("黄河路", [])
    town.road("中山路", [HERE, HERE])
    assert [row.name for row in read(town.written(tmp_path)).places] == ["中山路"]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("劳动\u202e公园", "劳动公园"),
        ("\u200f劳动公园\u200f", "劳动公园"),
        ("劳动\x07公园\n", "劳动 公园"),
        ("  劳动公园  ", "劳动公园"),
        ("劳动公园\ue000", "劳动公园"),
    ],
)
def test_marks_that_nobody_sees_do_not_reach_a_name(tmp_path, written, name):
    town = Drawn()
    town.node(HERE, {"leisure": "park", "name": written, "alt_name": written, "name:en": written})
    town.door(HERE, written, "12\u202e号")
    reading = read(town.written(tmp_path))
    (row,) = reading.places
    assert (row.name, row.name_en, row.aliases) == (name, name, ())
    assert (name, "12") in doors(reading)


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("长" * 81, "name too long"),
        ("名" * 250, "name too long"),
        ("！！", "name without letters"),
        ("🙂", "name without letters"),
    ],
)
def test_a_name_that_no_row_could_hold_is_counted(tmp_path, written, reason):
    town = Drawn()
    town.node(HERE, {"leisure": "park", "name": written})
    town.node(HERE, {"leisure": "park", "name": "劳动公园", "alt_name": written, "name:en": "x" * 121})
    reading = read(town.written(tmp_path))
    (row,) = reading.places
    assert (row.name, row.aliases, row.name_en) == ("劳动公园", (), "")
    assert reading.left_out[reason] == 1


def test_every_row_fits_the_tables(tmp_path):
    long = "长" * 80
    town = Drawn()
    town.road(long, [HERE, (38.916, 121.580)])
    town.road(long, [(38.816, 121.580), (38.817, 121.580)])
    town.road("长" * 79 + "街", [HERE, (38.916, 121.580)])
    town.node(HERE, {"name": long, "railway": "station"})
    town.node(HERE, {"railway": "subway_entrance", "ref": "C"})
    town.node(HERE, {"name": long, "leisure": "park", "alt_name": ";".join(f"别名{n}" for n in range(40))})
    town.door(HERE, long, "甲12-345")
    reading = read(town.written(tmp_path))
    assert len(places(reading)) >= 3
    for row in reading.places:
        assert len(row.ref) <= 80
        assert len(row.name) <= 80
        assert len(row.aliases) <= 12
        assert all(len(alias) <= 80 for alias in row.aliases)
    for door in reading.doors:
        assert len(door.street) <= 80
        assert len(door.number) <= 20


def test_an_object_that_stands_twice_in_a_file_is_one_row(tmp_path):
    town = Drawn()
    town.node(HERE, {"name": "劳动公园", "leisure": "park", "addr:street": "西安路", "addr:housenumber": "1"})
    text = town.written(tmp_path, "city.osm").read_text(encoding="utf-8")
    node = text[text.index("<node") : text.index("</node>") + len("</node>")]
    other = node.replace("劳动公园", "儿童公园").replace('v="1"', 'v="2"')
    (tmp_path / "city.osm").write_text(text.replace(node, node + other), encoding="utf-8")
    reading = read(tmp_path / "city.osm")
    assert len(reading.places) == len(reading.doors) == 1
    assert reading.left_out["the same object again"] == 2
