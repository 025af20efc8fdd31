"""Names as arrays, found whole, by their beginning, or with a mistake in them."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise
from typing import Any, TypeVar
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from .texts import Arrays, Numbers, Texts

LAST = "\U0010ffff"
NONE: Numbers = np.empty(0, np.int32)
BITS_A_TEXT = 16
N = TypeVar("N", np.uint32, np.uint64)


class Forms:
    """Written forms of numbered places in sorted order; several forms may name one place."""

    __slots__ = ("_known", "_mask", "_numbers", "_texts")

    def __init__(self, texts: Texts, numbers: Numbers, known: NDArray[np.uint8]) -> None:
        self._texts = texts
        self._numbers = numbers
        self._known = known.data
        self._mask = len(known) * 8 - 1

    @classmethod
    def of(cls, forms: Iterable[tuple[str, int]]) -> Forms:
        ordered = sorted(set(forms))
        numbers = np.fromiter((number for _, number in ordered), np.int32, len(ordered))
        texts = [text for text, _ in ordered]
        return cls(Texts.of(texts), numbers, _marked(texts))

    @classmethod
    def read(cls, arrays: Arrays, name: str) -> Forms:
        return cls(Texts.read(arrays, name), arrays[f"{name}.numbers"], arrays[f"{name}.known"])

    def arrays(self, name: str) -> dict[str, NDArray[Any]]:
        known = np.frombuffer(self._known, dtype=np.uint8)
        return {**self._texts.arrays(name), f"{name}.numbers": self._numbers, f"{name}.known": known}

    def exact(self, text: str) -> Numbers:
        # Most parts of an address are nobody's name: a bit says so in a tenth of the time of a search.
        bit = crc32(text.encode()) & self._mask
        if not self._known[bit >> 3] >> (bit & 7) & 1:
            return NONE
        start = self._texts.position(text)
        return self._numbers[start : start + self._texts.repeated(text, start)]

    def best_beginning(self, text: str, ranks: Numbers, most: int) -> Numbers:
        """Return so many of the places with a form that begins with the text, those with the least ranks.

        `ranks` are those of the forms, in their order: a single letter begins a hundred thousand of them, and
        to look up the rank of each place takes longer than to choose.
        """
        start = self._texts.position(text)
        span = slice(start, self._texts.position(text + LAST, start))
        numbers = self._numbers[span]
        return numbers[np.argpartition(ranks[span], most)[:most]] if len(numbers) > most else numbers

    def ranks(self, ranks: Numbers) -> Numbers:
        """Return the ranks of places in the order of the forms."""
        return ranks[self._numbers]


class Misspellings:
    """Names within one edit of a text: both with one character left out meet in a table of checksums.

    All names within one edit are found, however many names there are, in a look-up for each character.
    """

    __slots__ = ("_checksums", "_names", "_places")

    def __init__(self, names: Texts, checksums: NDArray[np.uint32], places: Numbers) -> None:
        self._names = names
        self._checksums = checksums
        self._places = places

    @classmethod
    def of(cls, names: Texts) -> Misspellings:
        checksums, places = _gathered(map(_checksums, names), np.uint32)
        order = np.argsort(checksums, kind="stable")
        return cls(names, checksums[order], places[order])

    @classmethod
    def read(cls, arrays: Arrays, names: Texts) -> Misspellings:
        return cls(names, arrays["misspellings.checksums"], arrays["misspellings.places"])

    def arrays(self) -> dict[str, NDArray[Any]]:
        return {"misspellings.checksums": self._checksums, "misspellings.places": self._places}

    def near(self, text: str) -> list[int]:
        wanted = np.array(_checksums(text), dtype=np.uint32)
        starts = np.searchsorted(self._checksums, wanted, "left")
        ends = np.searchsorted(self._checksums, wanted, "right")
        met = {at for start, end in zip(starts, ends, strict=True) for at in self._places[start:end].tolist()}
        ordered = sorted(met)
        named = zip(self._names.each(ordered), ordered, strict=True)
        return [at for name, at in named if Levenshtein.distance(text, name, score_cutoff=1) <= 1]


class Bigrams:
    """Names that share pairs of characters with a text, the rarest pairs first, ranked by rapidfuzz."""

    MOST_CANDIDATES = 300

    __slots__ = ("_names", "_pairs", "_places", "_starts")

    def __init__(self, names: Texts, pairs: NDArray[np.uint64], starts: Numbers, places: Numbers) -> None:
        self._names = names
        self._pairs = pairs
        self._starts = starts
        self._places = places

    @classmethod
    def of(cls, names: Texts) -> Bigrams:
        pairs, places = _gathered(map(_pairs, names), np.uint64)
        order = np.argsort(pairs, kind="stable")
        known, starts = np.unique(pairs[order], return_index=True)
        return cls(names, known, np.append(starts, len(pairs)).astype(np.int32), places[order])

    @classmethod
    def read(cls, arrays: Arrays, names: Texts) -> Bigrams:
        return cls(names, arrays["bigrams.pairs"], arrays["bigrams.starts"], arrays["bigrams.places"])

    def arrays(self) -> dict[str, NDArray[Any]]:
        return {
            "bigrams.pairs": self._pairs,
            "bigrams.starts": self._starts,
            "bigrams.places": self._places,
        }

    def like(self, text: str, limit: int, at_least: float) -> list[tuple[float, int]]:
        """Return up to `limit` names as (likeness from 0 to 100, number), the likest first."""
        candidates: set[int] = set()
        for posting in sorted(self._postings(text), key=len):
            room = self.MOST_CANDIDATES - len(candidates)
            if room <= 0:
                break
            candidates.update(posting[:room].tolist())
        named = zip(self._names.each(candidates), candidates, strict=True)
        scored = ((fuzz.ratio(text, name, score_cutoff=at_least), at) for name, at in named)
        return sorted(((score, at) for score, at in scored if score), key=lambda row: (-row[0], row[1]))[
            :limit
        ]

    def _postings(self, text: str) -> list[Numbers]:
        wanted = np.array(sorted(_pairs(text)), dtype=np.uint64)
        found = np.searchsorted(self._pairs, wanted)
        return [
            self._places[self._starts[at] : self._starts[at + 1]]
            for at, pair in zip(found.tolist(), wanted, strict=True)
            if at < len(self._pairs) and self._pairs[at] == pair
        ]


def _marked(texts: Sequence[str]) -> NDArray[np.uint8]:
    """Return as many bits as a power of two, that of each text's checksum set."""
    bits = 1 << max(3, (len(texts) * BITS_A_TEXT).bit_length())
    marked = np.zeros(bits, np.bool_)
    marked[np.fromiter((crc32(text.encode()) for text in texts), np.int64) & (bits - 1)] = True
    return np.packbits(marked, bitorder="little")


def _gathered(each: Iterable[Collection[int]], kind: type[N]) -> tuple[NDArray[N], Numbers]:
    """Return all numbers one after the other, and of which name each is: in arrays from the start.

    As lists of Python's numbers they would take ten times the memory.
    """
    gathered, lengths = array(np.dtype(kind).char), array("I")
    for found in each:
        gathered.extend(found)
        lengths.append(len(found))
    owners = np.repeat(np.arange(len(lengths), dtype=np.int32), np.array(lengths, np.uint32))
    return np.array(gathered, kind), owners


def _pairs(text: str) -> set[int]:
    return {(ord(one) << 32) | ord(two) for one, two in pairwise(text)}


def _checksums(text: str) -> list[int]:
    shortened = {text} | {text[:at] + text[at + 1 :] for at in range(len(text))}
    return [crc32(form.encode()) for form in shortened if form]
