"""Buildings, units and rooms: what is finer than a door is cut off names and numbers, and never kept."""

from __future__ import annotations

import re
from functools import lru_cache

from locator.places.normalise import fold, tidy

_COUNT = r"(?:第?[A-Za-z]{0,2}\d+(?:-\d+)*[A-Za-z]?|[一二三四五六七八九十百]+|[甲乙丙丁戊A-Za-z])"
_WHAT = r"(?:号楼|#楼|号房|号室|楼|栋|幢|座|单元|门洞|层|室|户|房间)"
_PART = rf"(?:{_COUNT}{_WHAT}|\d+门(?=\d)|\d+#)"
_TAIL = re.compile(
    rf"[\s,(-]*(?:(?:{_PART}[\s,-]*)+(?:\d{{1,4}}[室房户]?)?|(?<!\d)\d+(?:-\d+){{2,}}[室房户]?)\)?$"
)
# Most names hold none of these, and tidying takes most of the time.
_HINT = re.compile(r"[\d楼樓栋棟幢座元洞层層室户戶房间間#＃]")
_ENGLISH = re.compile(r"\b(?:building|bldg|block|unit|room|flat|apartment|apt)\b\W*[a-z]?\d", re.IGNORECASE)
# A shop is 23-8; 23-1-501 and 23-501 name a unit or a room.
_DOOR = re.compile(
    r"(?P<door>(?:[甲乙丙丁]|付|附)?[A-Za-z]?\d{1,5}[A-Za-z]?)(?:[-之](?P<shop>\d{1,2})(?!\d))?(?P<rest>.*)"
)
_NO_DOOR = re.compile(rf"(?:号?{_WHAT}|号公寓|号宿舍|\d)")
# 12, 3号, 23号院, 1号教学楼: what an estate or a campus has of its own, and what nobody looks for by itself.
_ONLY_A_COUNT = re.compile(rf"{_COUNT}(?:号?门?|房|舍|号(?:院|舍|公寓|教学楼))")
_NUMBER_IN_AN_ESTATE = re.compile(r"[区园苑村]\d+号$")
_DASHES = re.compile(r"\s*[‐-―−－~～]\s*")


def without_parts(name: str) -> str:
    """Return a name without the building, unit and room at its end; nothing if it is only that."""
    if not _HINT.search(name):
        return name
    tidied = tidy(name)
    cut = _TAIL.sub("", tidied)
    return name if cut == tidied else cut.strip(" ,(-")


def is_part(name: str) -> bool:
    """Tell whether a name is that of a building, a unit or a room, or ends with one: 12号楼, 东苑3单元501."""
    folded = fold(name)
    alone = _ONLY_A_COUNT.fullmatch(folded) or _NUMBER_IN_AN_ESTATE.search(folded)
    return bool(alone) or without_parts(name) != name


def names_a_part(english: str) -> bool:
    """Tell whether an English name says which building, unit or room it is."""
    return bool(_ENGLISH.search(english))


@lru_cache(maxsize=100_000)
def door_of(number: str) -> str:
    """Return a house number up to 号 and without it; nothing if it names no door but a building or a room."""
    found = _DOOR.fullmatch(_DASHES.sub("-", tidy(number)).replace("号-", "-"))
    if found is None or _NO_DOOR.match(found["rest"]):
        return ""
    return found["door"] + (f"-{found['shop']}" if found["shop"] and found["rest"][:1] != "-" else "")
