"""What is said of a state, worked out once: it holds for hours, and for everybody who asks meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from .state import Status

KEPT_AT_MOST = 2_000
Said = TypeVar("Said")


class SaidOnce(Generic[Said]):
    """Keeps what was said of states; where there are too many, it begins anew."""

    def __init__(self) -> None:
        self._kept: dict[tuple[int, Hashable], tuple[Status, Said]] = {}

    def of(self, status: Status, asked: Hashable, say: Callable[[], Said]) -> Said:
        """Return what ``say`` returns; ``asked`` holds all that this depends on beside the state itself."""
        # By its identity, since working out a hash takes as long as saying it; the entry keeps it alive.
        key = id(status), asked
        known = self._kept.get(key)
        if known is None:
            if len(self._kept) >= KEPT_AT_MOST:
                self._kept.clear()
            known = self._kept[key] = status, say()
        return known[1]
