"""When an online geocoder is asked, with which words, and when its answer is the better one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from .address import ROAD, Address, take_apart
from .answer import COARSE, NotFound, Origin, Remark, WhichPlace
from .entry import metres_between
from .gazetteer import Gazetteer
from .normalise import has_ideographs

CITY = "大连市"
UNAVAILABLE = Remark("online-unavailable")
# What the gazetteer answers with one of these is less than what was typed.
SHORTENED = frozenset({"number-dropped", "number-beyond", "number-placed", "detail-dropped"})
NEAR_ENOUGH_M = 300
SHORTEST = 2
WIDER_BESIDE_M = 300
_BESIDE = re.compile(r"(?:附近|周边|周围|一带|旁边?|隔壁|斜?对面|对过|对门|门口|楼下|底商|这里|那边)$")
_ONES = r"(?:[甲乙丙丁一二三四五六七八九十]+|[a-z]?\d+[a-z]?|[a-z])"
# Who lives behind which door of a house is nobody else's business, and no geocoder needs it.
_INDOORS = re.compile(rf"{_ONES}(?:号楼|栋|幢|座|单元|室|层|户)|\d+(?:楼|房|门)|(?:负|b|f)\d+层?$|\d{{7,}}")
_ROOMS = re.compile(r"(?<![路街巷道弄线段村屯组])(?:\d+(?:-\d+)+号?|\d{3,})$")


class Unavailable(Exception):  # noqa: N818 - named for what it says
    """None of the geocoders could be asked, so nobody knows what they know."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a geocoder is asked: normalised, without rooms; and the districts that its answer must lie in."""

    text: str = field(repr=False)
    districts: frozenset[str] = frozenset()


Online = Callable[[Question, Gazetteer], Origin | None]
Answer = Origin | WhichPlace | NotFound


def better(found: Answer, typed: str, district: str, gazetteer: Gazetteer, online: Online) -> Answer:
    """Return what an online geocoder answers where that says more than the gazetteer; else the latter."""
    if not _wanting(found):
        return found
    bare = _BESIDE.sub("", typed)
    question = _question(bare, district, gazetteer)
    if question is None:
        return found
    try:
        answer = online(question, gazetteer)
    except Unavailable:
        return _marked(found)
    if answer is not None and bare != typed:
        answer = replace(answer, radius_m=answer.radius_m + WIDER_BESIDE_M)
    return answer if answer is not None and _says_more(answer, found) else found


def _wanting(found: Answer) -> bool:
    match found:
        case NotFound():
            return found.reason == "unknown"
        case WhichPlace():
            # A guess at a slip of the pen; a question between namesakes has one name in it.
            return len({_name(origin) for origin in found.candidates}) > 1
    return found.radius_m > NEAR_ENOUGH_M and any(remark.code in SHORTENED for remark in found.remarks)


def _name(origin: Origin) -> str:
    return origin.label.partition("（")[0]


def _says_more(answer: Origin, found: Answer) -> bool:
    """Tell whether an online answer is finer than what is known here, and does not contradict it."""
    if not isinstance(found, Origin):
        return True
    if answer.radius_m >= found.radius_m:
        return False
    within = metres_between(answer.point, found.point) <= found.radius_m
    return within or (found.precision in COARSE and answer.district == found.district)


def _marked(found: Answer) -> Answer:
    match found:
        case WhichPlace():
            return WhichPlace(
                tuple(replace(one, remarks=(*one.remarks, UNAVAILABLE)) for one in found.candidates)
            )
    return replace(found, remarks=(*found.remarks, UNAVAILABLE))


def _question(typed: str, district: str, gazetteer: Gazetteer) -> Question | None:
    """Return what to ask for a folded text; None for what no geocoder could make anything of."""
    address = take_apart(typed, gazetteer)
    if not address.districts and district in gazetteer.districts:
        chosen = gazetteer.districts[district]
        address = replace(address, districts=frozenset({district}), named=chosen)
    place = without_rooms(address.rest)
    if len(place) < SHORTEST or not has_ideographs(place):
        return None
    return Question(CITY + _before(address, gazetteer) + place, address.districts)


def _before(address: Address, gazetteer: Gazetteer) -> str:
    region = ""
    if len(address.districts) == 1:
        region = gazetteer.districts[min(address.districts)].name
    elif address.named is not None:
        region = address.named.name
    return region + (address.town.name if address.town else "")


def without_rooms(rest: str) -> str:
    """Return a text without building, unit and room; behind a house number nothing is left at all."""
    if (match := ROAD.match(_INDOORS.sub("", rest))) is not None:
        return f"{match['road']}{match['number']}{match['sign'] or '号'}"
    return _ROOMS.sub("", _INDOORS.sub("", rest))
