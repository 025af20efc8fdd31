"""Words that say where something lies from a known place: 旁, 对面, 北侧约150米. They widen its radius."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from .answer import Origin, Remark, WhichPlace

FARTHEST_M = 3_000
SHORTEST_ANCHOR = 2
OUT_OF_A_STRAIGHT_LINE = 1.2  # metres on foot or from memory are rounded, and turn corners

_NUMBER = r"(?P<number>\d{1,6}|[零〇一二三四五六七八九十百千两半]{1,7})"
_SIDE = r"(?:东南|东北|西南|西北|东|西|南|北)"
_TOWARDS = rf"(?:(?:以|往|向|朝|靠|偏|正)?{_SIDE}(?:侧|面|边|方向?|走|行)?|前行|步行|直行|前方?|往前)"
_ABOUT = r"(?:相?距离?|大?约|大概|不到|差不多)"
_AND_SO_ON = r"多?{unit}(?:左右)?(?:远|处|以?内|范围内|的?地方)?$"
_DISTANCES = (
    re.compile(rf"{_TOWARDS}?{_ABOUT}?{_NUMBER}" + _AND_SO_ON.format(unit="(?P<unit>米|公里|千米|km|m)")),
    # 泡崖三里 is a name, 往东三里 is not.
    re.compile(rf"(?:{_TOWARDS}{_ABOUT}?|{_ABOUT}){_NUMBER}" + _AND_SO_ON.format(unit="(?P<unit>华?里)")),
)
_UNITS = {"米": 1, "m": 1, "公里": 1_000, "千米": 1_000, "km": 1_000, "里": 500, "华里": 500}
_ACROSS, _NEXT_TO, _CORNER, _HEREABOUTS = 60, 50, 100, 300
_NEARBY = "旁边|旁|隔壁|边上|门口|门前|楼下|楼上|底商|门市|网点|院内|院里|楼内|里面|后面|前面"
_ENDS_A_NAME = "(?<=[号店场园厦院校站楼心区寓口路街道巷])"
_WORDS = (
    (re.compile(rf"(?:的)?(?:斜对面|正对面|(?:马路|{_ENDS_A_NAME}路)?对面|对过|对门)$"), _ACROSS),
    (re.compile(r"(?:附近|周边|周围|一带|这一带|这里|这边|那边|左近)$"), _HEREABOUTS),
    (re.compile(rf"(?:{_NEARBY})$"), _NEXT_TO),
    (re.compile(rf"{_SIDE}(?:角|拐角)$"), _CORNER),
    (re.compile(rf"(?:{_ENDS_A_NAME}路)?(?:{_SIDE}(?:侧|边|面|方)|以{_SIDE})$"), _CORNER),
    # 中山路北 is the north side of 中山路, and 星海广场路北 the north side of the road there.
    (re.compile(rf"(?:{_ENDS_A_NAME}路{_SIDE}|(?<=[路街道巷号]){_SIDE})$"), _ACROSS),
)
_BEGINNING = re.compile(
    r"(?:的)?(?:(?P<across>斜对面|正对面|对面|对过)|(?P<near>附近|周边|一带)|(?P<beside>旁边?|隔壁|门口|楼下|底商|院内))"
)
_PARTS_OF_ONE = re.compile(r"(\d{1,3})\s*[.．点]\s*(\d{1,3})\s*(?:公里|千米|[kK][mM])")
_DIGITS = {
    "零": 0,
    "〇": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_PLACES = {"十": 10, "百": 100, "千": 1_000}


class Beside(NamedTuple):
    """A text without such words, by how many metres they widen, and whether one told too great a distance."""

    anchor: str
    wider_m: int = 0
    too_far: bool = False


def read(folded: str) -> Beside:
    """Take the words off the end of a text, as long as something is left that may be a name."""
    said = Beside(folded)
    while (shorter := _one_less(said)) is not None:
        said = shorter
    return said


def at_the_beginning(folded: str) -> int:
    """Return by how many metres a text widens what stands before it: 对面 in 对面星海广场."""
    found = _BEGINNING.match(folded)
    if found is None:
        return 0
    return _ACROSS if found["across"] else _HEREABOUTS if found["near"] else _NEXT_TO


def widened(found: Origin | WhichPlace, metres: int, *remarks: Remark) -> Origin | WhichPlace:
    """Return an answer, or each place of a question, with a radius so many metres larger."""
    if isinstance(found, WhichPlace):
        return WhichPlace(tuple(_wider(origin, metres, remarks) for origin in found.candidates))
    return _wider(found, metres, remarks)


def _wider(origin: Origin, metres: int, remarks: tuple[Remark, ...]) -> Origin:
    new = tuple(remark for remark in remarks if remark not in origin.remarks)
    return replace(origin, radius_m=origin.radius_m + metres, remarks=(*origin.remarks, *new))


def in_metres(text: str) -> str:
    """Return a text with 1.5公里 as 1500米: the form under which names are compared has no points."""
    return _PARTS_OF_ONE.sub(lambda found: f"{round(float('.'.join(found.groups())) * 1_000)}米", text)


def whole_number(text: str) -> int | None:
    """Return what digits or Chinese numerals up to the thousands stand for, such as 两百五 and 一千零二十."""
    if text.isdecimal():
        return int(text)
    total, digit, place = 0, None, 1
    for character in text:
        if character in _DIGITS:
            if digit not in (None, 0):
                return None
            digit = _DIGITS[character]
        elif character in _PLACES:
            place = _PLACES[character]
            total += (1 if digit is None else digit) * place
            digit = None
        else:
            return None
    # 两百五 is 250, but 两百零五 is 205 and 十五 is 15.
    short = digit is not None and place >= 100 and "零" not in text and "〇" not in text
    return total + (digit or 0) * (place // 10 if short else 1)


def _one_less(said: Beside) -> Beside | None:
    for pattern in _DISTANCES:
        if (found := pattern.search(said.anchor, SHORTEST_ANCHOR)) is None:
            continue
        if (number := _metres(found["number"], _UNITS[found["unit"]])) is not None:
            wider = said.wider_m + round(OUT_OF_A_STRAIGHT_LINE * min(number, FARTHEST_M))
            return Beside(said.anchor[: found.start()], wider, said.too_far or number > FARTHEST_M)
    for pattern, metres in _WORDS:
        if (found := pattern.search(said.anchor, SHORTEST_ANCHOR)) is not None:
            return said._replace(anchor=said.anchor[: found.start()], wider_m=said.wider_m + metres)
    return None


def _metres(number: str, unit: int) -> int | None:
    if number == "半":
        return unit // 2
    whole = whole_number(number)
    return None if whole is None else whole * unit
