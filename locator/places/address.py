"""An address taken apart: district, town, what is left, and what of that may be a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from .answer import Kind
from .entry import Entry

if TYPE_CHECKING:
    from .gazetteer import Gazetteer

NUMBER = r"(?:[甲乙丙丁]|付|附)?[a-z]?\d+[a-z]?(?:[-之]\d+)*"
ROAD = re.compile(
    rf"^(?P<road>.+?(?:大街|大道|公路|路|街|巷|弄|里|线|段))(?:[东南西北中]段)?(?P<number>{NUMBER})(?P<sign>号|弄)?(?P<tail>.*)$"
)
_TAILS = re.compile(
    r"(?:附近|旁边?|对面|对过|斜对面|门口|楼下|路口|交叉口|交汇处|周边|一带|这里|这边|那边|旁|底商|门市|网点"
    rf"|{NUMBER}(?:号楼|号院|号门|号|栋|幢|座|单元|室|层|楼|门|户|区|组|期)"
    r"|[一二三四五六七八九十]+(?:号楼|栋|幢|单元|层|楼|门|组|期)"
    r"|地铁站|地铁口|[a-h]\d?(?:号?出入口|号?出口|入口|口)|[a-z]座|[bf]\d{1,2}|负[一二三\d]+层?|\d{1,4}"
    r"|[东南西北正后侧]门|[东南西北]侧|出口|院内|内|里面|上|处)$"
)
_COUNTRY = re.compile(r"^(中国|中华人民共和国)?(辽宁省)?(辽宁(?=大连))?")
_CITY = re.compile(r"^大连市?")
_BOUNDARY = re.compile(r"[号路街巷道镇乡村区市县社弄线]$")
_REGION_ENDING = re.compile(r"(?:[区市县镇乡]|街道|办事处)$")
ENDS_A_NAME = re.compile(r"[东南西北中]?(?:路|街|巷|大街|大道|站|广场|公园|大学|学院|医院|港|岛|湾|村|屯)")
SHORTEST_PART, SHORTEST_PART_INSIDE, LONGEST_PART = 3, 5, 24


@dataclass(frozen=True, slots=True)
class Address:
    """What an address says before its last part: the districts it allows, the area or town, and the rest."""

    districts: frozenset[str] = frozenset()
    named: Entry | None = None
    town: Entry | None = None
    rest: str = ""


class Part(NamedTuple):
    """A known name inside a text, from `start` up to `end`."""

    start: int
    end: int
    entries: list[Entry]


def without_country(typed: str) -> str:
    return typed[_COUNTRY.match(typed).end() :]  # type: ignore[union-attr]


def spellings(typed: str) -> list[str]:
    """Return the text, then the text without the province and the city before it."""
    bare = without_country(typed)
    return list(dict.fromkeys(text for text in (typed, bare, _CITY.sub("", bare)) if text))


def take_apart(typed: str, gazetteer: Gazetteer) -> Address:
    """Peel districts, functional areas and towns off the front, and a district off the end."""
    rest = _CITY.sub("", without_country(typed))
    named: Entry | None = None
    districts: frozenset[str] = frozenset()
    town: Entry | None = None
    while rest:
        found = _peel(rest, gazetteer, districts)
        if found is None:
            break
        entry, length = found
        if entry.kind is Kind.TOWN:
            town = entry
            districts = frozenset({entry.district})
        else:
            named = entry if named is None or entry.kind is not Kind.AREA else named
            districts = entry.districts
        rest = rest[length:]
        if town is not None:
            break
    if named is None and town is None:
        named = next((e for e in gazetteer.districts.values() if e.name in rest), None)
        if named is not None:
            districts, rest = frozenset({named.district}), rest.replace(named.name, "")
    return Address(districts, named, town, rest)


def _peel(rest: str, gazetteer: Gazetteer, districts: frozenset[str]) -> tuple[Entry, int] | None:
    for length in range(min(len(rest), 14), 1, -1):
        head, left = rest[:length], rest[length:]
        in_full = bool(_REGION_ENDING.search(head))
        for entry in gazetteer.regions(head):
            if entry.kind is Kind.TOWN and districts and entry.district not in districts:
                continue
            # 西安路 alone is the road; the subdistrict named after it is 西安路街道.
            if entry.kind is Kind.TOWN and not left and _is_a_road(head, gazetteer):
                continue
            # After a district, 中山 is the beginning of 中山路; before one, 金州 is the district.
            short_district = entry.kind is not Kind.TOWN and not districts and _is_a_name(left, gazetteer)
            if not left or in_full or short_district or (entry.kind is Kind.AREA and len(left) > 1):
                return entry, length
    return None


def _is_a_road(name: str, gazetteer: Gazetteer) -> bool:
    return any(entry.kind is Kind.ROAD for entry in gazetteer.names.named(name))


def _is_a_name(left: str, gazetteer: Gazetteer) -> bool:
    """Tell whether what follows 金州 is a name of its own, not the end of a longer one."""
    if any(gazetteer.regions(left[:end]) for end in range(3, 7)):
        return True
    return len(left) > 1 and not ENDS_A_NAME.match(left)


def trimmed(text: str) -> Iterator[str]:
    """Yield the text with one more detail at its end taken off each time: room, floor, exit, 附近."""
    while (match := _TAILS.search(text)) and match.start() > 1:
        if match[0] == "路口":
            yield text[:-1]  # 西安路口 is a spot on 西安路
        text = text[: match.start()]
        yield text


def parts(text: str, gazetteer: Gazetteer) -> list[Part]:
    """Return the known names inside a text, the longest at each place, from left to right."""
    found: list[Part] = []
    at = after = 0
    while at < len(text) - 1:
        opens = at == after or bool(_BOUNDARY.search(text[:at])) or text[at - 1].isdigit()
        shortest = SHORTEST_PART if opens else SHORTEST_PART_INSIDE
        head = text[at : at + shortest]
        longest = min(len(text), at + LONGEST_PART) if gazetteer.names.beginning(head, 1) else at
        for end in range(longest, at + shortest - 1, -1):
            entries = [entry for entry in gazetteer.names.named(text[at:end]) if entry.rank < 7]
            if entries:
                found.append(Part(at, end, entries))
                at = after = end
                break
        else:
            at += 1
    return found
