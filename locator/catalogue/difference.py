"""What differs between two states of an outlet, so that a person can read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from locator.models import Point
from locator.places.entry import metres_between

from .facts import in_words, label
from .week_words import weeks_in_words

if TYPE_CHECKING:
    from collections.abc import Mapping

WEEKLY = frozenset({"hours", "card_hours"})
POINT = frozenset({"latitude", "longitude"})


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact, old and new; ``metres`` is how far a point moves, given with the first of its two numbers."""

    fact: str
    old: Any
    new: Any
    metres: float | None = None

    @property
    def label(self) -> str:
        return label(self.fact)

    @property
    def old_words(self) -> str:
        return self._by_day()[0] or in_words(self.fact, self.old)

    @property
    def new_words(self) -> str:
        return self._by_day()[1] or in_words(self.fact, self.new)

    def _by_day(self) -> tuple[str | None, str | None]:
        weekly = self.fact.rpartition(".")[2] in WEEKLY
        return weeks_in_words(self.old or "", self.new or "") if weekly else (None, None)


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Difference, ...]:
    """Return what the facts in ``after`` change, in their order."""
    changed = [fact for fact, value in after.items() if before.get(fact) != value]
    moved = next((fact for fact in changed if fact in POINT), None)
    metres = metres_moved(before, after) if moved else None
    return tuple(
        Difference(fact, before.get(fact), after[fact], metres if fact == moved else None) for fact in changed
    )


def metres_moved(before: Mapping[str, Any], after: Mapping[str, Any]) -> float | None:
    """Return how far the point moves, None where there was none before or is none afterwards."""
    old, new = _point(before), _point(dict(before) | dict(after))
    if old is None or new is None or old == new:
        return None
    return metres_between(old, new)


def with_whole_point(changed: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """Return changed facts with both numbers of a point that moves: how far it moves is told from both."""
    whole = {fact: before[fact] for fact in POINT} if POINT & changed.keys() else {}
    return whole | dict(changed)


def _point(facts: Mapping[str, Any]) -> Point | None:
    latitude, longitude = facts.get("latitude"), facts.get("longitude")
    if latitude is None or longitude is None:
        return None
    try:
        return Point(latitude, longitude)
    except ValueError:
        return None  # whoever checks the facts says what is wrong with it
