"""The names of the gazetteer's places, looked up by text, by sound, by initials and in spite of mistakes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .entry import Entry
from .index import Bigrams, Forms, Misspellings, Numbers
from .normalise import as_written, fold
from .pinyin import Readings


class Names:
    """Every name and alias of a list of places; answers are places, the best ranked first."""

    def __init__(self, entries: Sequence[Entry], readings: Readings) -> None:
        self._entries = entries
        self.readings = readings
        names = [(fold(entry.name), number) for number, entry in enumerate(entries)]
        aliases = sorted(
            {
                (folded, number)
                for number, entry in enumerate(entries)
                for alias in entry.aliases
                if len(folded := fold(alias)) > 1 and folded != names[number][0]
            }
        )
        self._names = Forms(names)
        self._aliases = Forms(aliases)
        self._texts = [text for text, _ in (*names, *aliases)]
        self._owners: Numbers = np.array([number for _, number in (*names, *aliases)], dtype=np.int32)
        self._ranks: Numbers = np.array(
            [entry.rank * 64 + min(len(entry.name), 63) for entry in entries], np.int32
        )
        self._misspellings = Misspellings(self._texts)
        self._bigrams = Bigrams(self._texts)
        # Read as written too: 乾 becomes 干 when simplified, and is then read otherwise.
        written = [
            (tidied, owner) for owner, entry in enumerate(entries) if (tidied := as_written(entry.name))
        ]
        spoken = [
            (syllables, owner) for text, owner in (*names, *written) for syllables in readings.every(text)
        ]
        called = [(syllables, owner) for text, owner in aliases for syllables in readings.every(text)]
        self._pinyin = Forms(("".join(syllables), owner) for syllables, owner in spoken)
        self._alias_pinyin = Forms(("".join(syllables), owner) for syllables, owner in called)
        self._initials = Forms((readings.initials(syllables), owner) for syllables, owner in spoken + called)

    def named(self, folded: str) -> list[Entry]:
        """Return the places with exactly this name, and the regions that are called so."""
        return self._spoken_of(self._names.exact(folded), self._aliases.exact(folded))

    def beginning(self, folded: str, limit: int) -> list[Entry]:
        """Return places whose name or alias begins with a text."""
        numbers = np.union1d(self._names.beginning(folded), self._aliases.beginning(folded))
        return self._entries_of(numbers, limit)

    def sounding(self, pinyin: str) -> list[Entry]:
        return self._spoken_of(self._pinyin.exact(pinyin), self._alias_pinyin.exact(pinyin))

    def sounding_at_first(self, pinyin: str, limit: int) -> list[Entry]:
        """Return places whose reading begins with these letters."""
        numbers = np.union1d(self._pinyin.beginning(pinyin), self._alias_pinyin.beginning(pinyin))
        return self._entries_of(numbers, limit)

    def with_initials(self, letters: str) -> list[Entry]:
        return self._entries_of(self._initials.exact(letters))

    def with_first_initials(self, letters: str, limit: int) -> list[Entry]:
        """Return places whose initials begin with these letters."""
        return self._entries_of(self._initials.beginning(letters), limit)

    def misspelt(self, folded: str) -> list[Entry]:
        """Return the places one of whose names is one slip away: a character wrong, missing or too many."""
        return self._entries_of(self._owners[self._misspellings.near(folded)])

    def like(self, folded: str, limit: int, at_least: float) -> list[Entry]:
        """Return the places whose names share most with a text, likeness from 0 to 100."""
        found = self._bigrams.like(folded, limit, at_least)
        return list(dict.fromkeys(self._entries[int(self._owners[at])] for _, at in found))

    def _spoken_of(self, numbers: Numbers, alias_numbers: Numbers) -> list[Entry]:
        """Return the places of a name, or of an alias if it is nobody's name."""
        named, called = self._entries_of(numbers), self._entries_of(alias_numbers)
        # 旅顺 is a station's name in one table; said alone it means the district.
        return [*(entry for entry in called if entry.rank < 2), *named] if named else called

    def _entries_of(self, numbers: Numbers, limit: int = 0) -> list[Entry]:
        if limit and len(numbers) > limit:
            # A place has several forms, so the best few are taken with some to spare.
            spare = min(4 * limit, len(numbers) - 1)
            numbers = numbers[np.argpartition(self._ranks[numbers], spare)[:spare]]
        ordered = sorted(set(numbers.tolist()), key=lambda number: (self._ranks[number], number))
        return [self._entries[number] for number in (ordered[:limit] if limit else ordered)]
