"""Changes of many outlets as pages show them, to who proposes them and to who decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from locator.catalogue.proposals import proposed

if TYPE_CHECKING:
    from locator.catalogue.difference import Difference
    from locator.catalogue.transfer.plan import Change


@dataclass(frozen=True, slots=True)
class ShownChange:
    """What becomes of one outlet, and what is odd about its new position."""

    code: str
    name: str
    action: str
    differences: tuple[Difference, ...]
    number: int = 0
    odd: str = ""


def planned(change: Change) -> ShownChange:
    """Show a row of a table that is about to be applied."""
    return ShownChange(change.code, change.name, change.action, change.differences, change.number)


def waiting(entry: dict[str, Any], name: str, odd: str = "") -> ShownChange:
    """Show an entry of a proposal."""
    return ShownChange(entry["outlet"], name, entry["action"], proposed(entry), odd=odd)
