"""Which state of a place somebody has seen, and what others have changed since."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from locator.models import Place

from .row_words import FieldChange, fields_between

if TYPE_CHECKING:
    from datetime import datetime

# What a form carries of a place of the tables, of which staff keep no row.
NO_ROW = "0"


class PlaceOvertaken(Exception):  # noqa: N818 - named for what it says
    """Somebody else changed the place in the meantime; nothing was changed now."""

    def __init__(
        self, changes: tuple[FieldChange, ...], by_name: str, at: datetime | None, seen: str
    ) -> None:
        super().__init__("The place has been changed since it was shown.")
        self.changes = changes
        self.by_name = by_name
        self.at = at
        self.seen = seen


def mark_of(place: Place | None) -> str:
    """Return the mark of a place's present state, for a form to carry as ``seen``."""
    newest = _newest(place)
    return str(newest.history_id) if newest else NO_ROW


def refuse_if_place_overtaken(place: Place | None, seen: str | None) -> None:
    """Raise PlaceOvertaken if the place is no longer as it was ``seen``; None asks no such question."""
    newest = _newest(place)
    now = str(newest.history_id) if newest else NO_ROW
    if seen is None or seen == now:
        return
    then = _at(place, seen)
    changes = fields_between(Place, then, newest) if newest and then else ()
    by_name = newest.act.by_name if newest and newest.act else ""
    raise PlaceOvertaken(changes, by_name, newest.history_date if newest else None, now)


def _newest(place: Place | None) -> Any:
    if place is None:
        return None
    return place.history.select_related("act").order_by("-history_id").first()


def _at(place: Place | None, seen: str) -> Any:
    if place is None or not (seen.isascii() and seen.isdigit() and len(seen) < 19):
        return None
    return place.history.filter(history_id=int(seen)).first()
