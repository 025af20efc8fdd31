"""Links that open a map with the way to a place: where to, in that map's own datum, and never where from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote, urlencode

from locator.models import Point

from .datum import Datum, convert

# By which the maps' makers tell who sends them people; it names this program and nobody who uses it.
SOURCE = "card-service-points"


class RouteMap(StrEnum):
    """A map that shows the way, in the order in which the links stand."""

    AMAP = "amap"
    BAIDU = "baidu"
    TENCENT = "tencent"
    APPLE = "apple"


@dataclass(frozen=True, slots=True)
class Route:
    """A link to the way to a place on one map."""

    map: RouteMap
    url: str


def routes(point: Point, name: str) -> tuple[Route, ...]:
    """Return a link for each map; the name is the Chinese one, by which those maps know places."""
    gcj02 = convert(point.latitude, point.longitude, Datum.WGS84, Datum.GCJ02)
    bd09 = convert(point.latitude, point.longitude, Datum.WGS84, Datum.BD09)
    return (
        Route(RouteMap.AMAP, _amap(*gcj02, name)),
        Route(RouteMap.BAIDU, _baidu(*bd09, name)),
        Route(RouteMap.TENCENT, _tencent(*gcj02, name)),
        Route(RouteMap.APPLE, _apple(*gcj02)),
    )


def _amap(latitude: float, longitude: float, name: str) -> str:
    # Commas part the fields of a place, so none may stand in its name.
    place = f"{longitude:.6f},{latitude:.6f},{name.replace(',', ' ')}"
    asked = {"to": place, "mode": "walk", "coordinate": "gaode", "src": SOURCE, "callnative": "1"}
    return _link("https://uri.amap.com/navigation", asked)


def _baidu(latitude: float, longitude: float, name: str) -> str:
    # Baidu's page of a route must be told where from; the page of a place asks the person that itself.
    asked = {
        "location": f"{latitude:.6f},{longitude:.6f}",
        "coord_type": "bd09ll",
        "title": name,
        "content": name,
        "output": "html",
        "src": f"webapp.{SOURCE}",
    }
    return _link("https://api.map.baidu.com/marker", asked)


def _tencent(latitude: float, longitude: float, name: str) -> str:
    to = {"to": name, "tocoord": f"{latitude:.6f},{longitude:.6f}"}
    return _link("https://apis.map.qq.com/uri/v1/routeplan", {"type": "walk", **to, "referer": SOURCE})


def _apple(latitude: float, longitude: float) -> str:
    # A destination by its point can have no name: beside one, Apple searches for the name instead.
    return _link("https://maps.apple.com/", {"daddr": f"{latitude:.6f},{longitude:.6f}", "dirflg": "w"})


def _link(address: str, asked: dict[str, str]) -> str:
    # Apps that take such links over read a plus sign as itself, so blanks are written %20.
    return f"{address}?{urlencode(asked, safe=',', quote_via=quote)}"
