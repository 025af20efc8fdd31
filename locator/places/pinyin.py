"""How names are read aloud: syllables, initials and an English label."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pypinyin import lazy_pinyin

# Characters with two readings that Dalian's names use; both are indexed, whichever is right.
TWO_READINGS = {
    "长": ("chang", "zhang"),
    "乐": ("le", "yue"),
    "朝": ("chao", "zhao"),
    "重": ("chong", "zhong"),
    "行": ("hang", "xing"),
    "厦": ("sha", "xia"),
    "泊": ("bo", "po"),
    "台": ("tai",),
    "都": ("du", "dou"),
    "会": ("hui", "kuai"),
    "石": ("shi", "dan"),
    "大": ("da", "dai"),
}
MOST_READINGS = 6
LONGEST_SYLLABLE = 6  # zhuang

# Generic endings, longest first: they stand as a word of their own in an English label.
_ENDINGS = (
    "社区卫生服务中心 社区卫生服务站 社区居委会 人民政府 满族乡 村委会 派出所 幼儿园 "
    "火车站 购物广场 地铁站 体育场 体育馆 博物馆 图书馆 街道 社区 广场 公园 大学 学院 "
    "中学 小学 学校 医院 花园 小区 大厦 酒店 宾馆 饭店 银行 大道 公寓 家园 市场 "
    "中心 公司 超市 商场 机场 路 街 巷 站 镇 乡 村 区 市 县 园"
)
ENDINGS = tuple(_ENDINGS.split())
BEGINNINGS = (
    "大连市",
    "大连",
    "旅顺口区",
    "旅顺",
    "中国",
    "金州区",
    "金州",
    "庄河市",
    "庄河",
    "辽宁省",
    "辽宁",
)


@dataclass(frozen=True, slots=True)
class Readings:
    """Readings of names, with a table of phrases that the general dictionary gets wrong."""

    phrases: Mapping[str, tuple[str, ...]]
    pattern: re.Pattern[str]

    @classmethod
    def with_phrases(cls, phrases: Mapping[str, Sequence[str]]) -> Readings:
        longest_first = sorted(phrases, key=len, reverse=True)
        pattern = (
            re.compile("(" + "|".join(map(re.escape, longest_first)) + ")") if phrases else re.compile("(?!)")
        )
        return cls({phrase: tuple(syllables) for phrase, syllables in phrases.items()}, pattern)

    def best(self, name: str) -> tuple[str, ...]:
        """Return the syllables of a name, runs of other letters kept whole."""
        syllables: list[str] = []
        for part in self.pattern.split(name):
            if part in self.phrases:
                syllables.extend(self.phrases[part])
            elif part:
                syllables.extend(lazy_pinyin(part))
        return tuple(syllables)

    def every(self, name: str) -> tuple[tuple[str, ...], ...]:
        """Return the readings that a person may type, the best first."""
        best = self.best(name)
        readings = [best]
        if self.pattern.search(name):
            readings.append(tuple(lazy_pinyin(name)))
        if len(best) == len(name):
            choices = [
                (syllable, *(other for other in TWO_READINGS.get(character, ()) if other != syllable))
                for character, syllable in zip(name, best, strict=True)
            ]
            readings.extend(itertools.islice(itertools.product(*choices), MOST_READINGS))
        if any("v" in syllable for syllable in best):
            readings.append(tuple(syllable.replace("v", "u") for syllable in best))
        return tuple(dict.fromkeys(readings))

    def sound(self, name: str) -> str:
        """Return the best reading as one run of letters."""
        return "".join(self.best(name))

    @staticmethod
    def initials(syllables: Sequence[str]) -> str:
        """Return the first letters of syllables; runs that are not pinyin stay whole."""
        return "".join(s[0] if s.isalpha() and len(s) <= LONGEST_SYLLABLE else s for s in syllables)

    def label(self, name: str) -> str:
        """Return an English label: pinyin in capitalised words, split where the generic ending starts."""
        words = []
        for phrase in re.split(r"[^\w#&-]+", name):
            beginning = next((b for b in BEGINNINGS if phrase.startswith(b) and len(phrase) > len(b) + 1), "")
            part = phrase.removeprefix(beginning)
            ending = next((e for e in ENDINGS if part.endswith(e) and len(part) > len(e)), "")
            words += [self._word(word) for word in (beginning, part.removesuffix(ending), ending) if word]
        return " ".join(words)

    def _word(self, text: str) -> str:
        word = ""
        for syllable in self.best(text):
            glued = f"'{syllable}" if word and word[-1].isalpha() and syllable[0] in "aoe" else syllable
            word += glued
        word = word.replace("v", "ü") if text.isascii() is False else word
        return word[:1].upper() + word[1:]
