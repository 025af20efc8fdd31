"""The places of the gazetteer as columns, each made into an entry when somebody asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from locator.models import Point

from .answer import Kind, Precision
from .entry import Entry
from .texts import Arrays, Texts

KINDS, PRECISIONS = tuple(Kind), tuple(Precision)
TEXTS = ("name", "name_en", "district", "source", "key", "town", "line", "pinyin")
LISTS = ("aliases", "covers")
BETWEEN = "\n"
KEPT_AT_HAND = 10_000
Column = NDArray[Any]


class Entries(Sequence[Entry]):
    """A list of places of any length that takes little memory; equal numbers give equal entries."""

    def __init__(self, columns: Arrays) -> None:
        self.columns = columns
        self._texts = {name: Texts.read(columns, f"entry.{name}") for name in (*TEXTS, *LISTS)}
        self._made: Callable[[int], Entry] = lru_cache(maxsize=KEPT_AT_HAND)(self._make)

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Entries:
        listed = list(entries)
        columns: dict[str, Column] = {
            "kind": np.array([KINDS.index(entry.kind) for entry in listed], np.uint8),
            "precision": np.array([PRECISIONS.index(entry.precision) for entry in listed], np.uint8),
            "point": np.array([(e.point.latitude, e.point.longitude) for e in listed]).reshape(-1, 2),
            "radius_m": np.array([entry.radius_m for entry in listed], np.int32),
            "rank": np.array([entry.rank for entry in listed], np.uint8),
            "located": np.array([entry.located for entry in listed], np.bool_),
        }
        for name in TEXTS:
            columns |= Texts.of(getattr(entry, name) for entry in listed).arrays(f"entry.{name}")
        for name in LISTS:
            columns |= Texts.of(BETWEEN.join(getattr(entry, name)) for entry in listed).arrays(
                f"entry.{name}"
            )
        return cls(columns)

    def __len__(self) -> int:
        return len(self.columns["kind"])

    @overload
    def __getitem__(self, at: int) -> Entry: ...
    @overload
    def __getitem__(self, at: slice) -> list[Entry]: ...
    def __getitem__(self, at: int | slice) -> Entry | list[Entry]:
        if isinstance(at, slice):
            return [self[number] for number in range(*at.indices(len(self)))]
        return self._made(at if at >= 0 else at + len(self))

    def __iter__(self) -> Iterator[Entry]:
        return map(self._made, range(len(self)))

    def text(self, column: str) -> Texts:
        """Return one column of texts."""
        return self._texts[column]

    def _make(self, at: int) -> Entry:
        columns, texts = self.columns, self._texts
        if not 0 <= at < len(self):
            raise IndexError(at)
        latitude, longitude = columns["point"][at].tolist()
        aliases, covers = texts["aliases"][at], texts["covers"][at]
        return Entry(
            name=texts["name"][at],
            name_en=texts["name_en"][at],
            kind=KINDS[columns["kind"][at]],
            precision=PRECISIONS[columns["precision"][at]],
            district=texts["district"][at],
            point=Point(latitude, longitude),
            radius_m=int(columns["radius_m"][at]),
            source=texts["source"][at],
            key=texts["key"][at],
            rank=int(columns["rank"][at]),
            aliases=tuple(aliases.split(BETWEEN)) if aliases else (),
            town=texts["town"][at],
            located=bool(columns["located"][at]),
            covers=tuple(covers.split(BETWEEN)) if covers else (),
            line=texts["line"][at],
            pinyin=texts["pinyin"][at],
        )


class Standing(Sequence[Entry]):
    """The entries that stand, of several lists one after the other: hidden ones are passed over."""

    def __init__(self, lists: Sequence[tuple[Entries, NDArray[np.bool_] | None]]) -> None:
        self._lists = [entries for entries, _ in lists]
        numbers = [
            np.arange(len(entries)) if hidden is None else np.flatnonzero(~hidden)
            for entries, hidden in lists
        ]
        self._numbers = np.concatenate(numbers).astype(np.int32)
        self._of = np.repeat(np.arange(len(lists), dtype=np.uint8), [len(each) for each in numbers])
        self._per_list = numbers

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, at: int) -> Entry: ...
    @overload
    def __getitem__(self, at: slice) -> list[Entry]: ...
    def __getitem__(self, at: int | slice) -> Entry | list[Entry]:
        if isinstance(at, slice):
            return [self[number] for number in range(*at.indices(len(self)))]
        entries = self._lists[int(self._of[at])]
        return entries[int(self._numbers[at])]

    def column(self, name: str) -> Column:
        """Return one column of numbers, in the order of these entries."""
        return np.concatenate(
            [entries.columns[name][at] for entries, at in zip(self._lists, self._per_list, strict=True)]
        )

    def text(self, name: str) -> list[str]:
        """Return one column of texts, in the order of these entries."""
        whole = [list(entries.text(name)) for entries in self._lists]
        return [
            texts[at] for texts, chosen in zip(whole, self._per_list, strict=True) for at in chosen.tolist()
        ]

    @cached_property
    def districts(self) -> list[str]:
        """The district of each of these entries."""
        return self.text("district")

    def numbers_of(self, wanted: Iterable[Kind]) -> list[int]:
        """Return the places in this list of the entries of some kinds."""
        codes = [KINDS.index(kind) for kind in wanted]
        return np.flatnonzero(np.isin(self.column("kind"), codes)).tolist()
