"""How a text in Latin letters may sound: pinyin as it stands, or with the English words in it translated."""

from __future__ import annotations

import re

from .normalise import latin

ENGLISH = {
    "road": "lu", "street": "jie", "avenue": "dadao", "square": "guangchang", "plaza": "guangchang",
    "park": "gongyuan", "university": "daxue", "station": "zhan", "hospital": "yiyuan", "district": "qu",
    "city": "shi", "town": "zhen",
    "railway": "huoche", "airport": "jichang", "metro": "", "subway": "",
}  # fmt: skip
_ENGLISH = re.compile("|".join(sorted(ENGLISH, key=len, reverse=True)))
_LATIN_NUMBER = re.compile(r"^([a-z]+?)\d+(?:-\d+)?(?:hao)?$")


def sounds(typed: str) -> list[str]:
    """Return the readings that a folded text in Latin letters may stand for, the nearest first."""
    plain = latin(typed)
    translated = _ENGLISH.sub(lambda word: ENGLISH[word[0]], plain)
    texts = [plain, translated]
    texts += [text.removeprefix("dalianshi").removeprefix("dalian") for text in texts]
    texts += [found[1] for text in texts if (found := _LATIN_NUMBER.match(text))]
    return list(dict.fromkeys(filter(None, texts)))
