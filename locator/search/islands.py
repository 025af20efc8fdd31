"""Which land a point lies on: straight lines lie at sea.

The islands of 长海县 are reached by ferry, and so are most of them from one another. The boxes are drawn
around the places known there, with a margin of sea; nothing of the mainland lies in any of them.
大长山岛 and 小长山岛 are joined by a bridge, so they are one land. 庄河市 lies on the mainland, but for
石城岛 and 王家岛, whose positions are known too roughly to tell the two apart: they count as one land.
"""

from __future__ import annotations

from typing import NamedTuple

from locator.models import Point

ISLAND_COUNTY = "210224"
COUNTY_WITH_ISLANDS = "210283"
MAINLAND = "mainland"
# Somewhere in the county, on none of the islands below.
ELSEWHERE = "elsewhere"


class Box(NamedTuple):
    """An island between two parallels and two meridians, in degrees."""

    name: str
    south: float
    west: float
    north: float
    east: float

    def holds(self, point: Point) -> bool:
        return self.south <= point.latitude <= self.north and self.west <= point.longitude <= self.east


ISLANDS = (
    Box("changshan", 39.19, 122.47, 39.33, 122.80),
    Box("guanglu", 39.12, 122.27, 39.23, 122.42),
    Box("haxian", 39.22, 122.36, 39.28, 122.46),
    Box("zhangzi", 38.99, 122.66, 39.08, 122.82),
    Box("haiyang", 39.01, 123.10, 39.13, 123.24),
)
# The coast of the mainland lies north of 39.60 here.
OFF_ZHUANGHE = Box("shicheng", 39.38, 122.88, 39.57, 123.20)


def land_of(point: Point | None, district: str | None) -> str | None:
    """Return the name of the land, or None for an outlet of the island county whose position nobody knows."""
    if district == COUNTY_WITH_ISLANDS and point is not None and OFF_ZHUANGHE.holds(point):
        return OFF_ZHUANGHE.name
    if district != ISLAND_COUNTY:
        return MAINLAND
    if point is None:
        return None
    return next((island.name for island in ISLANDS if island.holds(point)), ELSEWHERE)


def is_across_water(origin: str | None, target: str | None) -> bool:
    """Tell whether the way needs a ferry; two places on unnamed islets are taken to lie on different ones."""
    if target is None:
        return origin == MAINLAND  # on one of the islands, perhaps on the same
    return origin != target or target == ELSEWHERE
