"""Names in memory, found whole, by their beginning, or with a mistake in them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

Numbers = NDArray[np.int32]
LAST = "\U0010ffff"


class Forms:
    """Written forms of numbered places in sorted order; several forms may name one place."""

    __slots__ = ("_numbers", "_texts")

    def __init__(self, forms: Iterable[tuple[str, int]]) -> None:
        ordered = sorted(set(forms))
        self._texts = [text for text, _ in ordered]
        self._numbers: Numbers = np.array([number for _, number in ordered], dtype=np.int32)

    def exact(self, text: str) -> Numbers:
        return self._numbers[bisect_left(self._texts, text) : bisect_right(self._texts, text)]

    def beginning(self, text: str) -> Numbers:
        """Return the places with a form that begins with the text, in the order of the forms."""
        return self._numbers[bisect_left(self._texts, text) : bisect_left(self._texts, text + LAST)]

    def __contains__(self, text: str) -> bool:
        at = bisect_left(self._texts, text)
        return at < len(self._texts) and self._texts[at] == text


class Misspellings:
    """Names within one edit of a text: both with one character left out meet in a table of checksums.

    All names within one edit are found, however many names there are, in a look-up for each character.
    """

    __slots__ = ("_checksums", "_names", "_places")

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names
        left_out = [(checksum, at) for at, name in enumerate(names) for checksum in _checksums(name)]
        table = np.array(left_out or np.empty((0, 2)), dtype=np.int64)
        table = table[np.argsort(table[:, 0], kind="stable")]
        self._checksums = table[:, 0].copy()
        self._places: Numbers = table[:, 1].astype(np.int32)

    def near(self, text: str) -> list[int]:
        wanted = np.array(_checksums(text), dtype=np.int64)
        starts = np.searchsorted(self._checksums, wanted, "left")
        ends = np.searchsorted(self._checksums, wanted, "right")
        met = {at for start, end in zip(starts, ends, strict=True) for at in self._places[start:end].tolist()}
        return [at for at in sorted(met) if Levenshtein.distance(text, self._names[at], score_cutoff=1) <= 1]


class Bigrams:
    """Names that share pairs of characters with a text, the rarest pairs first, ranked by rapidfuzz."""

    MOST_CANDIDATES = 300

    __slots__ = ("_names", "_postings")

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names
        postings: dict[str, list[int]] = defaultdict(list)
        for at, name in enumerate(names):
            for pair in _pairs(name):
                postings[pair].append(at)
        self._postings = {pair: np.array(places, dtype=np.int32) for pair, places in postings.items()}

    def like(self, text: str, limit: int, at_least: float) -> list[tuple[float, int]]:
        """Return up to `limit` names as (likeness from 0 to 100, number), the likest first."""
        rarest_first = sorted(
            (posting for pair in _pairs(text) if (posting := self._postings.get(pair)) is not None), key=len
        )
        candidates: set[int] = set()
        for posting in rarest_first:
            room = self.MOST_CANDIDATES - len(candidates)
            if room <= 0:
                break
            candidates.update(posting[:room].tolist())
        scored = ((fuzz.ratio(text, self._names[at], score_cutoff=at_least), at) for at in candidates)
        return sorted(((score, at) for score, at in scored if score), key=lambda row: (-row[0], row[1]))[
            :limit
        ]


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}


def _checksums(text: str) -> list[int]:
    shortened = {text} | {text[:at] + text[at + 1 :] for at in range(len(text))}
    return [crc32(form.encode()) for form in shortened if form]
