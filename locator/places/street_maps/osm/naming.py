"""What an object is called: its name, its other names, its English name and its reading."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from locator.places.normalise import fold, has_ideographs, latin

from ..finer import is_part, names_a_part

LONGEST, LONGEST_ENGLISH, LONGEST_PINYIN = 80, 120, 200  # as the tables hold them
MOST_ALIASES = 12
_CHINESE = ("name:zh", "name:zh-Hans")
_OTHERS = tuple(
    key + language
    for key in ("alt_name", "old_name", "official_name", "short_name", "loc_name")
    for language in ("", ":zh", ":zh-Hans")
)
_ENGLISH = ("name:en", "int_name")
_PINYIN = ("name:zh_pinyin", "name:zh-Latn-pinyin", "name:zh-Latn")
_LISTED = re.compile(r"[;；]")
_LATIN_LETTER = re.compile(r"[A-Za-z]{2}")


@dataclass(frozen=True, slots=True)
class Called:
    """The names of an object, as a row holds them."""

    name: str
    name_en: str = ""
    pinyin: str = ""
    aliases: tuple[str, ...] = ()

    def with_names_of(self, other: Called) -> Called:
        """Return these names with what another object says of the same thing added."""
        others = aliases(self.name, (*self.aliases, other.name, *other.aliases))
        return Called(self.name, self.name_en or other.name_en, self.pinyin or other.pinyin, others)


def clean(text: str) -> str:
    """Return a text without control characters, marks of direction and unassigned ones, in single spaces."""
    kept = (" " if unicodedata.category(c) == "Cc" else c for c in text if not _invisible(c))
    return " ".join("".join(kept).split())


def several(text: str | None) -> list[str]:
    """Return the parts of a `;`-separated list, tidied."""
    return [tidied for part in _LISTED.split(text or "") if (tidied := clean(part))]


def called(tags: Mapping[str, str], left_out: Counter[str]) -> Called | None:
    """Return the names of an object, or None if it has none that may become a row; counts why."""
    names = [name for key in ("name", *_CHINESE) for name in several(tags.get(key))]
    if not names:
        return None
    name = names[0]
    chinese = [other for key in _CHINESE for other in several(tags.get(key))]
    if chinese and (not has_ideographs(name) or _LATIN_LETTER.search(name)):
        name = chinese[0]
    if len(name) > LONGEST:
        left_out["name too long"] += 1
    elif not fold(name):
        left_out["name without letters"] += 1
    elif is_part(name):
        left_out["building, unit or room"] += 1
    else:
        others = [*names, *(other for key in _OTHERS for other in several(tags.get(key)))]
        return Called(name, _english(tags), _pinyin(tags), aliases(name, others))
    return None


def aliases(name: str, others: Iterable[str]) -> tuple[str, ...]:
    """Return the other names that are worth a row's while, each once, in their order."""
    found: dict[str, str] = {}
    for other in others:
        folded = fold(other) if len(other) <= LONGEST else ""
        if len(folded) > 1 and folded != fold(name) and not is_part(other):
            found.setdefault(folded, other)
    return tuple(found.values())[:MOST_ALIASES]


def _english(tags: Mapping[str, str]) -> str:
    given = (name for key in _ENGLISH for name in several(tags.get(key)))
    return next((name for name in given if len(name) <= LONGEST_ENGLISH and not names_a_part(name)), "")


def _pinyin(tags: Mapping[str, str]) -> str:
    given = (latin(name.lower()) for key in _PINYIN for name in several(tags.get(key)))
    return next((name for name in given if len(name) <= LONGEST_PINYIN and name.isascii()), "")


def _invisible(character: str) -> bool:
    return unicodedata.category(character) in {"Cf", "Cs", "Co", "Cn"}
