"""The last look at a text that is no name as it stands: unfinished, sounded out, or with a mistake in it."""

from __future__ import annotations

import re
from dataclasses import replace

from . import namesakes
from .address import ROAD, Address, trimmed
from .answer import DROPPED, Kind, Origin, Precision, Remark, WhichPlace
from .english import sounds
from .entry import Entry, metres_between
from .gazetteer import Gazetteer
from .kinds import least_radius_of_road
from .namesakes import Found
from .normalise import has_ideographs, latin

_ENDINGS = (
    "大学 学院 医院 站 广场 公园 路 街 大街 大道 区 市 县 镇 乡 村 街道 小区 "
    "社区 花园 购物广场 机场 大厦 中心 商场 购物中心 火车站 国际机场 博物馆 图书馆 "
    "体育馆 体育场 景区 风景区 市场 酒店 宾馆"
)
ENDINGS = tuple(_ENDINGS.split())
_ROAD_ENDING = re.compile(r"(?:路|街|巷|大道)$")
ON_A_ROAD = frozenset({Kind.LANDMARK, Kind.STATION, Kind.ADDRESS})
LONGEST_ROAD_M = 8_000
THE_CITY = frozenset({"dalian", "dalianshi"})
SHORTEST, SURE_RANK = 3, 3
MANY = 60
LIKELY = 72.0


def complete(address: Address, gazetteer: Gazetteer) -> Found | None:
    """Return the place of which the text is the beginning: 大连理工 for 大连理工大学."""
    text = _core(address.rest)
    if len(text) < 2 or text in ENDINGS:
        return None
    if text.endswith("小区") and (community := gazetteer.names.named(f"{text[:-2]}社区")):
        return namesakes.settle(community, address, gazetteer, *_read_as(community))
    road = ROAD.match(address.rest)
    if (name := road["road"] if road else text) and _ROAD_ENDING.search(name):
        found = _along(name, address, gazetteer)
        if found or not road:
            return found or _ended(text, address, gazetteer)
        # Nothing is known of the road: what stands behind its number may be.
        return (
            complete(replace(address, rest=road["tail"]), gazetteer) if len(road["tail"]) > SHORTEST else None
        )
    return _ended(text, address, gazetteer) or _offer(
        [entry for entry in gazetteer.names.beginning(text, MANY) if namesakes.fits(entry, address)],
        gazetteer,
    )


def _ended(text: str, address: Address, gazetteer: Gazetteer) -> Found | None:
    """Return the place whose name only lacks its generic ending."""
    # The city's name was taken off in front, or left out: 大连理工 and 理工 both mean 大连理工大学.
    for whole in (f"大连{text}", text):
        if found := _with_an_ending(whole, address, gazetteer):
            return found
    return None


def _with_an_ending(text: str, address: Address, gazetteer: Gazetteer) -> Found | None:
    ended = [entry for ending in ENDINGS for entry in gazetteer.names.named(text + ending)]
    ended.sort(key=lambda entry: (entry.rank, len(entry.name), entry.name, entry.key))
    best = [entry for entry in ended if entry.name == ended[0].name]
    return namesakes.settle(best, address, gazetteer, *_read_as(best)) if best else None


def _along(road: str, address: Address, gazetteer: Gazetteer) -> Origin | None:
    """Return a road that is in no table from what is named after it: 五一路小学 stands on 五一路."""
    named_after_it = [
        entry
        for entry in gazetteer.names.beginning(road, MANY)
        if entry.located and entry.kind in ON_A_ROAD and namesakes.fits(entry, address)
    ]
    if not named_after_it or len(road) < SHORTEST:
        return None
    best = named_after_it[0]
    spread = max(round(metres_between(best.point, entry.point)) for entry in named_after_it)
    if spread > LONGEST_ROAD_M:
        return None
    # Only a neighbour of the road is known, and not how far along it stands.
    radius = max(least_radius_of_road(road), best.radius_m, spread) + 500
    if best.kind is Kind.ADDRESS:
        # Another door of the road is no name for this one.
        name_en = gazetteer.names.readings.label(road)
        best = replace(best, name=road, name_en=name_en, kind=Kind.ROAD)
    return replace(best, precision=Precision.ROAD, radius_m=radius).origin(DROPPED)


def by_sound(typed: str, address: Address, gazetteer: Gazetteer) -> Found | None:
    """Return the place that a text names in pinyin, by initials, or with a character of the same sound."""
    if has_ideographs(typed):
        sound = gazetteer.names.readings.sound(address.rest)
        entries = gazetteer.names.sounding(sound) if len(address.rest) >= SHORTEST else []
        if any(entry.rank <= SURE_RANK for entry in entries):
            return namesakes.settle(entries, address, gazetteer, *_read_as(entries))
        return namesakes.ask(entries, gazetteer) if entries and not address.districts else None
    if latin(typed) in THE_CITY:
        return None
    for sound in sounds(typed):
        if entries := gazetteer.names.sounding(sound):
            return namesakes.settle(entries, address, gazetteer)
    sound = latin(typed)
    if len(sound) > 1 and (entries := gazetteer.names.with_initials(sound)):
        return _offer(entries, gazetteer)
    return _offer(gazetteer.names.sounding_at_first(sound, MANY), gazetteer) if len(sound) > 2 else None


def misspelt(address: Address, gazetteer: Gazetteer) -> WhichPlace | None:
    """Return a question after the places whose names are much like the text.

    Never an answer: 东港二街 and 东港三街 are both real, and many real names stand in no table. Where a
    district is named, that is the more honest answer.
    """
    text = _core(address.rest)
    if len(text) < SHORTEST or address.districts:
        return None
    near = gazetteer.names.misspelt(text) or gazetteer.names.like(text, namesakes.MOST_CANDIDATES, LIKELY)
    return namesakes.ask(near, gazetteer) if near else None


def _core(text: str) -> str:
    """Return a text without the rooms, floors and doors at its end."""
    return min((text, *trimmed(text)), key=len)


def _offer(entries: list[Entry], gazetteer: Gazetteer) -> Found | None:
    if not entries:
        return None
    if len(entries) == 1:
        # What is unfinished may go on otherwise: 大连森林动物园 is more than its 入口.
        only = replace(entries[0], radius_m=max(entries[0].radius_m, namesakes.CLUSTER_M))
        return only.origin(*_read_as(entries))
    return namesakes.ask(entries, gazetteer)


def _read_as(entries: list[Entry]) -> tuple[Remark, ...]:
    return (Remark("read-as", (("name", entries[0].name),)),)
