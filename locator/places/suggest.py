"""What is offered while a person types."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from .answer import Kind, Suggestion
from .entry import Entry
from .names import Names
from .normalise import complaint, fold, has_ideographs, latin

LIKE_ENOUGH = 55.0


def offers(text: str, names: Names, limit: int) -> list[Entry]:
    """Return up to `limit` places, best guess first, no two that a reader could not tell apart."""
    if limit < 1 or complaint(text):
        return []
    typed = fold(text)
    offered: dict[tuple[str, str, str], Entry] = {}
    namesakes: dict[tuple[str, str, str], Entry] = {}
    seen: set[str] = set()
    for entry in chain.from_iterable(_rungs(typed, names, 3 * limit)):
        # Of a name that only resembles what was typed one place is enough, while other names wait.
        waits = entry.name in seen and fold(entry.name) != typed
        (namesakes if waits else offered).setdefault((entry.name, entry.district, entry.town), entry)
        seen.add(entry.name)
        if len(offered) == limit:
            break
    return list(
        (offered | {place: namesakes[place] for place in namesakes if place not in offered}).values()
    )[:limit]


def _rungs(typed: str, names: Names, limit: int) -> Iterator[list[Entry]]:
    """Yield ever weaker guesses; a weaker one is only worked out when the stronger leave room."""
    in_chinese = has_ideographs(typed)
    sound = "" if in_chinese else latin(typed)
    yield names.named(typed)
    if sound:
        yield names.sounding(sound)
        yield names.with_initials(sound)
    yield names.beginning(typed, limit)
    if sound:
        yield names.sounding_at_first(sound, limit)
        yield names.with_first_initials(sound, limit)
    elif len(typed) > 1:
        yield names.sounding(names.readings.sound(typed))
    if len(typed) > 1:
        yield names.misspelt(typed)
        yield names.like(typed, limit, LIKE_ENOUGH)


def suggestion(entry: Entry, district_name: str) -> Suggestion:
    """Return a place as a line of the list, with where it lies."""
    area = "" if entry.kind is Kind.DISTRICT else district_name
    if entry.kind is Kind.COMMUNITY:
        area += entry.town
    return Suggestion(entry.key, entry.name, entry.english, entry.kind.value, entry.district, area)
