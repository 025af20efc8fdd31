"""What a table would change, worked out without changing anything: the plan that is shown, then applied."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from locator.catalogue.difference import Difference, differences
from locator.catalogue.entries import FORGET_SAMPLE, Entry
from locator.catalogue.facts import needs_second_person, to_json

if TYPE_CHECKING:
    from datetime import date

    from locator.models import Bank
    from locator.models.outlet import OutletQuerySet
    from locator.places.datum import Datum

    from .sheet import RowError

# When more than one in so many outlets would close, the number has to be typed.
CLOSING_UNASKED = 10
# More errors than these nobody reads; the rest is counted.
SHOWN_ERRORS = 5_000


@dataclass(frozen=True, slots=True)
class Scope:
    """What the person may change: outlets, banks, and whether outlets of those banks may be added."""

    outlets: OutletQuerySet
    banks: tuple[Bank, ...]
    may_open: bool = True
    everything: bool = False


@dataclass(frozen=True, slots=True)
class Options:
    """How the file is to be read.

    ``whole``: the file lists every outlet of the scope, so that one that is missing closes. ``datum``: of
    coordinates whose row names none. ``official``: the file is the list of the real outlets; the sample goes.
    """

    file_name: str = ""
    whole: bool = False
    datum: Datum | None = None
    official: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """One row that changes something, or one outlet that a full list no longer names (``number`` 0)."""

    number: int
    code: str
    name: str
    bank: str
    action: str
    old: dict[str, Any]
    new: dict[str, Any]

    @property
    def differences(self) -> tuple[Difference, ...]:
        return differences(self.old, self.new)

    def entry(self) -> Entry:
        return {
            "outlet": self.code,
            "action": self.action,
            "old": {fact: to_json(value) for fact, value in self.old.items()},
            "new": {fact: to_json(value) for fact, value in self.new.items()},
        }


@dataclass(frozen=True, slots=True)
class Question:
    """What is possible but unlikely; the person says that it is right before the plan is applied."""

    row: int
    code: str
    name: str
    text: str


@dataclass(slots=True)
class Plan:
    """The changes of a table, and everything that stands in the way of applying them."""

    options: Options
    today: date
    changes: list[Change] = field(default_factory=list)
    unchanged: int = 0
    errors: list[RowError] = field(default_factory=list)
    more_errors: int = 0
    questions: list[Question] = field(default_factory=list)
    standing: int = 0

    def refuse(self, errors: list[RowError]) -> None:
        room = SHOWN_ERRORS - len(self.errors)
        self.errors += errors[:room]
        self.more_errors += max(0, len(errors) - room)

    def of(self, action: str) -> list[Change]:
        return [change for change in self.changes if change.action == action]

    @property
    def closing(self) -> list[Change]:
        """The outlets that close because a full list does not name them."""
        return self.of("close")

    @property
    def must_confirm(self) -> int:
        """How many closings have to be confirmed by typing their number, 0 if they are few."""
        closing = len(self.closing)
        return closing if closing * CLOSING_UNASKED > self.standing else 0

    @property
    def waits(self) -> bool:
        """Whether a second person has to look at it first: then the whole table waits."""
        return self.options.official or any(
            change.action != "change" or needs_second_person(change.old, change.new)
            for change in self.changes
        )

    @property
    def changes_anything(self) -> bool:
        return bool(self.changes) or self.options.official

    @property
    def banks(self) -> set[str]:
        """The banks concerned; an outlet that goes from one to another concerns both."""
        return {bank for change in self.changes for bank in (change.bank, change.new.get("bank")) if bank}

    def entries(self) -> Iterator[Entry]:
        if self.options.official:
            yield FORGET_SAMPLE
        yield from (change.entry() for change in self.changes)

    @property
    def digest(self) -> str:
        """What was shown, in short: a plan that is no longer this one is shown again instead of applied."""
        found = hashlib.sha256()
        for entry in self.entries():
            found.update(json.dumps(entry, sort_keys=True).encode())
        return found.hexdigest()

    @property
    def summary(self) -> str:
        said = _("%(open)d new, %(change)d changed, %(close)d closing, %(unchanged)d as before")
        return said % {
            "open": len(self.of("open")),
            "change": len(self.of("change")),
            "close": len(self.closing),
            "unchanged": self.unchanged,
        }
