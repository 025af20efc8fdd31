"""Places that may be one: of one kind, close together, under the same or nearly the same name."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np
from rapidfuzz.distance import Levenshtein
from scipy.spatial import cKDTree

from locator.places.answer import Kind
from locator.places.entry import metres_between
from locator.places.nicknames import BRACKETS
from locator.places.normalise import fold
from locator.places.spots import flat

from .place_facts import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from locator.places import Gazetteer
    from locator.places.entry import Entry

NEAR_M, ALONG_A_ROAD_M = 400, 1_500
SHORTEST_WITH_A_SLIP, SHORTEST_SHARED = 4, 3
MOST_IN_A_GROUP, MOST_COMPARED = 8, 12
# 东港二街 and 东港三街, 锦绣小学 and 锦绣中学 differ by one character and are two places.
TELLS_APART = frozenset(
    "0123456789abcdefghijklmnopqrstuvwxyz一二三四五六七八九十东南西北中上下前后左右新老大小甲乙丙丁"
)


class Likeness(IntEnum):
    """Why two places may be one, the surest first."""

    SAME_NAME = 1
    BRACKETS = 2
    OTHER_NAME = 3
    ONE_SLIP = 4


@dataclass(frozen=True, slots=True)
class Suspected:
    """Places that may be one, and how far they lie apart at most."""

    entries: tuple[Entry, ...]
    likeness: Likeness
    metres: int


@dataclass(frozen=True, slots=True)
class _Forms:
    """The folded names by which a place is compared."""

    name: str
    bare: str
    aliases: frozenset[str]

    @classmethod
    def of(cls, entry: Entry) -> _Forms:
        name, bare = fold(entry.name), fold(BRACKETS.sub("", entry.name))
        aliases = frozenset(map(fold, entry.aliases)) - {name, bare, ""}
        return cls(name, bare, aliases)

    def looked_up(self) -> Iterator[str]:
        """Yield what two that are alike have in common: a name, or a name with one character left out."""
        yield from {self.name, self.bare, *self.aliases}
        if len(self.name) >= SHORTEST_WITH_A_SLIP:
            yield from {f"-{self.name[:at]}{self.name[at + 1 :]}" for at in range(len(self.name))}
            yield f"-{self.name}"


@lru_cache(maxsize=1)
def suspected_doubles(gazetteer: Gazetteer) -> tuple[Suspected, ...]:
    """Return the groups that may be one place, the surest first; worked out once for a gazetteer.

    Only places that share a form of a name are compared, and of those only neighbours: a look-up for each
    name rather than a comparison for each pair.
    """
    entries = [entry for entry in gazetteer.entries if _may_be_merged(entry)]
    forms = [_Forms.of(entry) for entry in entries]
    alike: dict[tuple[int, int], Likeness] = {}
    for one, other in _candidates(entries, forms):
        if (one, other) not in alike and (likeness := _likeness(forms[one], forms[other])):
            alike[one, other] = likeness
    return tuple(sorted(_groups(entries, alike), key=lambda s: (s.likeness, s.metres, s.entries[0].key)))


def _may_be_merged(entry: Entry) -> bool:
    return bool(entry.key) and entry.kind in KINDS and entry.located and not entry.part_of_something


def _candidates(entries: list[Entry], forms: list[_Forms]) -> Iterator[tuple[int, int]]:
    """Yield the neighbours that share a form of a name."""
    shared = [
        (crc32(f"{entries[at].kind} {text}".encode()), at)
        for at, form in enumerate(forms)
        for text in form.looked_up()
    ]
    table = np.array(shared or np.empty((0, 2)), dtype=np.int64)
    table = table[np.lexsort((table[:, 1], table[:, 0]))]
    starts = np.flatnonzero(np.diff(table[:, 0], prepend=-1))
    sizes = np.diff(starts, append=len(table))
    for start, size in zip(starts[sizes > 1].tolist(), sizes[sizes > 1].tolist(), strict=True):
        yield from _neighbours(entries, sorted(set(table[start : start + size, 1].tolist())))


def _neighbours(entries: list[Entry], group: list[int]) -> Iterable[tuple[int, int]]:
    if len(group) > MOST_COMPARED:
        spots = np.array([flat(entries[at].point) for at in group])
        # On the flat plane a little more, as what counts is measured below.
        pairs = cKDTree(spots).query_pairs(ALONG_A_ROAD_M * 1.02)
        near = [(group[min(pair)], group[max(pair)]) for pair in pairs]
    else:
        near = list(combinations(group, 2))
    return [(one, other) for one, other in near if _are_close(entries[one], entries[other])]


def _are_close(one: Entry, other: Entry) -> bool:
    limit = ALONG_A_ROAD_M if one.kind is Kind.ROAD else NEAR_M
    return one.kind is other.kind and metres_between(one.point, other.point) <= limit


def _likeness(one: _Forms, other: _Forms) -> Likeness | None:
    if one.name == other.name:
        return Likeness.SAME_NAME
    # 肯德基（西安路店） and 肯德基（天津街店） are two; one of them and 肯德基 may be one.
    if one.bare == other.name or other.bare == one.name:
        return Likeness.BRACKETS
    if one.name in other.aliases or other.name in one.aliases:
        return Likeness.OTHER_NAME
    both_told_apart = one.bare != one.name and other.bare != other.name
    if not both_told_apart and any(len(alias) >= SHORTEST_SHARED for alias in one.aliases & other.aliases):
        return Likeness.OTHER_NAME
    return Likeness.ONE_SLIP if _one_slip(one.name, other.name) else None


def _one_slip(one: str, other: str) -> bool:
    """Tell whether one character is another, missing or too many, and not one that tells places apart."""
    if min(len(one), len(other)) < SHORTEST_WITH_A_SLIP or Levenshtein.distance(one, other) != 1:
        return False
    front = _shared(one, other)
    back = _shared(one[front:][::-1], other[front:][::-1])
    return TELLS_APART.isdisjoint(one[front : len(one) - back] + other[front : len(other) - back])


def _shared(one: str, other: str) -> int:
    """Return how many characters two texts begin with in common."""
    differ = (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
    return next(differ, min(len(one), len(other)))


def _groups(entries: list[Entry], alike: dict[tuple[int, int], Likeness]) -> Iterator[Suspected]:
    """Yield the places that hang together; nearly the same names only as pairs, or chains would grow."""
    root: dict[int, int] = {}

    def find(at: int) -> int:
        while root.get(at, at) != at:
            at = root[at]
        return at

    for (one, other), likeness in sorted(alike.items()):
        if likeness is not Likeness.ONE_SLIP:
            root[find(other)] = find(one)
    members: dict[int, set[int]] = {}
    surest: dict[int, Likeness] = {}
    for (one, other), likeness in sorted(alike.items()):
        if likeness is Likeness.ONE_SLIP:
            if find(one) != find(other):
                yield _suspected(entries, {one, other}, likeness)
        else:
            members.setdefault(find(one), set()).update((one, other))
            surest[find(one)] = min(surest.get(find(one), likeness), likeness)
    for first, group in members.items():
        yield _suspected(entries, group, surest[first])


def _suspected(entries: list[Entry], numbers: set[int], likeness: Likeness) -> Suspected:
    group = sorted((entries[at] for at in numbers), key=lambda entry: (entry.rank, entry.radius_m, entry.key))
    listed = tuple(group[:MOST_IN_A_GROUP])
    apart = max(metres_between(one.point, other.point) for one, other in combinations(listed, 2))
    return Suspected(listed, likeness, round(apart))
