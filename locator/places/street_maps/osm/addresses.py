"""House numbers as the map writes them: `23号`, `1;3;5`, `1-5`; and the street they stand in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from locator.places.address import NUMBER, without_country
from locator.places.doors import LARGEST
from locator.places.gazetteer import Gazetteer
from locator.places.normalise import fold

from ..finer import door_of, is_part
from .naming import LONGEST, clean

LONGEST_RANGE, MOST_LISTED = 20, 40
LONGEST_NUMBER = 20
_SEPARATORS = re.compile(r"[;；,，、]")
_RANGE = re.compile(r"(\d+)-(\d+)")
# 12号楼 is a building of an estate, 12号院 a gate on the street with buildings behind it.
_DOOR = re.compile(rf"(?P<number>{NUMBER})(?:$|号(?![楼栋幢座门房室舍]|公寓|单元).*$)")
_ROAD_AND_MORE = re.compile(rf"(?P<road>.+(?:大街|大道|公路|路|街|巷))(?:{NUMBER}号?.*)$")
_NAMED_IN_FULL = re.compile(r"(?:[区市县镇乡]|街道|办事处)$")
_SIGN_BEFORE_DASH = re.compile(r"号(?=\s*[-‐-―−－~～])")
STEPS = {"odd": 2, "even": 2, "all": 1}


def numbers_of(written: str, interpolation: str = "") -> list[str]:
    """Return the house numbers of a tag, without 号 and whatever stands behind it; buildings are none.

    A range counts as one where it says so, or where it keeps to one side of a road: `1-5` is 1, 3 and 5, but
    `23-8` is shop 8 of number 23.
    """
    found: dict[str, None] = {}
    for part in _SEPARATORS.split(clean(written))[:MOST_LISTED]:
        folded = fold(_SIGN_BEFORE_DASH.sub("", part)).removesuffix("号")
        for number in _range(folded, interpolation) or [_door(folded)]:
            if number:
                found.setdefault(number)
    return list(found)


def _range(folded: str, interpolation: str) -> list[str]:
    ends = _RANGE.fullmatch(folded)
    if ends is None:
        return []
    first, last = int(ends[1]), int(ends[2])
    step = STEPS.get(interpolation, 2)
    if not (0 < last - first <= LONGEST_RANGE and last <= LARGEST) or (last - first) % step:
        return []
    return [str(number) for number in range(first, last + 1, step)]


def _door(folded: str) -> str:
    door = _DOOR.fullmatch(folded)
    if door is None or len(door["number"]) > LONGEST_NUMBER:
        return ""
    counted = re.search(r"\d+", door["number"])
    # 23-1-501 is a room behind door 23.
    return door_of(door["number"]) if counted and int(counted[0]) <= LARGEST else ""


class Streets:
    """The streets of addresses, without the city and the district that some write before them."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._trimmed = lru_cache(maxsize=50_000)(self._trim)

    def of(self, tags: Mapping[str, str]) -> str:
        """Return the road or place that an object's house number belongs to, or nothing."""
        return self.named(tags.get("addr:street") or tags.get("addr:place") or "")

    def named(self, written: str) -> str:
        """Return a street as a row names it, or nothing for a building or what is no name."""
        return self._trimmed(written) if written else ""

    def _trim(self, written: str) -> str:
        street = clean(written)
        folded = fold(street)
        if not 1 < len(folded) <= LONGEST:
            return ""
        rest = self._without_regions(folded)
        with_number = _ROAD_AND_MORE.fullmatch(rest)
        rest = with_number["road"] if with_number else rest
        if len(rest) < 2 or is_part(rest):
            return ""
        return street if rest == folded else rest

    def _without_regions(self, folded: str) -> str:
        """Take off what is named in full: 沙河口区 and 凌水镇, but neither 西安路 nor 金州 of 金州路."""
        rest = without_country(folded).removeprefix("大连市")
        while end := next(
            (end for end in range(min(len(rest) - 2, 14), 1, -1) if self._region(rest[:end])), 0
        ):
            rest = rest[end:]
        return rest if len(rest) > 1 else folded

    def _region(self, head: str) -> bool:
        return bool(_NAMED_IN_FULL.search(head) and self._gazetteer.regions(head))
