"""The last look at a text that is no name as it stands: unfinished, sounded out, or with a mistake in it."""

from __future__ import annotations

import re
from dataclasses import replace

from . import match
from .address import ROAD, Address, trimmed
from .answer import Origin, Precision, Remark, WhichPlace
from .entry import Entry
from .gazetteer import Gazetteer
from .kinds import least_radius_of_road
from .normalise import fold, has_ideographs, latin

ENDINGS = frozenset(
    [
        "大学",
        "学院",
        "医院",
        "站",
        "广场",
        "公园",
        "路",
        "街",
        "大街",
        "大道",
        "区",
        "市",
        "县",
        "镇",
        "乡",
        "村",
        "街道",
        "小区",
        "社区",
        "花园",
        "购物广场",
        "机场",
        "大厦",
        "中心",
        "商场",
        "购物中心",
        "火车站",
        "国际机场",
        "博物馆",
        "图书馆",
        "体育馆",
        "体育场",
        "景区",
        "风景区",
        "市场",
        "酒店",
        "宾馆",
    ]
)
ENGLISH = {
    "road": "lu", "street": "jie", "avenue": "dadao", "square": "guangchang", "plaza": "guangchang",
    "park": "gongyuan", "university": "daxue", "station": "zhan", "hospital": "yiyuan", "district": "qu",
    "city": "shi", "town": "zhen",
    "railway": "huoche", "airport": "jichang", "metro": "", "subway": "",
}  # fmt: skip
_ENGLISH = re.compile("|".join(sorted(ENGLISH, key=len, reverse=True)))
_LATIN_NUMBER = re.compile(r"^([a-z]+?)\d+(?:-\d+)?(?:hao)?$")
# One wrong character here is another place, not a slip: 港东二街 and 港东三街.
_TELLS_APART = frozenset("一二三四五六七八九十百0123456789东西南北中上下前后左右甲乙丙丁abcdefgh")
THE_CITY = frozenset({"dalian", "dalianshi"})
SHORTEST, SURE_LENGTH = 3, 5
MANY = 60
LIKELY = 72.0


def complete(address: Address, gazetteer: Gazetteer) -> Origin | WhichPlace | None:
    """Return the place of which the text is the beginning: 大连理工 for 大连理工大学."""
    text = _core(address.rest)
    if len(text) < 2:
        return None
    if text.endswith("小区") and (community := gazetteer.names.named(f"{text[:-2]}社区")):
        return match.settle(community, address, gazetteer, *_read_as(community))
    if road := ROAD.match(address.rest):
        return _along(road["road"], address, gazetteer)
    longer = gazetteer.names.beginning(text, MANY)
    ended = [entry for entry in longer if any(text + ending in _names(entry) for ending in ENDINGS)]
    if ended:
        remark = Remark("read-as", (("name", ended[0].name),))
        return match.settle([e for e in ended if e.name == ended[0].name], address, gazetteer, remark)
    return _offer([entry for entry in longer if match.fits(entry, address)], gazetteer)


def _along(road: str, address: Address, gazetteer: Gazetteer) -> Origin | None:
    """Return a road that is in no table from something named after it: 五一路小学 stands on 五一路."""
    bearing_its_name = [
        entry
        for entry in gazetteer.names.beginning(road, MANY)
        if entry.located and entry.kind in match.LANDMARKS and match.fits(entry, address)
    ]
    if not bearing_its_name or len(road) < 3 or not address.districts:
        return None
    best = bearing_its_name[0]
    radius = max(least_radius_of_road(road), best.radius_m)
    return replace(best, precision=Precision.ROAD, radius_m=radius).origin(match.DROPPED)


def by_sound(typed: str, address: Address, gazetteer: Gazetteer) -> Origin | WhichPlace | None:
    """Return the place that a text names in pinyin, by initials, or with a character of the same sound."""
    if has_ideographs(typed):
        sound = gazetteer.names.readings.sound(address.rest)
        entries = gazetteer.names.sounding(sound) if len(address.rest) > 2 else []
        return match.settle(entries, address, gazetteer, *_read_as(entries)) if entries else None
    if latin(typed) in THE_CITY:
        return None
    for sound in _sounds(typed):
        if entries := gazetteer.names.sounding(sound):
            return match.settle(entries, address, gazetteer)
    sound = latin(typed)
    if len(sound) > 1 and (entries := gazetteer.names.with_initials(sound)):
        return _offer(entries, gazetteer)
    return _offer(gazetteer.names.sounding_at_first(sound, MANY), gazetteer) if len(sound) > 2 else None


def misspelt(address: Address, gazetteer: Gazetteer) -> Origin | WhichPlace | None:
    """Return the place whose name is one slip away, if the name is long; otherwise ask."""
    text = _core(address.rest)
    if len(text) < SHORTEST:
        return None
    near = gazetteer.names.misspelt(text)
    if len(near) == 1 and len(text) >= SURE_LENGTH and not _other_number(text, near[0]):
        return match.settle(near, address, gazetteer, *_read_as(near))
    if near and not address.districts:
        return match.ask(near, gazetteer)
    if address.districts:
        return None
    return _offer(gazetteer.names.like(text, match.MOST_CANDIDATES, LIKELY), gazetteer)


def _core(text: str) -> str:
    """Return a text without the rooms, floors and doors at its end."""
    return min((text, *trimmed(text)), key=len)


def _sounds(typed: str) -> list[str]:
    plain = latin(typed)
    translated = _ENGLISH.sub(lambda word: ENGLISH[word[0]], plain)
    texts = [plain, translated]
    texts += [text.removeprefix("dalianshi").removeprefix("dalian") for text in texts]
    texts += [found[1] for text in texts if (found := _LATIN_NUMBER.match(text))]
    return list(dict.fromkeys(filter(None, texts)))


def _offer(entries: list[Entry], gazetteer: Gazetteer) -> Origin | WhichPlace | None:
    if not entries:
        return None
    if len(entries) == 1:
        return entries[0].origin(*_read_as(entries))
    return match.ask(entries, gazetteer)


def _read_as(entries: list[Entry]) -> tuple[Remark, ...]:
    return (Remark("read-as", (("name", entries[0].name),)),)


def _names(entry: Entry) -> frozenset[str]:
    return frozenset(map(fold, (entry.name, *entry.aliases)))


def _other_number(text: str, entry: Entry) -> bool:
    return bool(_TELLS_APART & (set(text) ^ set(entry.name)))
