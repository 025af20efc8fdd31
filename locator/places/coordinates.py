"""The first rung: a position given as latitude and longitude."""

from __future__ import annotations

import re

from locator.models import Point

from .answer import Kind, NotFound, Origin, Precision, Remark
from .datum import Datum, to_point
from .gazetteer import Gazetteer
from .normalise import tidy

GPS_RADIUS_M = 30
_NUMBER = r"([+-]?\d{1,3}(?:\.\d+)?)\s*°?\s*"
_TYPED = re.compile(
    rf"^[(\[]?\s*[NnEe]?\s*{_NUMBER}([NnEe北东]?)(?:\s*[,;/、\s]\s*)[NnEe]?\s*{_NUMBER}([NnEe北东]?)\s*[)\]]?$"
)


def read(text: str) -> tuple[float, float] | None:
    """Return the two numbers of a text that is nothing but a pair of coordinates."""
    match = _TYPED.match(tidy(text).replace("纬度", "").replace("经度", ""))
    if match is None or ("." not in match[1] and "." not in match[3]):
        return None
    return float(match[1]), float(match[3])


def locate(latitude: float, longitude: float, datum: Datum, gazetteer: Gazetteer) -> Origin | NotFound:
    """Return the origin at a position, or `outside`; raises ValueError for what is not on Earth.

    A swapped pair is refused with a remark and never turned round: only the person knows.
    """
    if _looks_swapped(latitude, longitude, gazetteer):
        return NotFound("outside", (Remark("swapped"),))
    point = to_point(latitude, longitude, datum)
    district = gazetteer.district_of(point)
    if district is None:
        return NotFound("outside")
    return Origin(
        label="坐标位置",
        label_en="This position",
        point=point,
        precision=Precision.EXACT,
        radius_m=GPS_RADIUS_M,
        source="coordinates",
        district=district,
        key="",
        kind=Kind.POSITION.value,
    )


def is_near_dalian(point: Point) -> bool:
    """Tell whether a WGS-84 point lies in Dalian or close by its shore."""
    return Gazetteer.shipped().covers(point)


def _looks_swapped(latitude: float, longitude: float, gazetteer: Gazetteer) -> bool:
    on_earth = abs(longitude) <= 90 and abs(latitude) <= 180
    return on_earth and gazetteer.covers(Point(longitude, latitude))
