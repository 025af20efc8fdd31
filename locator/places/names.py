"""The names of the gazetteer's places, looked up by text, by sound, by initials and in spite of mistakes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .columns import Entries
from .entry import Entry
from .index import Bigrams, Forms, Misspellings
from .normalise import all_as_written, fold, fold_all, latin
from .pinyin import Readings
from .texts import Arrays, Numbers, Texts

SPARE = 12  # more than a place has forms that begin alike
FORMS = ("names", "aliases", "pinyin", "alias_pinyin", "initials")


@dataclass(frozen=True, slots=True)
class NameIndex:
    """The names of one list of places, as arrays; answers are numbers of places."""

    forms: dict[str, Forms]
    texts: Texts
    owners: Numbers
    ranks: Numbers
    ranks_of_forms: dict[str, Numbers]
    misspellings: Misspellings
    bigrams: Bigrams

    @classmethod
    def of(cls, entries: Sequence[Entry], readings: Readings) -> NameIndex:
        folded = fold_all(entry.name for entry in entries)
        names = list(zip(folded, range(len(entries)), strict=True))
        called = [(alias, number) for number, entry in enumerate(entries) for alias in entry.aliases]
        aliases = sorted(
            {
                (alias, number)
                for alias, (_, number) in zip(fold_all(alias for alias, _ in called), called, strict=True)
                if len(alias) > 1 and alias != folded[number]
            }
        )
        # Read as written too: 乾 becomes 干 when simplified, and is then read otherwise.
        written = [
            (tidied, owner)
            for owner, tidied in enumerate(all_as_written(entry.name for entry in entries))
            if tidied
        ]
        spoken = _aloud(
            chain(
                ((readings.every(text), owner) for text, owner in chain(names, written)),
                (((sounds_of(entry),), owner) for owner, entry in enumerate(entries) if entry.pinyin),
            )
        )
        nicknames = _aloud((readings.every(text), owner) for text, owner in aliases)
        texts = Texts.of(text for text, _ in (*names, *aliases))
        forms = {
            "names": Forms.of(names),
            "aliases": Forms.of(aliases),
            "pinyin": Forms.of((sound, owner) for sound, _, owner in spoken),
            "alias_pinyin": Forms.of((sound, owner) for sound, _, owner in nicknames),
            "initials": Forms.of((initials, owner) for _, initials, owner in chain(spoken, nicknames)),
        }
        ranks = np.array([rank_of(entry) for entry in entries], np.int32)
        return cls(
            forms=forms,
            texts=texts,
            owners=np.array([number for _, number in (*names, *aliases)], dtype=np.int32),
            ranks=ranks,
            ranks_of_forms={name: some.ranks(ranks) for name, some in forms.items()},
            misspellings=Misspellings.of(texts),
            bigrams=Bigrams.of(texts),
        )

    @classmethod
    def read(cls, arrays: Arrays) -> NameIndex:
        texts = Texts.read(arrays, "texts")
        return cls(
            forms={name: Forms.read(arrays, f"form.{name}") for name in FORMS},
            texts=texts,
            owners=arrays["owners"],
            ranks=arrays["ranks"],
            ranks_of_forms={name: arrays[f"form.{name}.ranks"] for name in FORMS},
            misspellings=Misspellings.read(arrays, texts),
            bigrams=Bigrams.read(arrays, texts),
        )

    def arrays(self) -> dict[str, NDArray[Any]]:
        arrays = self.texts.arrays("texts") | self.misspellings.arrays() | self.bigrams.arrays()
        for name, forms in self.forms.items():
            arrays |= forms.arrays(f"form.{name}")
            arrays[f"form.{name}.ranks"] = self.ranks_of_forms[name]
        return arrays | {"owners": self.owners, "ranks": self.ranks}


@dataclass(frozen=True, slots=True)
class Layer:
    """A list of places with its index; those marked as hidden are answered by a layer above, or by nobody."""

    entries: Entries
    index: NameIndex
    hidden: NDArray[np.bool_] | None = None

    @property
    def most_hidden(self) -> int:
        """Return how many forms of hidden places may stand before the visible ones, at the most."""
        return 0 if self.hidden is None else SPARE * int(np.count_nonzero(self.hidden))

    def visible(self, numbers: Numbers) -> Numbers:
        return numbers if self.hidden is None else numbers[~self.hidden[numbers]]

    def best(self, numbers: Numbers, limit: int = 0) -> list[Entry]:
        """Return the places of numbers, the best ranked first."""
        if not len(numbers):
            return []
        numbers, ranks = self.visible(numbers), self.index.ranks
        if limit and len(numbers) > limit:
            spare = min(SPARE * limit, len(numbers) - 1)
            numbers = numbers[np.argpartition(ranks[numbers], spare)[:spare]]
        ordered = sorted(set(numbers.tolist()), key=lambda number: (ranks[number], number))
        return [self.entries[number] for number in (ordered[:limit] if limit else ordered)]


class Names:
    """Every name and alias of the places, in one layer or several; answers are places, best ranked first."""

    def __init__(self, layers: Sequence[Layer], readings: Readings) -> None:
        self._layers = layers
        self.readings = readings

    def named(self, folded: str) -> list[Entry]:
        """Return the places with exactly this name, and the regions that are called so."""
        return self._spoken_of("names", "aliases", folded)

    def beginning(self, folded: str, limit: int) -> list[Entry]:
        """Return places whose name or alias begins with a text."""
        return self._beginning(("names", "aliases"), folded, limit)

    def sounding(self, pinyin: str) -> list[Entry]:
        return self._spoken_of("pinyin", "alias_pinyin", pinyin)

    def sounding_at_first(self, pinyin: str, limit: int) -> list[Entry]:
        """Return places whose reading begins with these letters."""
        return self._beginning(("pinyin", "alias_pinyin"), pinyin, limit)

    def with_initials(self, letters: str) -> list[Entry]:
        return self._gathered(lambda layer: layer.best(layer.index.forms["initials"].exact(letters)))

    def with_first_initials(self, letters: str, limit: int) -> list[Entry]:
        """Return places whose initials begin with these letters."""
        return self._beginning(("initials",), letters, limit)

    def misspelt(self, folded: str) -> list[Entry]:
        """Return the places one of whose names is one slip away: a character wrong, missing or too many."""
        return self._gathered(
            lambda layer: layer.best(layer.index.owners[layer.index.misspellings.near(folded)])
        )

    def like(self, folded: str, limit: int, at_least: float) -> list[Entry]:
        """Return the places whose names share most with a text, likeness from 0 to 100."""
        found: list[tuple[float, Entry]] = []
        for layer in self._layers:
            for score, at in layer.index.bigrams.like(folded, limit, at_least):
                owner = int(layer.index.owners[at])
                if layer.hidden is None or not layer.hidden[owner]:
                    found.append((score, layer.entries[owner]))
        found.sort(key=lambda row: -row[0])
        return list(dict.fromkeys(entry for _, entry in found))[:limit]

    def _beginning(self, forms: tuple[str, ...], text: str, limit: int) -> list[Entry]:
        def found(layer: Layer) -> list[Entry]:
            index = layer.index
            # A place has several forms, and some may be hidden: the best are taken with some to spare.
            most = SPARE * limit + layer.most_hidden
            numbers = [
                index.forms[form].best_beginning(text, index.ranks_of_forms[form], most) for form in forms
            ]
            return layer.best(np.concatenate(numbers) if len(numbers) > 1 else numbers[0], limit)

        return self._gathered(found)[:limit]

    def _spoken_of(self, names: str, aliases: str, text: str) -> list[Entry]:
        """Return the places of a name, or of an alias if it is nobody's name."""
        named = self._gathered(lambda layer: layer.best(layer.index.forms[names].exact(text)))
        called = self._gathered(lambda layer: layer.best(layer.index.forms[aliases].exact(text)))
        return spoken_of(named, called)

    def _gathered(self, answers: Callable[[Layer], list[Entry]]) -> list[Entry]:
        if len(self._layers) == 1:
            return answers(self._layers[0])
        return _best_first(entry for layer in self._layers for entry in answers(layer))


def _best_first(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=rank_of)


def spoken_of(named: list[Entry], called: list[Entry]) -> list[Entry]:
    """Return the places of a name, or those that are called so if it is nobody's name."""
    # 旅顺 is a station's name in one table; said alone it means the district.
    return [*(entry for entry in called if entry.rank < 2), *named] if named else called


def _aloud(read: Iterable[tuple[Iterable[Sequence[str]], int]]) -> list[tuple[str, str, int]]:
    """Return the sound, the initials and the place of each reading: the syllables themselves take more."""
    return [
        ("".join(syllables), Readings.initials(syllables), owner)
        for readings, owner in read
        for syllables in readings
    ]


def sounds_of(entry: Entry) -> tuple[str, ...]:
    """Return the syllables that an entry's own source gives, written as people type them."""
    return tuple(latin(fold(syllable)) for syllable in entry.pinyin.split())


def rank_of(entry: Entry) -> int:
    """Return the place of an entry in a list: by its kind, then the shorter name first."""
    return entry.rank * 64 + min(len(entry.name), 63)
