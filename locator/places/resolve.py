"""The ladder: from what a person types to an origin, stopping at the first rung that answers.

1. coordinates; 2. the gazetteer; 3. online geocoders, where there are any and the gazetteer found nothing, or
less than was typed (`asking.better`); 4. the town or district that the text names; 5. a question back, or a
reasoned no.
"""

from __future__ import annotations

import re
from dataclasses import replace

from . import beside, coordinates, exits, guess, match, namesakes
from .address import ENDS_A_NAME, Address, spellings, take_apart, without_country
from .answer import DROPPED, Kind, NotFound, Origin, WhichPlace
from .asking import Online, better
from .datum import Datum
from .entry import Entry
from .gazetteer import Gazetteer
from .normalise import complaint, fold, has_ideographs
from .outside import is_elsewhere
from .shape import in_vain

QUARTER_M = 2_500
SHORT = 4
# 泡崖八区 can only be in 泡崖, whereas 光明 in 光明眼镜店 is a word like any other.
_PART_OF_A_TOWN = re.compile(r"(?:[一二三四五六七八九十]+|\d+)(?:区|里|期|小区|号)|小区|新区|新村|新居")
NOTHING_BUT_THE_CITY = Address()
Answer = Origin | WhichPlace | NotFound


def resolve(
    text: str, gazetteer: Gazetteer, district: str | None = None, online: Online | None = None
) -> Answer:
    """Return where a text is, a question when several places fit, or why it cannot be answered.

    `district` is a code chosen beside the text; a district that the text itself names goes before it.
    The answer never leaves either without a `district-differs` remark.
    """
    if reason := complaint(text):
        return NotFound(reason)
    if pair := coordinates.read(text):
        try:
            return coordinates.locate(*pair, Datum.WGS84, gazetteer)
        except ValueError:
            return NotFound("outside")
    typed = fold(beside.in_metres(text))
    found = as_a_neighbourhood(_look_up(typed, gazetteer, district or ""), typed)
    if online is not None:
        found = better(found, typed, district or "", gazetteer, online)
    return in_vain(found, typed, district or "")


def _look_up(typed: str, gazetteer: Gazetteer, district: str) -> Answer:
    chosen = gazetteer.districts.get(district)
    wanted = Address(frozenset({chosen.district}), chosen) if chosen else Address()
    for spelling in spellings(typed):
        # An address goes down the ladder: a street map may know its door better than the table does.
        entries = [entry for entry in gazetteer.names.named(spelling) if entry.kind is not Kind.ADDRESS]
        if entries and (whole := namesakes.settle(entries, wanted, gazetteer)):
            return whole
    said = beside.read(typed)
    if said.anchor != typed:
        found = _look_up(said.anchor, gazetteer, district)
        # Of a short text such words may be half of the name.
        if not isinstance(found, NotFound):
            return beside.widened(found, said.wider_m, *([DROPPED] if said.too_far else []))
        if len(said.anchor) > SHORT:
            return found
    if is_elsewhere(without_country(typed)):
        return NotFound("outside")
    address = take_apart(typed, gazetteer)
    if address == NOTHING_BUT_THE_CITY and not chosen:
        return NotFound("empty")
    if not address.districts and chosen:
        address = replace(address, districts=wanted.districts, named=chosen)
    return (
        match.within(address, gazetteer)
        or guess.complete(address, gazetteer)
        or guess.by_sound(typed, address, gazetteer)
        or guess.misspelt(address, gazetteer)
        or _around(address, gazetteer)
        or NotFound("unknown")
    )


def _around(address: Address, gazetteer: Gazetteer) -> Origin | WhichPlace | None:
    """Return the town or district that the text names, with its honest radius."""
    region = address.town or address.named
    towns = [] if address.town else _towns_at_the_front(address, gazetteer)
    if len(towns) > 1:
        return namesakes.ask(towns, gazetteer)
    if towns:
        # A park or a school may bear the town's name a little way beyond its border.
        region = replace(towns[0], radius_m=round(towns[0].radius_m * 1.25))
    if region is None:
        return None
    return region.origin(*(() if not address.rest else (DROPPED,)))


def _towns_at_the_front(address: Address, gazetteer: Gazetteer) -> list[Entry]:
    """Return the towns whose bare name begins the rest: 安波 in 安波温泉, but not 太平 in 太平街."""
    for length in (4, 3, 2):
        head, left = address.rest[:length], address.rest[length:]
        if not left or ENDS_A_NAME.match(left):
            continue
        towns = [entry for entry in gazetteer.regions(head) if entry.kind is Kind.TOWN]
        if not address.districts and _PART_OF_A_TOWN.match(left):
            return towns
        inside = [entry for entry in towns if entry.district in address.districts]
        if len(inside) == 1:
            return inside
    return []


def as_a_neighbourhood(answer: Answer, typed: str) -> Answer:
    """Widen a station that was named without 站: 金石滩 means the quarter around it."""
    if (
        isinstance(answer, Origin)
        and answer.kind == Kind.STATION
        and has_ideographs(typed)
        and "站" not in typed
        and not exits.EXIT.match(typed)
    ):
        return replace(answer, radius_m=max(answer.radius_m, QUARTER_M))
    return answer
