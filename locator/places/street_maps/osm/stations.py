"""Stations, one row for each name and spot, and the exits of underground stations."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from locator.places.entry import METRES_PER_DEGREE, metres_between
from locator.places.normalise import fold

from .naming import LONGEST, Called, aliases, clean
from .spots import Spot

SAME_STATION_M, EXIT_WITHIN_M = 400, 600
FULL_REACH_M = 200  # of a station that the map has as an area: its exits lie beyond its hall
STATION, EXIT, TRAM_STOP = "station", "exit", "tram_stop"
_RAILWAY = {"station": STATION, "halt": STATION, "stop": TRAM_STOP, "tram_stop": TRAM_STOP}
_LETTER = re.compile(r"(?:^|站|口|[^a-z0-9])([a-z]\d{0,2}|\d{1,2})(?:号)?(?:出入口|进出口|出口|入口|口)?$")
_OF_A_SYSTEM = re.compile(r"(?<=..)(?:地铁|轻轨|快轨)$")
_LINE = re.compile(r"[（(][^）)]*[）)]$")


def class_of_stop(tags: Mapping[str, str]) -> str:
    """Return `station`, `tram_stop` or `exit` for what one gets on or off a train at, or nothing."""
    railway = tags.get("railway", "")
    if railway == "subway_entrance":
        return EXIT
    if railway in _RAILWAY:
        return _RAILWAY[railway]
    if railway or tags.get("public_transport") != "station" or tags.get("amenity") == "bus_station":
        return ""
    on_rails = any(tags.get(key) == "yes" for key in ("train", "subway", "light_rail", "monorail", "tram"))
    return STATION if on_rails or tags.get("station") in {"subway", "light_rail", "train", "monorail"} else ""


def one_of_each(spots: Iterable[Spot], left_out: Counter[str]) -> list[Spot]:
    """Return stations by their names ending in 站, those of one name within 400 m as one.

    A station counts before a stop of a tram, an area before a point.
    """
    kept: dict[str, list[Spot]] = defaultdict(list)
    for spot in sorted(spots, key=lambda spot: (spot.word != STATION, *spot.order)):
        called = as_station(spot.called)
        if len(called.name) > LONGEST:
            left_out["name too long"] += 1
            continue
        together = kept[fold(called.name)]
        same = next((n for n, k in enumerate(together) if _near(k, spot)), None)
        if same is None:
            reach = spot.reach_m and max(spot.reach_m, FULL_REACH_M)
            together.append(replace(spot, called=called, word=STATION, reach_m=reach))
        else:
            left_out["the same place again"] += 1
            together[same] = replace(together[same], called=together[same].called.with_names_of(called))
    return [spot for together in kept.values() for spot in together]


def as_station(called: Called) -> Called:
    """Return names with 站 at the end: 西安路(2号线) and 西安路地铁站 are 西安路站."""
    bare = _LINE.sub("", called.name) or called.name
    name = _OF_A_SYSTEM.sub("", bare.removesuffix("站")) + "站"
    others = [bare] if bare.endswith("站") else []
    return replace(called, name=name, aliases=aliases(name, (*others, *called.aliases)))


def exits(found: Iterable[Spot], stations: Iterable[Spot], left_out: Counter[str]) -> Iterator[Spot]:
    """Yield the exits by the name of the nearest station and their letter: 西安路站C口."""
    by_cell = _by_cell(stations)
    seen: set[tuple[str, str]] = set()
    for spot in sorted(found, key=lambda spot: spot.order):
        letter = spot.called.name
        station = _nearest(spot, by_cell)
        if station is None:
            left_out["exit far from every station"] += 1
        elif (station.ref, letter) not in seen:
            seen.add((station.ref, letter))
            called = _exit(station.called.name, letter)
            if len(called.name) <= LONGEST:
                yield replace(spot, called=called)


def letter_of(tags: Mapping[str, str]) -> str:
    """Return the letter or number that an exit goes by, or nothing: C of `C`, `C口` or 西安路站C出入口."""
    for key in ("ref", "local_ref", "name", "name:zh"):
        found = _LETTER.search(fold_spaced(tags.get(key, "")))
        if found:
            return found[1].upper()
    return ""


def fold_spaced(text: str) -> str:
    """Return a text in small letters of half width, its spaces kept: `Exit C` is not EXITC."""
    return " ".join(fold(part) for part in clean(text).split(" "))


def _exit(station: str, letter: str) -> Called:
    counted = f"{letter}号" if letter.isdecimal() else letter
    bare = station.removesuffix("站")
    names = [
        f"{bare}地铁站{letter}口",
        f"{bare}{letter}口",
        f"{bare}{letter}出口",
        f"{bare}地铁站{letter}出入口",
    ]
    return Called(name := f"{station}{counted}口", aliases=aliases(name, names))


def _near(one: Spot, other: Spot) -> bool:
    return metres_between(one.point, other.point) <= SAME_STATION_M


def _cell(spot: Spot) -> tuple[int, int]:
    scale = METRES_PER_DEGREE / (2 * EXIT_WITHIN_M)
    return round(spot.latitude * scale), round(spot.longitude * scale)


def _by_cell(stations: Iterable[Spot]) -> dict[tuple[int, int], list[Spot]]:
    cells: dict[tuple[int, int], list[Spot]] = defaultdict(list)
    for station in stations:
        north, east = _cell(station)
        for a in (-1, 0, 1):
            for b in (-1, 0, 1):
                cells[north + a, east + b].append(station)
    return cells


def _nearest(spot: Spot, by_cell: Mapping[tuple[int, int], list[Spot]]) -> Spot | None:
    around = [(metres_between(spot.point, s.point), s.ref, s) for s in by_cell.get(_cell(spot), ())]
    near = [one for one in around if one[0] <= EXIT_WITHIN_M]
    return min(near, key=lambda one: one[:2])[2] if near else None
