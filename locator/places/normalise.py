"""One form for all the ways of writing a text: full width, traditional, with accents, spaced out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import opencc

LONGEST = 100

# Letters, digits and ideographs stay; a hyphen stays only inside a number (23-8号 is not 238号).
_NOT_WRITTEN = re.compile(r"(?:(?<!\d)-|-(?!\d)|[^\w-]|_)+")
_DASHES = re.compile(r"[‐-―−－~～]")
_SIMPLIFIED = opencc.OpenCC("t2s")


def tidy(text: str) -> str:
    """Return the text in compatibility form and simplified characters, without invisible marks."""
    text = unicodedata.normalize("NFKC", text)
    text = _without_marks(text)
    simplified: str = _SIMPLIFIED.convert(text)
    return simplified.strip()


def _without_marks(text: str) -> str:
    # One sign of each, not one look for each character: names share their few thousand characters.
    marks = {ord(character): None for character in set(text) if unicodedata.category(character) == "Cf"}
    return text.translate(marks) if marks else text


def fold(text: str) -> str:
    """Return the form under which names are compared: tidied, small letters, no spaces or punctuation."""
    return _NOT_WRITTEN.sub("", _DASHES.sub("-", tidy(text)).lower())


def fold_all(texts: Iterable[str]) -> list[str]:
    """Return many texts folded; all at once, since most of the time of one goes into starting."""
    listed = list(texts)
    pieces = _tidy_parts(listed, simplified=True)
    return [_NOT_WRITTEN.sub("", _DASHES.sub("-", piece).lower()) for piece in pieces]


def all_as_written(texts: Iterable[str]) -> list[str]:
    """Return texts folded but not simplified, and nothing for those that simplifying does not change."""
    listed = list(texts)
    simplified, compatible = _tidy_parts(listed, simplified=True), _tidy_parts(listed, simplified=False)
    return [
        "" if one == other else _NOT_WRITTEN.sub("", other.lower())
        for one, other in zip(simplified, compatible, strict=True)
    ]


def _tidy_parts(texts: list[str], *, simplified: bool) -> list[str]:
    if any("\n" in text for text in texts):
        return [
            part for text in texts for part in _tidy_parts([text.replace("\n", " ")], simplified=simplified)
        ]
    text = _without_marks(unicodedata.normalize("NFKC", "\n".join(texts)))
    return (_SIMPLIFIED.convert(text) if simplified else text).split("\n") if texts else []


def complaint(text: str) -> str:
    """Return why a typed text cannot be looked up (`empty`, `too-long`, `unreadable`), or nothing."""
    if len(text) > 4 * LONGEST:
        return "too-long"
    if not text.strip():
        return "empty"
    if any(unicodedata.category(character) in {"Cc", "Cs", "Co", "Cn"} for character in text.strip()):
        return "unreadable"
    if len(tidy(text)) > LONGEST:
        return "too-long"
    return "" if fold(text) else "unreadable"


@lru_cache(maxsize=1)
def _accents() -> dict[int, str | None]:
    marks = {ord(mark): None for mark in "\u0300\u0301\u0302\u0304\u030c\u0306'’ʼ`"}
    return {**marks, ord("ü"): "v"}


def latin(folded: str) -> str:
    """Return pinyin as typed without tones, apostrophes or spaces, with ü as v."""
    spread = unicodedata.normalize("NFD", folded).replace("u\u0308", "ü")
    return spread.translate(_accents())


def has_ideographs(text: str) -> bool:
    return any("\u3400" <= character <= "\u9fff" for character in text)
