"""Names and addresses in pinyin, for readers of Latin letters where nobody has given an English name."""

from __future__ import annotations

import re
from functools import lru_cache

from .normalise import has_ideographs
from .pinyin import english_label

# What an address is made of: an area, road or building up to its ending, or a number with what it counts.
_PART = re.compile(
    r"\d[\d-]*(?:号楼|单元|[号楼层室栋座])?|[^\d\W].+?(?:街道|大道|[省市区县镇乡村路街巷])(?!\d*号线)|[^\d]+?(?=\d|$)"
)
# Words of the banks' trade and of the city's, each a word of its own.
_WORD = re.compile(
    "(示例|网点|支行|分行|分理处|储蓄所|营业部|营业厅|股份|有限|经济区|开发区|高新|园区|号楼|段$)"
)
_NUMBER = re.compile(r"([\d-]+)(\D+)")


@lru_cache(maxsize=20_000)
def romanised(text: str) -> str:
    """Return a name or an address in pinyin without tones, each word with a capital; made once for a text."""
    words = (word for part in _PART.findall(text) for word in _WORD.split(part))
    return " ".join(filter(None, map(_said, words))) or text


def with_chinese(chinese: str, english: str) -> str:
    """Return the English name, or pinyin with the Chinese beside it: nobody in the street reads pinyin."""
    if english or not has_ideographs(chinese):
        return english or chinese
    return f"{romanised(chinese)} ({chinese})"


def _said(word: str) -> str:
    counted = _NUMBER.fullmatch(word)
    return f"{counted[1]} {english_label(counted[2])}" if counted else english_label(word)
