"""What an object is, by its tags: one of the class words of `locator.places.kinds`, or no place at all."""

from __future__ import annotations

import re
from collections.abc import Mapping

from locator.places import kinds

BUILDING, SHOP, ESTATE = "building", "shop", "residential"
TOWN, VILLAGE, COMMUNITY = "town", "village", "community"

# Named things that are underfoot, on a line or nothing that anybody is at.
_NOTHING = {
    "amenity": {
        "parking", "parking_entrance", "parking_space", "bicycle_parking", "motorcycle_parking", "toilets",
        "bench", "vending_machine", "telephone", "recycling", "waste_basket", "waste_disposal", "shelter",
        "drinking_water", "bicycle_rental", "charging_station", "loading_dock", "letter_box",
    },
    "tourism": {"information"},
    "natural": {"coastline", "tree", "tree_row", "cliff", "strait", "grassland", "scrub"},
    "man_made": {"pipeline", "surveillance", "street_cabinet", "manhole", "mast", "cutline", "embankment"},
    "landuse": {"construction", "farmland", "railway", "grass", "greenfield", "brownfield", "flowerbed"},
    "building": {"no", "construction"},
}  # fmt: skip
_KNOWN_AS = {
    "amenity": {
        "marketplace": "market_place",
        "townhall": "town_hall",
        "ferry_terminal": "ferry_terminal",
        "bus_station": "bus_station",
        "clinic": SHOP,
        "pharmacy": SHOP,
        "fuel": SHOP,
        "bar": SHOP,
    },
    "tourism": {"guest_house": "hotel", "hostel": "hotel", "motel": "hotel", "viewpoint": "attraction"},
    "leisure": {"garden": "park"},
    "landuse": {"port": "port", "harbour": "port"},
    "industrial": {"port": "port"},
    "natural": {
        "peak": "peak",
        "bay": "bay",
        "beach": "beach",
        "cape": "cape",
        "water": "lake",
        "wood": "forest",
    },
    "man_made": {"works": "industrial"},
    "place": {
        "town": TOWN,
        "village": VILLAGE,
        "hamlet": VILLAGE,
        "isolated_dwelling": VILLAGE,
        "suburb": COMMUNITY,
        "quarter": COMMUNITY,
        "neighbourhood": COMMUNITY,
        "city_block": ESTATE,
        "square": "square",
        "island": "island",
        "islet": "island",
        "locality": "locality",
    },
    "office": {"government": "government"},
    "aeroway": {"aerodrome": "aerodrome", "terminal": BUILDING},
}  # fmt: skip
# In the order in which a thing with several of them is known best.
_KEYS = (
    "place", "aeroway", "amenity", "shop", "tourism", "leisure", "healthcare", "office", "historic",
    "military",
    "industrial", "landuse", "natural", "man_made", "craft", "club", "building",
)  # fmt: skip
_NAMED_AS_ESTATE = re.compile(r"(?:小区|花园|家园|花苑|新村|佳园|公寓|公馆|华府|名苑|新苑|雅苑|嘉园|城邦)$")
_NAMED_AS_TOWN = re.compile(r"(?:街道|街道办事处|镇|乡)$")
_LEVELS = {"8": TOWN, "9": COMMUNITY, "10": COMMUNITY}
_GONE = ("disused", "abandoned", "demolished", "razed", "ruined")
# Of a road that is not there, not yet or no more, or is none to live on.
_NO_ROADS = frozenset(
    [
        "construction", "proposed", "planned", "abandoned", "disused", "razed", "demolished", "no",
        "platform", "bus_stop", "services", "rest_area", "elevator", "corridor", "emergency_bay",
        "traffic_signals",
    ]
)  # fmt: skip


def is_gone(tags: Mapping[str, str]) -> bool:
    """Tell whether a thing is marked as no longer used."""
    return any(tags.get(key) == "yes" for key in _GONE)


def is_road(tags: Mapping[str, str]) -> bool:
    """Tell whether a way is a road or path that stands today."""
    highway = tags.get("highway", "")
    return bool(highway) and highway not in _NO_ROADS and not is_gone(tags)


def is_square(tags: Mapping[str, str]) -> bool:
    """Tell whether what is tagged as a road is a surface, such as a pedestrian square."""
    return tags.get("area") == "yes"


def class_of(tags: Mapping[str, str], name: str) -> str:
    """Return the class word of a named object, or nothing if it is no place that anybody would search for."""
    if is_gone(tags):
        return ""
    if tags.get("boundary") == "administrative":
        return _LEVELS.get(tags.get("admin_level", ""), "")
    if "highway" in tags:
        return "square" if is_road(tags) and is_square(tags) else ""
    word = next((word for key in _KEYS if (value := tags.get(key)) and (word := _word(key, value))), "")
    if word == COMMUNITY and _NAMED_AS_TOWN.search(name):
        return TOWN
    if word == COMMUNITY and _NAMED_AS_ESTATE.search(name):
        return ESTATE
    return word


def _word(key: str, value: str) -> str:
    if value in _NOTHING.get(key, ()) or value == "no":
        return ""
    known = _KNOWN_AS.get(key, {}).get(value, "")
    if known or key in {"place", "aeroway", "industrial"}:
        return known
    if key == "military":
        return "military"
    if value in kinds.OSM:
        return value
    return SHOP if key == "shop" else BUILDING
