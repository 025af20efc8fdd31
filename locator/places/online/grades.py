"""How exact each kind of answer of each geocoder is; what is coarser than a village has no grade."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from locator.models import Point

from ..answer import Precision
from ..entry import metres_between


class Grade(NamedTuple):
    """The precision of an answer, and how far the true spot may lie from its point in metres."""

    precision: Precision
    radius_m: int


AT_THE_DOOR = Grade(Precision.DOOR, 100)
A_PLACE = Grade(Precision.LANDMARK, 200)
AN_ESTATE = Grade(Precision.LANDMARK, 500)
A_CROSSING = Grade(Precision.LANDMARK, 150)
A_ROAD = Grade(Precision.ROAD, 2_000)
A_LANE = Grade(Precision.ROAD, 500)
A_QUARTER = Grade(Precision.COMMUNITY, 1_500)
LARGEST_M = 5_000

_TIANDITU = {
    "门址": AT_THE_DOOR,
    "门牌号": AT_THE_DOOR,
    "兴趣点": A_PLACE,
    "POI": A_PLACE,
    # Either a door or a named place: the service does not say.
    "地名地址": Grade(Precision.LANDMARK, 500),
    "道路交叉口": A_CROSSING,
    "道路": A_ROAD,
    "村庄": A_QUARTER,
    "小区": AN_ESTATE,
}
LEAST_SCORE, GOOD_SCORE = 60, 90

_AMAP = {
    "门牌号": AT_THE_DOOR,
    "门址": AT_THE_DOOR,
    "单元号": AT_THE_DOOR,
    "兴趣点": A_PLACE,
    "公交地铁站点": A_PLACE,
    "道路交叉路口": A_CROSSING,
    "住宅区": AN_ESTATE,
    "小巷": A_LANE,
    "道路": A_ROAD,
    "村庄": A_QUARTER,
    "热点商圈": A_QUARTER,
}

_BAIDU = {
    "门址": AT_THE_DOOR,
    "门牌号": AT_THE_DOOR,
    "交叉路口": A_CROSSING,
    "道路": A_ROAD,
    "村庄": A_QUARTER,
    "商圈": A_QUARTER,
    "小区": AN_ESTATE,
    "地产小区": AN_ESTATE,
}
_BAIDU_COARSE = frozenset(
    {"", "UNKNOWN", "NoClass", "国家", "省", "城市", "区县", "开发区", "乡镇", "行政区划"}
)
# The service's own table: so sure, so many metres at most.
_BAIDU_METRES = (
    (100, 20), (90, 50), (80, 100), (75, 200), (70, 300), (60, 500), (50, 1_000), (40, 2_000), (30, 5_000),
)  # fmt: skip
NOT_PRECISE_M = 1_000

_OSM_QUARTERS = frozenset(
    {"village", "hamlet", "neighbourhood", "quarter", "isolated_dwelling", "residential"}
)
_PELIAS = {
    "address": AT_THE_DOOR,
    "venue": A_PLACE,
    "intersection": A_CROSSING,
    "street": A_ROAD,
    "neighbourhood": A_QUARTER,
}
LEAST_CONFIDENCE = 0.6


def of_tianditu(raw: Mapping[str, Any]) -> Grade | None:
    grade, score = _TIANDITU.get(str(raw.get("level", ""))), float(raw.get("score", LEAST_SCORE))
    if grade is None or score < LEAST_SCORE:
        return None
    return grade if score >= GOOD_SCORE else _wider(grade, 2 * grade.radius_m)


def of_amap(raw: Mapping[str, Any]) -> Grade | None:
    return _AMAP.get(str(raw.get("level", "")))


def of_baidu(raw: Mapping[str, Any]) -> Grade | None:
    level = str(raw.get("level", ""))
    metres = next((most for least, most in _BAIDU_METRES if float(raw.get("confidence", 0)) >= least), None)
    if level in _BAIDU_COARSE or metres is None:
        return None
    grade = _wider(_BAIDU.get(level, A_PLACE), metres)
    if raw.get("precise") == 1:
        return grade
    precision = Precision.ROAD if grade.precision is Precision.DOOR else grade.precision
    return Grade(precision, max(grade.radius_m, NOT_PRECISE_M))


def of_nominatim(raw: Mapping[str, Any]) -> Grade | None:
    """Return the grade by class, type and rank; 26 and 27 are roads, from 28 on houses and places."""
    rank = int(raw.get("place_rank", 0))
    kinds = {str(raw.get("addresstype", "")), str(raw.get("type", ""))}
    group = str(raw.get("class", raw.get("category", "")))
    if group == "boundary" or rank < 19:
        return None
    if group == "highway":
        grade: Grade | None = A_ROAD
    elif rank >= 28:
        grade = AT_THE_DOOR if kinds & {"house", "house_number"} else A_PLACE
    else:
        grade = A_QUARTER if kinds & _OSM_QUARTERS else None
    south, north, west, east = map(float, raw.get("boundingbox", (0, 0, 0, 0)))
    return _over(grade, south, west, north, east)


def of_photon(raw: Mapping[str, Any]) -> Grade | None:
    told = raw["properties"]
    kind, value = told.get("type"), told.get("osm_value")
    if kind == "house":
        grade: Grade | None = AT_THE_DOOR if "housenumber" in told else A_PLACE
    elif kind == "street":
        grade = A_ROAD
    else:
        grade = A_QUARTER if kind == "locality" or value in _OSM_QUARTERS else None
    if told.get("osm_key") == "boundary":
        return None
    west, north, east, south = map(float, told.get("extent", (0, 0, 0, 0)))
    return _over(grade, south, west, north, east)


def of_pelias(raw: Mapping[str, Any]) -> Grade | None:
    told = raw["properties"]
    grade = _PELIAS.get(told.get("layer"))
    if grade is None or float(told.get("confidence", 0)) < LEAST_CONFIDENCE:
        return None
    if told.get("match_type") in {"fallback", "interpolated"} or told.get("accuracy") == "interpolated":
        grade = _wider(grade, 2 * grade.radius_m)
    west, south, east, north = map(float, raw.get("bbox", (0, 0, 0, 0)))
    return _over(grade, south, west, north, east)


def _wider(grade: Grade, metres: float) -> Grade:
    return Grade(grade.precision, max(grade.radius_m, round(metres)))


def _over(grade: Grade | None, south: float, west: float, north: float, east: float) -> Grade | None:
    """Widen a grade over the box that is given with an answer; a box too large is no place to start from."""
    if grade is None:
        return None
    metres = metres_between(Point(south, west), Point(north, east)) / 2
    return _wider(grade, metres) if metres <= LARGEST_M else None
