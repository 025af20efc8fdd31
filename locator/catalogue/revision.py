"""Which state of an outlet somebody has seen, and what others have changed since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Max

from locator.models import HoursException, Offer, Outlet

from .days import DAYS, Day, day_of
from .difference import Difference, differences
from .fact_labels import OFFER_FACTS, OUTLET_FACTS
from .facts import attribute_of, facts_of

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime


class Overtaken(Exception):  # noqa: N818 - named for what it says
    """Somebody else changed the outlet in the meantime; nothing was changed now."""

    def __init__(self, changes: tuple[Difference, ...], by_name: str, at: datetime | None, seen: str) -> None:
        super().__init__("The outlet has been changed since it was shown.")
        self.changes = changes
        self.by_name = by_name
        self.at = at
        self.seen = seen


@dataclass(frozen=True, slots=True)
class Revision:
    """The newest history rows of an outlet, its offers and its exceptions."""

    outlet: int
    offers: int
    exceptions: int

    def __str__(self) -> str:
        return f"{self.outlet}.{self.offers}.{self.exceptions}"

    @classmethod
    def read(cls, text: str) -> Revision | None:
        """Return the revision that a form carried, None for a text that never was one."""
        parts = text.split(".")
        if len(parts) != 3 or not all(part.isascii() and part.isdigit() and len(part) < 19 for part in parts):
            return None
        return cls(*map(int, parts))


def revision(code: str) -> str:
    """Return the mark of the outlet's present state, for a form to carry as ``seen``."""
    return revisions([code])[code]


def revisions(codes: Collection[str]) -> dict[str, str]:
    """Return the marks of several outlets, in three queries."""
    newest = [
        dict(rows.order_by().values_list(key).annotate(Max("history_id")))
        for rows, key in (
            (Outlet.history.filter(code__in=codes), "code"),
            (Offer.history.filter(outlet_id__in=codes), "outlet_id"),
            (HoursException.history.filter(outlet_id__in=codes), "outlet_id"),
        )
    ]
    return {code: str(Revision(*(found.get(code, 0) for found in newest))) for code in codes}


def refuse_if_overtaken(outlet: Outlet, seen: str | None) -> None:
    """Raise Overtaken if the outlet's state is no longer the one ``seen``; None asks no such question."""
    if seen is None:
        return
    now = revision(outlet.code)
    if seen == now:
        return
    read = Revision.read(seen)
    changes = _changes_since(outlet, read) if read else ()
    last = _last_row(outlet.code)
    by_name = last.act.by_name if last is not None and last.act else ""
    raise Overtaken(changes, by_name, last.history_date if last is not None else None, now)


def days_then(outlet: Outlet, seen: str) -> dict[int, Day]:
    """Return the single days of an outlet as they were ``seen``, by the key of each entry."""
    read = Revision.read(seen)
    return _days_at(outlet, read) if read else {}


def _changes_since(outlet: Outlet, seen: Revision) -> tuple[Difference, ...]:
    """Return what others have changed; of the single days only those that are new or gone."""
    facts = differences(_facts_at(outlet, seen), facts_of(outlet))
    then = set(_days_at(outlet, seen).values())
    now = {day_of(row) for row in outlet.exceptions.all()}
    return facts + differences({DAYS: tuple(sorted(then - now))}, {DAYS: tuple(sorted(now - then))})


def _last_row(code: str) -> Any:
    rows = [
        Outlet.history.filter(code=code).select_related("act").order_by("-history_id").first(),
        Offer.history.filter(outlet_id=code).select_related("act").order_by("-history_id").first(),
        HoursException.history.filter(outlet_id=code).select_related("act").order_by("-history_id").first(),
    ]
    return max((row for row in rows if row), key=lambda row: row.history_date, default=None)


def _facts_at(outlet: Outlet, seen: Revision) -> dict[str, Any]:
    """Return the facts as they stood at a revision; what has no history row stands as it is now."""
    facts = facts_of(outlet)
    then = (
        Outlet.history.filter(code=outlet.code, history_id__lte=seen.outlet).order_by("-history_id").first()
    )
    if then is not None:
        facts |= {name: getattr(then, attribute_of(name)) for name in OUTLET_FACTS}
    offers = Offer.history.filter(outlet_id=outlet.code, history_id__lte=seen.offers).order_by("history_id")
    for row in offers:  # the newest of each service comes last
        facts |= {f"{row.service}.{name}": getattr(row, name) for name in OFFER_FACTS}
    return facts


def _days_at(outlet: Outlet, seen: Revision) -> dict[int, Day]:
    """Return the single days at a revision, by key; what has no history row stood as it stands now."""
    rows = HoursException.history.filter(outlet_id=outlet.code).order_by("history_id")
    kept = set(rows.values_list("id", flat=True))
    found = {row.pk: day_of(row) for row in outlet.exceptions.all() if row.pk not in kept}
    for row in rows.filter(history_id__lte=seen.exceptions):  # the newest of each entry comes last
        if row.history_type == "-":
            found.pop(row.id, None)
        else:
            found[row.id] = day_of(row)
    return found
