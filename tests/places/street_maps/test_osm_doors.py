"""House numbers of an extract: on objects, in relations, between two that are known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locator.places import Gazetteer
from locator.places.street_maps.osm.addresses import Streets, numbers_of

from .extracts import Drawn, doors, places, read, square

HERE = (38.915, 121.580)


@pytest.fixture
def town() -> Drawn:
    return Drawn()


@pytest.mark.parametrize(
    ("written", "numbers"),
    [
        ("12", ["12"]),
        ("12号", ["12"]),
        ("１２号", ["12"]),
        ("甲12号", ["甲12"]),
        ("12甲", []),
        ("12A", ["12a"]),
        ("23-8号", ["23-8"]),
        ("1;3;5", ["1", "3", "5"]),
        ("1,3", ["1", "3"]),
        ("1、3", ["1", "3"]),
        ("1-5", ["1", "3", "5"]),
        ("107号-111号", ["107", "109", "111"]),
        ("107~111", ["107", "109", "111"]),
        ("1-4", ["1-4"]),
        ("1-501", ["1"]),
        ("1;1", ["1"]),
        ("12号3单元501室", ["12"]),
        ("12号院3号楼", ["12"]),
        ("12号楼", []),
        ("12号楼3单元", []),
        ("3单元", []),
        ("501室", []),
        ("A座", []),
        ("3栋", []),
        ("无", []),
        ("", []),
        ("1234567", []),
        ("9" * 300, []),
    ],
)
def test_a_house_number_ends_at_its_door(written, numbers):
    assert numbers_of(written) == numbers


@pytest.mark.parametrize("written", ["23-1-501", "23-501", "23号-1-501", "23号1-501", "23号3单元501"])
def test_what_stands_behind_the_door_is_a_room_and_left_out(written):
    assert numbers_of(written) == ["23"]


def test_a_range_that_says_so_counts_every_number():
    assert numbers_of("1-4", "all") == ["1", "2", "3", "4"]
    assert numbers_of("2-6", "even") == ["2", "4", "6"]


@given(st.text(max_size=60))
def test_no_building_unit_or_room_comes_out_of_any_text(text):
    for number in numbers_of(text + "12号楼3单元501室"):
        assert not any(part in number for part in "号楼栋幢座单元室层")
        assert len(number) <= 20


@pytest.mark.parametrize(
    ("written", "street"),
    [
        ("西安路", "西安路"),
        ("大连市沙河口区西安路", "西安路"),
        ("辽宁省大连市中山区中山路", "中山路"),
        ("中山路", "中山路"),
        ("大连路", "大连路"),
        ("凌水镇凌水路", "凌水路"),
        ("三十里堡镇", "三十里堡镇"),
        ("西安路街道西安路", "西安路"),
        ("金州区斯大林路", "斯大林路"),
        ("西安路107号", "西安路"),
        ("西安路107号3单元", "西安路"),
        ("翠华园小区", "翠华园小区"),
        ("Xi'an Lu", "Xi'an Lu"),
        ("翠华园小区12号楼", ""),
        ("12号楼", ""),
        ("路", ""),
        ("", ""),
        ("西" * 200, ""),
    ],
)
def test_a_street_stands_without_its_city_and_district(gazetteer: Gazetteer, written, street):
    assert Streets(gazetteer).of({"addr:street": written}) == street


def test_doors_come_from_points_and_areas(town, tmp_path):
    point = town.door(HERE, "西安路", "12号")
    way = town.area(
        square(38.916, 121.580, 0.001), {"building": "yes", "addr:street": "西安路", "addr:housenumber": "14"}
    )
    found = doors(read(town.written(tmp_path)))
    assert found["西安路", "12"].ref == f"node/{point}"
    assert (found["西安路", "12"].latitude, found["西安路", "12"].longitude) == HERE
    assert found["西安路", "14"].ref == f"way/{way}"
    assert found["西安路", "14"].latitude == pytest.approx(38.9165)
    assert {row.district for row in found.values()} == {"210204"}
    assert not any(row.interpolated for row in found.values())


def test_several_numbers_of_one_object_are_several_doors(town, tmp_path):
    node = town.door(HERE, "西安路", "1;3")
    assert {row.ref for row in read(town.written(tmp_path)).doors} == {f"node/{node}/1", f"node/{node}/3"}


def test_a_number_in_a_place_without_streets_stands_in_the_place(town, tmp_path):
    town.node(HERE, {"addr:place": "台山村", "addr:housenumber": "7"})
    assert ("台山村", "7") in doors(read(town.written(tmp_path)))


def test_a_number_without_a_street_is_counted(town, tmp_path):
    town.node(HERE, {"addr:housenumber": "7"})
    town.door(HERE, "西安路", "9")
    reading = read(town.written(tmp_path))
    assert list(doors(reading)) == [("西安路", "9")]
    assert reading.left_out["house number without a street"] == 1


def test_units_flats_and_rooms_are_not_taken(town, tmp_path):
    tags = {"addr:unit": "3单元", "addr:flats": "六零一室", "addr:floor": "五层", "addr:door": "乙门"}
    town.node(HERE, {"addr:street": "西安路", "addr:housenumber": "12", **tags})
    town.node(HERE, {"addr:street": "西安路", "addr:housenumber": "15号楼", **tags})
    reading = read(town.written(tmp_path))
    assert list(doors(reading)) == [("西安路", "12")]
    assert reading.left_out["building, unit or room"] == 1
    assert not any(tag in repr(reading) for tag in tags.values())


@pytest.mark.parametrize("kind", ["associatedStreet", "street"])
def test_a_relation_tells_its_houses_their_street(town, tmp_path, kind):
    house = town.node(HERE, {"addr:housenumber": "7"})
    area = town.area(square(38.916, 121.580, 0.001), {"building": "yes", "addr:housenumber": "9"})
    town.relation([("n", house, "house"), ("w", area, "house")], {"type": kind, "name": "西安路"})
    assert set(doors(read(town.written(tmp_path)))) == {("西安路", "7"), ("西安路", "9")}


def test_a_relation_without_a_name_takes_that_of_its_street(town, tmp_path):
    house = town.node(HERE, {"addr:housenumber": "7"})
    street = town.road("西安路", [(38.91, 121.58), (38.92, 121.58)])
    town.relation([("n", house, "house"), ("w", street, "street")], {"type": "associatedStreet"})
    assert set(doors(read(town.written(tmp_path)))) == {("西安路", "7")}


def test_an_area_of_several_ways_has_its_door(town, tmp_path):
    corners = [town.node(corner) for corner in square(38.916, 121.580, 0.001)]
    ways = [town.way(corners[:3]), town.way([corners[2], corners[3], corners[0]])]
    tags = {"type": "multipolygon", "building": "yes", "addr:street": "西安路", "addr:housenumber": "16"}
    relation = town.relation([("w", way, "outer") for way in ways], tags)
    assert doors(read(town.written(tmp_path)))["西安路", "16"].ref == f"relation/{relation}"


def test_a_shop_at_a_door_is_a_place_and_a_door(town, tmp_path):
    tags = {"name": "天天超市", "shop": "supermarket", "addr:street": "西安路", "addr:housenumber": "12"}
    node = town.node(HERE, tags)
    reading = read(town.written(tmp_path))
    assert places(reading)[f"node/{node}"].name == "天天超市"
    assert ("西安路", "12") in doors(reading)


def test_a_door_that_two_objects_tell_is_one(town, tmp_path):
    first = town.door(HERE, "西安路", "12")
    town.door((38.9151, 121.5801), "大连市西安路", "12号")
    reading = read(town.written(tmp_path))
    assert [row.ref for row in reading.doors] == [f"node/{first}"]
    assert reading.left_out["the same door again"] == 1


def test_one_number_twice_on_a_long_road_stays_two_doors(town, tmp_path):
    town.door(HERE, "西安路", "12")
    town.door((38.925, 121.580), "西安路", "12")
    assert len(read(town.written(tmp_path)).doors) == 2


def interpolation(town, scheme, first, last, line=((38.91, 121.58), (38.92, 121.58)), street="西安路"):
    ends = [town.door(line[0], street, first), town.door(line[-1], street, last)]
    return town.way([ends[0], *line[1:-1], ends[1]], {"addr:interpolation": scheme})


@pytest.mark.parametrize(
    ("scheme", "first", "last", "between"),
    [
        ("odd", "1", "9", [3, 5, 7]),
        ("even", "8", "2", [4, 6]),
        ("all", "1", "4", [2, 3]),
        ("5", "5", "20", [10, 15]),
        ("odd", "1", "3", []),
    ],
)
def test_an_interpolation_gives_the_doors_between_its_ends(town, tmp_path, scheme, first, last, between):
    way = interpolation(town, scheme, first, last)
    found = doors(read(town.written(tmp_path)))
    made = {int(number): row for (_, number), row in found.items() if row.interpolated}
    assert sorted(made) == between
    for number, row in made.items():
        share = (number - int(first)) / (int(last) - int(first))
        assert row.ref == f"way/{way}/{number}"
        assert row.latitude == pytest.approx(38.91 + 0.01 * share, abs=1e-6)
    assert not found["西安路", first].interpolated


def test_the_doors_between_follow_the_line_round_its_corner(town, tmp_path):
    interpolation(town, "all", "1", "5", [(38.91, 121.58), (38.92, 121.58), (38.92, 121.58 + 0.01 / 0.778)])
    found = doors(read(town.written(tmp_path)))
    assert found["西安路", "2"].latitude == pytest.approx(38.915, abs=1e-4)
    assert (found["西安路", "3"].latitude, found["西安路", "3"].longitude) == pytest.approx(
        (38.92, 121.58), abs=1e-4
    )
    assert found["西安路", "4"].longitude == pytest.approx(121.58 + 0.005 / 0.778, abs=1e-4)


def test_a_number_on_the_way_bends_the_count(town, tmp_path):
    nodes = [
        town.door((38.91, 121.58), "西安路", "1"),
        town.door((38.911, 121.58), "西安路", "5"),
        town.door((38.92, 121.58), "西安路", "9"),
    ]
    town.way(nodes, {"addr:interpolation": "odd"})
    found = doors(read(town.written(tmp_path)))
    assert found["西安路", "3"].latitude == pytest.approx(38.9105)
    assert found["西安路", "7"].latitude == pytest.approx(38.9155)


def test_a_door_that_is_known_is_not_made_again(town, tmp_path):
    interpolation(town, "odd", "1", "5")
    known = town.door((38.917, 121.581), "西安路", "3")
    found = doors(read(town.written(tmp_path)))
    assert (found["西安路", "3"].ref, found["西安路", "3"].interpolated) == (f"node/{known}", False)


def test_a_line_gives_its_street_to_ends_that_tell_none(town, tmp_path):
    ends = [
        town.node((38.91, 121.58), {"addr:housenumber": "1"}),
        town.node((38.92, 121.58), {"addr:housenumber": "5"}),
    ]
    town.way(ends, {"addr:interpolation": "odd", "addr:street": "西安路"})
    assert set(doors(read(town.written(tmp_path)))) == {("西安路", "1"), ("西安路", "3"), ("西安路", "5")}


@pytest.mark.parametrize(
    ("scheme", "first", "last", "reason"),
    [
        ("alphabetic", "1", "9", "interpolation by letters or an unknown scheme"),
        ("0", "1", "9", "interpolation by letters or an unknown scheme"),
        ("odd", "2", "8", "interpolation that does not come out"),
        ("odd", "1", "8", "interpolation that does not come out"),
        ("all", "5", "5", "interpolation that does not come out"),
        ("all", "1", "99999", "interpolation of too many doors"),
        ("all", "1a", "9", "interpolation without numbers at its ends"),
        ("all", "1;3", "9", "interpolation without numbers at its ends"),
    ],
)
def test_an_interpolation_that_makes_no_sense_is_counted(town, tmp_path, scheme, first, last, reason):
    interpolation(town, scheme, first, last)
    reading = read(town.written(tmp_path))
    assert not any(row.interpolated for row in reading.doors)
    assert reading.left_out[reason] == 1


def test_an_interpolation_with_a_missing_end_makes_no_doors(town, tmp_path):
    way = interpolation(town, "odd", "1", "9")
    del town.nodes[town.ways[way][0][1]]
    reading = read(town.written(tmp_path))
    assert list(doors(reading)) == [("西安路", "1")]


@given(
    first=st.integers(1, 300),
    steps=st.integers(1, 60),
    scheme=st.sampled_from([("odd", 2, 1), ("even", 2, 0), ("all", 1, 0)]),
)
def test_every_written_interpolation_comes_back_whole(tmp_path_factory, first, steps, scheme):
    name, step, rest = scheme
    start = first * 2 + rest if step == 2 else first
    town = Drawn()
    interpolation(town, name, str(start), str(start + steps * step))
    found = doors(read(town.written(tmp_path_factory.mktemp("doors"))))
    assert {int(number) for _, number in found} == set(range(start, start + steps * step + 1, step))
