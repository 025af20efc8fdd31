"""What a text that named no known place looked like: a road, an estate, a station, or something else.

It is what is counted in place of the text, so it tells nothing but one of four words.
"""

from __future__ import annotations

import re
from dataclasses import replace
from enum import StrEnum

from .answer import COARSE, DROPPED, NotFound, Origin, WhichPlace
from .normalise import fold, has_ideographs, latin

Answer = Origin | WhichPlace | NotFound


class Shape(StrEnum):
    """The sort of place that a text seems to name."""

    ROAD = "road"
    ESTATE = "estate"
    STATION = "station"
    OTHER = "other"


_NUMBER = r"[\d一二三四五六七八九十百零〇-]+"
# 站前街 is a street, 青泥洼桥街道 a subdistrict; 静安里12号 is a door of a lane, 锦绣里 an estate.
_ROAD = re.compile(
    rf"大街(?!道)|大道|公路|胡同|路口|[路街巷弄](?!道)|里(?={_NUMBER}号(?!楼|院))|{_NUMBER}号(?!楼|院|[线口出入门])"
)
_STATION = re.compile(r"地铁|轻轨|站(?![东南西北前后]?[路街巷])|(?:[a-h]\d?号?|\d号?|出|入)口")
_ESTATE = re.compile(r"小区|花园|家园|公寓|社区|新居|公馆|山庄|别墅|宿舍|苑|[里村屯](?![路街巷])")
_BUILDING = re.compile(r"号楼|单元|[栋幢]")
_SIGNS = ((_ROAD, Shape.ROAD), (_STATION, Shape.STATION), (_ESTATE, Shape.ESTATE))
_DOOR_OF_AN_ESTATE = re.compile(rf"(?:小区|花园|家园|公寓|社区|苑){_NUMBER}号")

# Of pinyin and English the ending is looked at, with a house number before or behind it.
_IN_LETTERS = (
    (re.compile(r"(?:road|street|avenue|lane|lu|jie|dadao|xiang|hutong)(?:\d+(?:hao)?)?$"), Shape.ROAD),
    (re.compile(r"(?:station|metro|subway|zhan|ditie|exit[a-h]?|chukou|[a-h]kou)\d*$"), Shape.STATION),
    (
        re.compile(
            r"(?:xiaoqu|huayuan|jiayuan|gongyu|shequ|cun|yuan|garden|gardens|estate|apartments?|village|community"
            r"|residence)(?:\d+(?:hao(?:lou)?)?)?$"
        ),
        Shape.ESTATE,
    ),
)
_NOT_AN_ESTATE = re.compile(r"(?:gong|yi|xue|dong|zhi)yuan$")  # a park, a hospital, a college, a zoo


def shape_of(text: str) -> Shape:
    """Return what a text looks like by the last of its generic words: addresses run from coarse to fine."""
    folded = fold(text)
    if not has_ideographs(folded):
        return _in_letters(latin(folded))
    if _DOOR_OF_AN_ESTATE.search(folded):
        return Shape.ESTATE
    last = [(found[-1].start(), shape) for sign, shape in _SIGNS if (found := list(sign.finditer(folded)))]
    if last:
        return max(last, key=lambda sign: sign[0])[1]
    return Shape.ESTATE if _BUILDING.search(folded) else Shape.OTHER


def _in_letters(text: str) -> Shape:
    if _NOT_AN_ESTATE.search(text):
        return Shape.OTHER
    return next((shape for sign, shape in _IN_LETTERS if sign.search(text)), Shape.OTHER)


def in_vain(answer: Answer, folded: str, district: str) -> Answer:
    """Note on an answer what was looked for in vain: the text's shape, and nothing else of it.

    A text that names a district is answered with the district at worst: there too a road was not found.
    """
    if isinstance(answer, NotFound) and answer.reason == "unknown":
        return replace(answer, shape=shape_of(folded), district=district)
    if isinstance(answer, Origin) and answer.precision in COARSE and DROPPED in answer.remarks:
        return replace(answer, missed=shape_of(folded))
    return answer
