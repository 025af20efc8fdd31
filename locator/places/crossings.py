"""Where two roads cross: 西安路与黄河路交叉口, 西安路黄河路路口, corner of Xi'an Road and Huanghe Road."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, product
from typing import NamedTuple

from .address import Address
from .answer import DROPPED, Kind, Precision, Remark
from .english import sounds
from .entry import Entry, metres_between
from .gazetteer import Gazetteer
from .meeting import Circle, gap, meetings
from .namesakes import Found, ask, fits, said_to_differ, settle
from .normalise import has_ideographs

NO_CROSSING = Remark("no-crossing")
ONE_PLACE_M = 250  # spots so near one another are one crossing
PRECISE_M = 300
MOST_NAMESAKES = 8
LONGEST_NAME, MOST_SPLITS = 16, 6
_ENDS_A_ROAD = re.compile(r"[路街巷道线弄里段]")
_AND = re.compile(r"^(?:与|和|跟|及|同|交|至)?")
_OTHER = re.compile(
    r"^(?P<road>.+?[路街巷道线弄里段])(?:的)?(?P<word>交叉路口|交叉口|交叉处|交叉点|交汇处|交汇口|交会处|交界处|交界"
    r"|交口|交叉|相交处|十字路口|丁字路口|路口|街口|拐角处?|转角处?|街角|口)?(?:处|上|的?[东西][南北]角)?$"
)
_ROAD_IN_LATIN = r"(?:road|street|avenue|rd|st|ave|lu|jie|dadao)"
_IN_LATIN = re.compile(
    r"^(?:at|near)?(?:the)?(?P<word>(?:corner|crossing|intersection|junction|crossroads)of)?(?:the)?"
    rf"(?P<one>.+?{_ROAD_IN_LATIN})(?P<and>and|at|with|x|yu|he)?(?P<other>.+?{_ROAD_IN_LATIN})"
    r"(?P<end>jiaochakou|lukou|jiaohuichu|crossing|intersection|corner|junction)?$"
)


class _Pair(NamedTuple):
    """The places that two names may mean, in the order in which they were typed."""

    ours: list[Entry]
    theirs: list[Entry]
    said_so: bool  # whether a word such as 交叉口 or 与 tells that a crossing is meant


def crossing(address: Address, gazetteer: Gazetteer) -> Found | None:
    """Return where the two roads of a text cross, a question between several spots, or None.

    Roads that cannot meet give the one that is known better, with a remark; of a known and an unknown road
    the known one is taken.
    """
    pairs = list(_pairs(address.rest, gazetteer))
    for pair in pairs:
        if pair.ours and pair.theirs and (found := _crossing(pair, address, gazetteer)):
            return found
    for pair in pairs:
        if pair.said_so and (pair.ours or pair.theirs):
            return settle(pair.ours or pair.theirs, address, gazetteer, DROPPED)
    return None


def _pairs(text: str, gazetteer: Gazetteer) -> Iterator[_Pair]:
    if not has_ideographs(text):
        if match := _IN_LATIN.match(text):
            said_so = any(match[group] for group in ("word", "and", "end"))
            yield _Pair(_sounding(match["one"], gazetteer), _sounding(match["other"], gazetteer), said_so)
        return
    for end in islice(_ENDS_A_ROAD.finditer(text[:LONGEST_NAME]), MOST_SPLITS):
        left = text[end.end() :]
        if len(left) > 2 * LONGEST_NAME:
            continue
        for rest in dict.fromkeys((_AND.sub("", left), left)):
            if match := _OTHER.match(rest):
                said_so = bool(match["word"]) or rest != left
                yield _Pair(_roads(text[: end.end()], gazetteer), _roads(match["road"], gazetteer), said_so)


def _roads(name: str, gazetteer: Gazetteer) -> list[Entry]:
    return [entry for entry in gazetteer.names.named(name) if entry.kind is Kind.ROAD]


def _sounding(name: str, gazetteer: Gazetteer) -> list[Entry]:
    for sound in sounds(name):
        if roads := [entry for entry in gazetteer.names.sounding(sound) if entry.kind is Kind.ROAD]:
            return roads
    return []


def _crossing(pair: _Pair, address: Address, gazetteer: Gazetteer) -> Found | None:
    roads = [
        (ours, theirs)
        for ours, theirs in product(pair.ours[:MOST_NAMESAKES], pair.theirs[:MOST_NAMESAKES])
        if ours != theirs and (_allowed(ours, address, gazetteer) or _allowed(theirs, address, gazetteer))
    ]
    if not roads:
        return None
    spots = [_entry(circle, *both, address, gazetteer) for both in roads for circle in meetings(*both)]
    if kept := _one_of_each(spots):
        return ask(kept, gazetteer) if len(kept) > 1 else said_to_differ(kept[0].origin(), address, gazetteer)
    if not pair.said_so:
        return None
    nearest = min(roads, key=lambda both: (gap(*both), *sorted((both[0].key, both[1].key))))
    return settle([min(nearest, key=_by_size)], address, gazetteer, NO_CROSSING)


def _allowed(road: Entry, address: Address, gazetteer: Gazetteer) -> bool:
    return fits(road, address) or (not address.town and gazetteer.reaches(road, address.districts))


def _by_size(road: Entry) -> tuple[int, str, str]:
    return road.radius_m, road.name, road.key


def _one_of_each(spots: list[Entry]) -> list[Entry]:
    """Return the spots without those that an exacter one stands for."""
    kept: list[Entry] = []
    for spot in sorted(spots, key=lambda s: (s.radius_m, s.point.latitude, s.point.longitude)):
        if all(metres_between(spot.point, other.point) > ONE_PLACE_M + spot.radius_m for other in kept):
            kept.append(spot)
    return list(islice(kept, MOST_NAMESAKES))


def _entry(circle: Circle, ours: Entry, theirs: Entry, address: Address, gazetteer: Gazetteer) -> Entry:
    allowed = address.districts
    # Near a border the places around tell the wrong side, so what was named decides if a road is there.
    choices = [gazetteer.district_of(circle.point), ours.district, theirs.district]
    district = next((code for code in choices if code and (not allowed or code in allowed)), ours.district)
    return Entry(
        name=f"{ours.name}与{theirs.name}交叉口",
        name_en=f"{ours.english} and {theirs.english}",
        kind=Kind.ADDRESS,
        precision=Precision.LANDMARK if circle.radius_m <= PRECISE_M else Precision.ROAD,
        district=district,
        point=circle.point,
        radius_m=circle.radius_m,
        source=ours.source,
        key="",
        rank=0,
    )
