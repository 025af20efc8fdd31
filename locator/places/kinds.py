"""What the sources' own classes mean here: kind, precision, radius in metres and rank in a list."""

from __future__ import annotations

import re
from typing import NamedTuple

from .answer import Kind, Precision


class Sort(NamedTuple):
    """How places of one class are treated; a lower rank is offered earlier."""

    kind: Kind
    precision: Precision
    radius_m: int
    rank: int


def _landmark(radius_m: int, rank: int) -> Sort:
    return Sort(Kind.LANDMARK, Precision.LANDMARK, radius_m, rank)


ESTATE = Sort(Kind.ESTATE, Precision.COMMUNITY, 500, 4)
STATION = Sort(Kind.STATION, Precision.LANDMARK, 400, 2)
ROAD = Sort(Kind.ROAD, Precision.ROAD, 1_500, 2)
DOOR = Sort(Kind.ADDRESS, Precision.DOOR, 300, 7)
COMMUNITY = Sort(Kind.COMMUNITY, Precision.COMMUNITY, 1_200, 5)
TOWN = Sort(Kind.TOWN, Precision.TOWN, 3_000, 3)
BUILDING = _landmark(200, 6)

BY_KIND = {
    Kind.ROAD: ROAD,
    Kind.STATION: STATION,
    Kind.ESTATE: ESTATE,
    Kind.COMMUNITY: COMMUNITY,
    Kind.TOWN: TOWN,
    Kind.LANDMARK: BUILDING,
}

# OpenStreetMap gives one point for a whole campus, port or works: the radius reaches its far gate.
OSM: dict[str, Sort] = {
    "residential": ESTATE,
    "university": _landmark(900, 3),
    "college": _landmark(600, 3),
    "hospital": _landmark(300, 3),
    "town_hall": _landmark(200, 3),
    "attraction": _landmark(600, 3),
    "park": _landmark(600, 3),
    "mall": _landmark(250, 3),
    "museum": _landmark(250, 3),
    "stadium": _landmark(300, 3),
    "zoo": _landmark(900, 3),
    "theme_park": _landmark(800, 3),
    "nature_reserve": _landmark(5_000, 4),
    "forest": _landmark(1_500, 4),
    "market_place": _landmark(300, 4),
    "department_store": _landmark(250, 4),
    "theatre": _landmark(200, 4),
    "police": _landmark(200, 4),
    "post_office": _landmark(200, 4),
    "school": _landmark(300, 4),
    "hotel": _landmark(200, 5),
    "industrial": _landmark(1_000, 5),
    "golf_course": _landmark(1_000, 5),
    "quarry": _landmark(1_000, 6),
    "military": _landmark(1_000, 6),
    "bank": _landmark(150, 7),
    "atm": _landmark(150, 7),
    "fast_food": _landmark(150, 7),
    "cafe": _landmark(150, 7),
    "restaurant": _landmark(150, 7),
    "convenience": _landmark(150, 7),
    "supermarket": _landmark(200, 5),
    "shop": _landmark(150, 7),
    "building": BUILDING,
    "square": _landmark(300, 3),
    "government": _landmark(200, 4),
    "aerodrome": _landmark(2_500, 3),
    "ferry_terminal": _landmark(400, 3),
    "bus_station": _landmark(300, 3),
    "port": _landmark(2_000, 4),
    "peak": _landmark(800, 5),
    "cape": _landmark(1_000, 5),
    "beach": _landmark(800, 4),
    "bay": _landmark(2_500, 5),
    "lake": _landmark(1_500, 5),
    "island": _landmark(3_000, 4),
    "locality": _landmark(1_200, 6),
    "station": STATION,
    "exit": Sort(Kind.STATION, Precision.LANDMARK, 60, 3),
    "road": ROAD,
    "town": Sort(Kind.TOWN, Precision.TOWN, 5_000, 3),
    "village": COMMUNITY,
    "community": COMMUNITY,
}

COMPILED: dict[str, Sort] = {
    "metro_station": STATION,
    "road": ROAD,
    "neighbourhood": ESTATE,
    "address": DOOR,
    "school": _landmark(400, 4),
    "hospital": _landmark(300, 3),
    "government": _landmark(300, 4),
    "mall": _landmark(300, 3),
    "landmark": _landmark(300, 3),
    "square": _landmark(700, 3),
    "park": _landmark(600, 3),
}

# How long a road is when only one spot on it is known: lanes are short, avenues and highways are not.
_LENGTHS = ((re.compile(r"(大道|公路|高速|[中南北]路|线)$"), 4_000), (re.compile(r"路$"), 2_500))
# The trunk roads, from general knowledge of the city: from the table's point to the far end, rounded up.
_TRUNK_ROADS = {
    "中山路": 6_500,
    "黄河路": 5_000,
    "长江路": 5_000,
    "解放路": 4_500,
    "胜利路": 5_000,
    "高尔基路": 4_500,
    "东北路": 5_000,
    "疏港路": 7_000,
    "红旗中路": 5_000,
    "张前路": 8_000,
    "华北路": 10_000,
    "振兴路": 7_000,
    "金马路": 7_000,
    "黄海西路": 8_000,
    "滨海东路": 6_000,
    "滨海西路": 6_000,
    "滨海北路": 6_000,
    "旅顺中路": 25_000,
}


def least_radius_of_road(name: str) -> int:
    """Return how far a house of a road may lie from the one spot that is known, in metres."""
    by_ending = next((metres for ending, metres in _LENGTHS if ending.search(name)), ROAD.radius_m)
    return _TRUNK_ROADS.get(name, by_ending)


# "3舍", "A座", "1号教学楼": nobody outside the campus means one of these.
_NUMBERED_PART = re.compile(r"^([a-z]?\d+|[一二三四五六七八九十]+|[a-z])(号|舍|座|栋|号楼|号公寓|号教学楼)$")
_COMMON_PARTS = frozenset(
    [
        "图书馆",
        "篮球场",
        "网球场",
        "足球场",
        "体育馆",
        "体育馆a",
        "体育馆b",
        "游泳馆",
        "操场",
        "主楼",
        "食堂",
        "礼堂",
        "门诊楼",
        "教工食堂",
        "本科生公寓",
        "研究生公寓",
        "教师公寓",
        "宿舍楼",
        "综合楼",
        "行政楼",
        "大学生活动中心",
        "温室",
        "雨棚",
        "卡车",
        "邮筒",
        "庙山",
        "航站楼",
        "停车场",
        "专家公寓",
        "餐饮中心一部",
        "一舍",
        "二舍",
    ]
)


def is_part_of_something(folded_name: str) -> bool:
    """Tell whether a name means nothing without the campus or estate that it belongs to."""
    return folded_name in _COMMON_PARTS or bool(_NUMBERED_PART.match(folded_name))
