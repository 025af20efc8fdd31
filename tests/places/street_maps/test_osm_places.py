"""Stations, exits, estates, landmarks and settlements of an extract, each once."""

import pytest

from locator.places import kinds
from locator.places.street_maps.finer import is_part
from locator.places.street_maps.osm.classes import class_of

from .extracts import Drawn, places, read, square

HERE = (38.915, 121.580)
NEARBY = (38.9155, 121.580)  # 56 m
FARTHER = (38.922, 121.580)  # 780 m


@pytest.fixture
def town() -> Drawn:
    return Drawn()


@pytest.mark.parametrize(
    ("tags", "word"),
    [
        ({"landuse": "residential"}, "residential"),
        ({"place": "neighbourhood"}, "community"),
        ({"place": "village"}, "village"),
        ({"place": "hamlet"}, "village"),
        ({"place": "town"}, "town"),
        ({"place": "island"}, "island"),
        ({"place": "city"}, ""),
        ({"boundary": "administrative", "admin_level": "8"}, "town"),
        ({"boundary": "administrative", "admin_level": "10"}, "community"),
        ({"boundary": "administrative", "admin_level": "4"}, ""),
        ({"amenity": "school"}, "school"),
        ({"amenity": "marketplace"}, "market_place"),
        ({"amenity": "parking"}, ""),
        ({"amenity": "planetarium"}, "building"),
        ({"shop": "mall"}, "mall"),
        ({"shop": "hairdresser"}, "shop"),
        ({"tourism": "museum", "building": "yes"}, "museum"),
        ({"leisure": "park"}, "park"),
        ({"office": "government"}, "government"),
        ({"office": "company"}, "building"),
        ({"healthcare": "hospital"}, "hospital"),
        ({"historic": "memorial"}, "building"),
        ({"building": "yes"}, "building"),
        ({"building": "construction"}, ""),
        ({"landuse": "industrial"}, "industrial"),
        ({"military": "barracks"}, "military"),
        ({"natural": "peak"}, "peak"),
        ({"natural": "coastline"}, ""),
        ({"aeroway": "aerodrome"}, "aerodrome"),
        ({"amenity": "ferry_terminal"}, "ferry_terminal"),
        ({"amenity": "bus_station"}, "bus_station"),
        ({"amenity": "school", "disused": "yes"}, ""),
        ({"disused:amenity": "school"}, ""),
        ({"abandoned:shop": "mall"}, ""),
        ({"was:amenity": "school"}, ""),
        ({"power": "line"}, ""),
        ({"highway": "bus_stop"}, ""),
        ({"highway": "traffic_signals"}, ""),
        ({}, ""),
    ],
)
def test_a_thing_is_of_the_class_that_its_tags_say(tags, word):
    assert class_of(tags, "某处") == word
    assert not word or word in kinds.OSM


@pytest.mark.parametrize(
    ("name", "word"),
    [("翠华园小区", "residential"), ("金色家园", "residential"), ("凌水街道", "town"), ("台山", "community")],
)
def test_a_neighbourhood_is_what_its_name_says(name, word):
    assert class_of({"place": "neighbourhood"}, name) == word


def test_a_point_reaches_as_far_as_its_class_and_an_area_as_far_as_itself(town, tmp_path):
    node = town.node(HERE, {"name": "第一中学", "amenity": "school"})
    way = town.area(
        square(38.93, 121.58, 0.001), {"name": "第二中学", "amenity": "school", "name:en": "No. 2"}
    )
    found = places(read(town.written(tmp_path)))
    point, area = found[f"node/{node}"], found[f"way/{way}"]
    assert (point.kind, point.sort, point.radius_m) == ("landmark", "school", kinds.OSM["school"].radius_m)
    assert (area.latitude, area.longitude) == pytest.approx((38.9305, 121.5805))
    assert area.radius_m == pytest.approx(70, abs=2)
    assert area.name_en == "No. 2"


def test_an_area_of_several_ways_reaches_round_all_its_rings(town, tmp_path):
    rings = [town.area(square(38.91, 121.58, 0.001)), town.area(square(38.915, 121.58, 0.001))]
    relation = town.relation(
        [("w", way, "outer") for way in rings],
        {"type": "multipolygon", "leisure": "park", "name": "儿童公园"},
    )
    row = places(read(town.written(tmp_path)))[f"relation/{relation}"]
    assert (row.latitude, row.longitude) == pytest.approx((38.913, 121.5805))
    assert row.radius_m == pytest.approx(337, abs=3)


def test_an_object_that_is_point_and_area_is_one_and_the_area_stays(town, tmp_path):
    town.node(HERE, {"name": "劳动公园", "leisure": "park", "name:en": "Labour Park", "alt_name": "老公园"})
    way = town.area(square(38.9145, 121.5795, 0.001), {"name": "劳动公园", "leisure": "park"})
    reading = read(town.written(tmp_path))
    (row,) = reading.places
    assert row.ref == f"way/{way}"
    assert (row.name_en, row.aliases) == ("Labour Park", ("老公园",))
    assert reading.left_out["the same place again"] == 1


def test_namesakes_of_another_kind_or_farther_away_are_others(town, tmp_path):
    town.node(HERE, {"name": "春柳", "amenity": "school"})
    town.node(NEARBY, {"name": "春柳", "place": "village"})
    town.node(FARTHER, {"name": "春柳", "amenity": "school"})
    assert len(read(town.written(tmp_path)).places) == 3


PARTS = """12号楼 3单元 501室 A座 3舍 12 12号 1-2号楼 十二号楼 3号楼2单元 翠华园12号楼 B栋 # 1号教学楼 第3栋
    锦绣小区12号楼3单元501 锦绣小区十二号楼 锦绣小区12# 锦绣小区甲单元 绿城23-1-501 华府3栋-2
    23号院 5号公寓"""
NAMES = """西安路 第一中学 9号公馆小区 八一路 三十里堡 五四广场 101中学 图书馆 二七广场 一二九街 华府B区"""


@pytest.mark.parametrize("name", PARTS.split())
def test_a_building_unit_or_room_is_no_place(town, tmp_path, name):
    town.node(HERE, {"name": name, "building": "yes", "alt_name": "某楼"})
    town.node(FARTHER, {"name": "劳动公园", "leisure": "park", "alt_name": name})
    (row,) = read(town.written(tmp_path)).places
    assert (row.name, row.aliases) == ("劳动公园", ())


def test_an_english_name_of_a_building_or_a_room_is_left_out(town, tmp_path):
    town.node(HERE, {"name": "劳动公园", "leisure": "park", "name:en": "Labour Park, Building 3, Room 501"})
    (row,) = read(town.written(tmp_path)).places
    assert (row.name, row.name_en) == ("劳动公园", "")


@pytest.mark.parametrize("name", NAMES.split())
def test_a_name_with_a_number_in_it_is_a_name(name):
    assert not is_part(name)


def test_the_districts_are_known_and_not_taken_again(town, tmp_path):
    town.node(HERE, {"name": "沙河口区", "place": "suburb"})
    town.node(FARTHER, {"name": "春柳", "place": "suburb"})
    assert [row.name for row in read(town.written(tmp_path)).places] == ["春柳"]


# Stations


def test_a_station_is_one_by_name_and_spot_and_ends_in_its_word(town, tmp_path):
    station = town.node(
        HERE, {"name": "西安路", "railway": "station", "station": "subway", "name:en": "Xi'an Road"}
    )
    town.node(NEARBY, {"name": "西安路站", "public_transport": "station", "subway": "yes"})
    town.node(NEARBY, {"name": "西安路(2号线)", "railway": "stop", "alt_name": "西安路换乘站"})
    town.node(NEARBY, {"name": "西安路地铁站", "railway": "station"})
    town.node((38.93, 121.60), {"name": "西安路", "railway": "station"})
    found = places(read(town.written(tmp_path)))
    row = found.pop(f"node/{station}")
    assert (row.name, row.kind, row.sort, row.radius_m) == ("西安路站", "station", "station", 400)
    assert (row.name_en, row.aliases) == ("Xi'an Road", ("西安路地铁站", "西安路换乘站"))
    assert [other.name for other in found.values()] == ["西安路站"]


@pytest.mark.parametrize(
    "tags",
    [
        {"public_transport": "station", "amenity": "bus_station"},
        {"public_transport": "platform", "subway": "yes"},
        {"public_transport": "stop_position"},
        {"railway": "disused"},
        {"railway": "rail"},
        {"railway": "station", "disused": "yes"},
    ],
)
def test_what_no_train_stops_at_is_no_station(town, tmp_path, tags):
    town.node(HERE, {"name": "西安路", **tags})
    town.node(FARTHER, {"name": "劳动公园", "leisure": "park"})
    assert "station" not in {row.kind for row in read(town.written(tmp_path)).places}


@pytest.mark.parametrize(
    ("tags", "name"),
    [
        ({"ref": "C"}, "西安路站C口"),
        ({"name": "C"}, "西安路站C口"),
        ({"name": "C口"}, "西安路站C口"),
        ({"name": "西安路站C出入口"}, "西安路站C口"),
        ({"name": "Ｃ1出口"}, "西安路站C1口"),
        ({"name": "Exit C"}, "西安路站C口"),
        ({"ref": "3"}, "西安路站3号口"),
    ],
)
def test_an_exit_is_named_by_its_station_and_letter(town, tmp_path, tags, name):
    town.node(HERE, {"name": "西安路", "railway": "station", "station": "subway"})
    node = town.node(NEARBY, {"railway": "subway_entrance", **tags})
    row = places(read(town.written(tmp_path)))[f"node/{node}"]
    assert (row.name, row.kind, row.sort, row.radius_m) == (name, "station", "exit", 60)


def test_an_exit_is_found_by_what_people_call_it(town, tmp_path):
    town.node(HERE, {"name": "西安路", "railway": "station", "station": "subway"})
    node = town.node(NEARBY, {"railway": "subway_entrance", "ref": "C"})
    row = places(read(town.written(tmp_path)))[f"node/{node}"]
    assert row.aliases == ("西安路地铁站C口", "西安路C口", "西安路C出口", "西安路地铁站C出入口")


@pytest.mark.parametrize(
    ("at", "tags", "reason"),
    [
        (FARTHER, {"ref": "C"}, "exit far from every station"),
        (NEARBY, {}, "exit without a letter"),
        (NEARBY, {"name": "西安路"}, "exit without a letter"),
    ],
)
def test_an_exit_that_nobody_could_name_is_counted(town, tmp_path, at, tags, reason):
    town.node(HERE, {"name": "西安路", "railway": "station", "station": "subway"})
    town.node(at, {"railway": "subway_entrance", **tags})
    reading = read(town.written(tmp_path))
    assert [row.name for row in reading.places] == ["西安路站"]
    assert reading.left_out[reason] == 1


def test_an_exit_belongs_to_the_nearest_station(town, tmp_path):
    town.node(HERE, {"name": "西安路", "railway": "station", "station": "subway"})
    town.node((38.919, 121.58), {"name": "交通大学", "railway": "station", "station": "subway"})
    town.node((38.918, 121.58), {"railway": "subway_entrance", "ref": "A"})
    town.node((38.9181, 121.58), {"railway": "subway_entrance", "ref": "A"})
    names = [row.name for row in read(town.written(tmp_path)).places if row.sort == "exit"]
    assert names == ["交通大学站A口"]


@pytest.mark.parametrize("turned", [False, True])
def test_the_middle_of_an_area_is_that_of_its_surface_whichever_way_round_it_is_drawn(town, tmp_path, turned):
    triangle = [(38.91, 121.58), (38.91, 121.61), (38.94, 121.58)]
    town.area(triangle[::-1] if turned else triangle, {"name": "劳动公园", "leisure": "park"})
    (row,) = read(town.written(tmp_path)).places
    assert (row.latitude, row.longitude) == pytest.approx((38.92, 121.59), abs=1e-4)
