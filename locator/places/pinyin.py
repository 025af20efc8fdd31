"""How names are read aloud: syllables, initials and an English label."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from pypinyin import lazy_pinyin
from pypinyin.seg.simpleseg import seg as words_of

from .tables import rows

# Characters with two readings that Dalian's names use; both are indexed, whichever is right.
TWO_READINGS = {
    "长": ("chang", "zhang"),
    "乐": ("le", "yue"),
    "朝": ("chao", "zhao"),
    "重": ("chong", "zhong"),
    "行": ("hang", "xing"),
    "厦": ("sha", "xia"),
    "泊": ("bo", "po"),
    "都": ("du", "dou"),
    "会": ("hui", "kuai"),
    "石": ("shi", "dan"),
    "大": ("da", "dai"),
}
MOST_READINGS = 6
# More than the shipped tables have; a large street map is read once, and need not stay in memory.
MOST_NAMES_KEPT = 10_000
LONGEST_SYLLABLE = 6  # zhuang

# Generic words, longest first: each stands as a word of its own in an English label.
_WORDS = (
    "社区居委会 人民政府 居委会 村委会 派出所 幼儿园 火车站 地铁站 体育场 体育馆 博物馆 "
    "图书馆 旅顺口区 大连市 旅顺口 普兰店 瓦房店 卫生服务中心 卫生服务站 满族乡 购物 "
    "街道 社区 广场 公园 大学 学院 中学 小学 学校 医院 附属 花园 小区 大厦 酒店 "
    "宾馆 饭店 银行 大道 公寓 家园 市场 中心 公司 超市 商场 机场 中国 大连 旅顺 "
    "金州 庄河 辽宁省 辽宁"
)
_GENERIC = re.compile("(" + "|".join(sorted(_WORDS.split(), key=len, reverse=True)) + ")")
SHORT_ENDINGS = frozenset("路街巷站镇乡村区市县园")


def read(text: str) -> list[str]:
    """Return the syllables of a text, as the general dictionary reads it.

    Its words repeat from name to name, so each is read once: a tenth of the time of reading every name.
    """
    return [syllable for word in words_of(text) for syllable in _syllables(word)]


def read_and_forget(text: str) -> list[str]:
    """Return the syllables of a text that somebody typed, of which no word may be kept."""
    return [syllable for word in words_of(text) for syllable in lazy_pinyin(word)]


@lru_cache(maxsize=20_000)
def _syllables(word: str) -> tuple[str, ...]:
    return tuple(lazy_pinyin(word))


@lru_cache(maxsize=1)
def shipped_readings() -> Readings:
    """Return how names are read aloud here; made once in a process."""
    phrases = {row.text("phrase"): row.several("reading") for row in rows("pinyin")}
    return Readings.with_phrases(phrases)


@lru_cache(maxsize=10_000)
def english_label(name: str) -> str:
    """Return the label of a name that has no English one."""
    return shipped_readings().label(name)


@dataclass(frozen=True, slots=True)
class Readings:
    """Readings of names, with a table of phrases that the general dictionary gets wrong."""

    phrases: Mapping[str, tuple[str, ...]]
    pattern: re.Pattern[str]
    # Of places alone: whenever places are indexed anew, nearly all of them have the names that they had.
    _kept: dict[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def with_phrases(cls, phrases: Mapping[str, Sequence[str]]) -> Readings:
        longest_first = sorted(phrases, key=len, reverse=True)
        pattern = (
            re.compile("(" + "|".join(map(re.escape, longest_first)) + ")") if phrases else re.compile("(?!)")
        )
        return cls({phrase: tuple(syllables) for phrase, syllables in phrases.items()}, pattern)

    def best(self, name: str, reader: Callable[[str], list[str]] = read) -> tuple[str, ...]:
        """Return the syllables of a name, runs of other letters kept whole."""
        syllables: list[str] = []
        for part in self.pattern.split(name):
            if part in self.phrases:
                syllables.extend(self.phrases[part])
            elif part:
                syllables.extend(reader(part))
        return tuple(syllables)

    def every(self, name: str) -> tuple[tuple[str, ...], ...]:
        """Return the readings of a place's name that a person may type, the best first."""
        found = self._kept.get(name)
        if found is None:
            found = self._every(name)
            if len(self._kept) < MOST_NAMES_KEPT:
                self._kept[name] = found
        return found

    def _every(self, name: str) -> tuple[tuple[str, ...], ...]:
        best = self.best(name)
        readings = [best]
        if self.pattern.search(name):
            readings.append(tuple(read(name)))
        if len(best) == len(name) and not TWO_READINGS.keys().isdisjoint(name):
            choices = [
                (syllable, *(other for other in TWO_READINGS.get(character, ()) if other != syllable))
                for character, syllable in zip(name, best, strict=True)
            ]
            readings.extend(itertools.islice(itertools.product(*choices), MOST_READINGS))
        if any("v" in syllable for syllable in best):
            readings.append(tuple(syllable.replace("v", "u") for syllable in best))
        return tuple(dict.fromkeys(readings))

    def sound(self, typed: str) -> str:
        """Return the best reading of what somebody typed as one run of letters."""
        return "".join(self.best(typed, read_and_forget))

    @staticmethod
    def initials(syllables: Sequence[str]) -> str:
        """Return the first letters of syllables; runs that are not pinyin stay whole."""
        return "".join(s[0] if s.isalpha() and len(s) <= LONGEST_SYLLABLE else s for s in syllables)

    def label(self, name: str) -> str:
        """Return an English label: pinyin in capitalised words, split where the generic ending starts."""
        words: list[str] = []
        for phrase in re.split(r"[^\w#&-]+", name):
            for part in filter(None, _GENERIC.split(phrase)):
                ending = part[-1] if part[-1] in SHORT_ENDINGS and len(part) > 1 else ""
                words += [self._word(word) for word in (part.removesuffix(ending), ending) if word]
        return " ".join(words)

    def _word(self, text: str) -> str:
        word = ""
        for syllable in self.best(text):
            glued = f"'{syllable}" if word and word[-1].isalpha() and syllable[0] in "aoe" else syllable
            word += glued
        word = word.replace("v", "ü") if text.isascii() is False else word
        return word[:1].upper() + word[1:]
