"""What has changed of the outlets lately, as far as residents see it: no name or remark of staff."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import uuid5

from django.db.models import OuterRef, Subquery
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from locator.catalogue.row_words import fields_changed
from locator.models import HoursException, Offer, Outlet
from locator.search.records import OutletRecord
from locator.search.snapshot import Snapshot

from .columns import clean
from .hsds import OURS

# So many rows of each history are looked at, the newest first; and so many changes are told of.
ROWS = 300
AT_MOST = 50
OF_OUTLET = {Outlet: "code", Offer: "outlet_id", HoursException: "outlet_id"}
# What colleagues write for one another, how a position was found, and that somebody looked and all was right.
NOT_TOLD = frozenset({"remark", "position_source", "verified_on", "checked_on"})


@dataclass(frozen=True, slots=True)
class Change:
    """What one press did to one outlet; ``key`` is a URN that never changes."""

    outlet: OutletRecord
    key: str
    at: datetime
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One history row that residents may know of, with what it changed in words."""

    outlet: OutletRecord
    act: str
    at: datetime
    is_new: bool
    lines: tuple[str, ...]


def latest_changes(snapshot: Snapshot) -> tuple[Change, ...]:
    """Return the latest changes in the language in force, newest first; asks the history once a snapshot.

    Raises django.db.Error while the database is away.
    """
    key = ("open-data", f"changes {get_language()}")
    held: tuple[Change, ...] | None = snapshot.made.get(key)
    if held is None:
        held = snapshot.made[key] = tuple(islice(_changes(snapshot), AT_MOST))
    return held


def _changes(snapshot: Snapshot) -> Iterator[Change]:
    steps: dict[tuple[str, str], list[Step]] = {}
    newest_first = sorted(_steps(snapshot), key=lambda step: step.at, reverse=True)
    for step in newest_first:
        steps.setdefault((step.outlet.code, step.act), []).append(step)
    for (code, act), together in steps.items():
        new = any(step.is_new for step in together)
        lines = [_("New in the list")] if new else [line for step in together for line in step.lines]
        urn = uuid5(OURS, f"change/{code}/{act}").urn
        yield Change(together[0].outlet, urn, together[0].at, tuple(map(clean, lines)))


def _steps(snapshot: Snapshot) -> Iterator[Step]:
    for model, name in OF_OUTLET.items():
        for row, before in _rows(model):
            outlet = snapshot.outlet(getattr(row, name))
            if outlet is None:
                continue  # what is not in the catalogue any more, such as a sample that was taken out
            is_new = model is Outlet and row.history_type == "+"
            lines = () if is_new else tuple(_lines(model, row, before))
            if lines or is_new:
                # A row of no act is one by itself; those of a new outlet are made in the same second.
                act = f"act {row.act_id}" if row.act_id else f"at {row.history_date:%Y-%m-%dT%H:%M:%S}"
                yield Step(outlet, act, row.history_date, is_new, lines)


def _rows(model: Any) -> list[tuple[Any, Any]]:
    """Return the newest history rows, each with the one before it of the same thing."""
    key = model._meta.pk.attname
    earlier = model.history.filter(**{key: OuterRef(key)}, history_id__lt=OuterRef("history_id"))
    before_id = Subquery(earlier.order_by("-history_id").values("history_id")[:1])
    rows = list(model.history.order_by("-history_id").annotate(before_id=before_id)[:ROWS])
    befores = model.history.in_bulk([row.before_id for row in rows if row.before_id])
    return [(row, befores.get(row.before_id)) for row in rows]


def _lines(model: Any, row: Any, before: Any) -> Iterator[str]:
    if model is HoursException:
        yield from _exception(row, before)
        return
    if row.history_type != "~":
        return  # the six offers that come and go with their outlet
    for field in fields_changed(model, row, before):
        if field.fact not in NOT_TOLD:
            yield _("%(fact)s: %(old)s → %(new)s") % {
                "fact": field.label, "old": field.old, "new": field.new,
            }  # fmt: skip


def _exception(row: Any, before: Any) -> Iterator[str]:
    days = {"first": row.first_day.isoformat(), "last": row.last_day.isoformat()}
    if row.history_type == "-":
        yield _("Single days from %(first)s to %(last)s: taken back") % days
        return
    if row.history_type == "~" and not fields_changed(HoursException, row, before):
        return
    told = {**days, "hours": row.hours or _("closed"), "reason": row.reason}
    if (get_language() or "").startswith("en") and row.reason_en:
        told["reason"] = row.reason_en
    yield _("Single days from %(first)s to %(last)s: %(hours)s, %(reason)s") % told
