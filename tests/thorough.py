"""How much is tried of what could be tried for ever: some in ``make test``, all in ``make test-long``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from hypothesis import settings

Thing = TypeVar("Thing")


def long() -> bool:
    """Tell whether this is the long run, begun with ``--hypothesis-profile long``."""
    return settings.get_current_profile_name() == "long"


def one_in(stride: int, things: Sequence[Thing]) -> Sequence[Thing]:
    """Return one in so many of things that are alike, and each of them in the long run."""
    return things if long() else things[::stride]


def either(usual: int, in_the_long_run: int) -> int:
    """Return a number of examples for what takes long: the profile's number would take hours."""
    return in_the_long_run if long() else usual
