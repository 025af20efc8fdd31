"""The entries of a proposal for the second person: outlets by their names, positions that look odd."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from locator.catalogue.known_places import known_places
from locator.catalogue.odd_positions import what_is_odd
from locator.models import Outlet, Point
from locator.search.current import current
from locator.staff.tables.shown import ShownChange, waiting

ON_A_PAGE = 50
# As many as one statement may ask for on any database.
BATCH = 400
Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class OddPosition:
    """A position that looks odd, and the page of the proposal on which it stands."""

    code: str
    name: str
    odd: str
    page: int


def page_of(changes: list[Entry], number: Any) -> Page[Entry]:
    return Paginator(changes, ON_A_PAGE).get_page(number)


def rows(entries: list[Entry]) -> list[ShownChange]:
    """Show entries one by one."""
    standing = _standing(entries)
    return [waiting(entry, *_said_about(entry, standing)) for entry in entries]


def odd_positions(changes: list[Entry]) -> list[OddPosition]:
    """Return every position of a proposal that looks odd, wherever it stands.

    The proposer was asked about the same and has said that it is right; the second person ought to know.
    """
    moved = [(at, entry) for at, entry in enumerate(changes) if _moves(entry)]
    standing = _standing([entry for _at, entry in moved])
    found = []
    for at, entry in moved:
        name, odd = _said_about(entry, standing)
        if odd:
            found.append(OddPosition(entry["outlet"], name, odd, at // ON_A_PAGE + 1))
    return found


def in_numbers(changes: list[Entry]) -> str:
    """Say how many outlets are new, change and close; empty for one, which says so itself."""
    counts = Counter(entry["action"] for entry in changes)
    if len(changes) == 1:
        return ""
    said = _("%(open)d new, %(change)d changed, %(close)d closing")
    return said % {action: counts[action] for action in ("open", "change", "close")}


def _moves(entry: Entry) -> bool:
    return not {"latitude", "longitude"}.isdisjoint(entry["new"])


def _standing(entries: list[Entry]) -> dict[str, dict[str, Any]]:
    """Return what is asked of the outlets that are there, by code."""
    codes = [entry["outlet"] for entry in entries if entry["action"] != "open"]
    facts = ("code", "name", "district_id", "latitude", "longitude")
    found = {}
    for start in range(0, len(codes), BATCH):
        for row in Outlet.objects.filter(code__in=codes[start : start + BATCH]).values(*facts):
            found[row["code"]] = row | {"district": row["district_id"]}
    return found


def _said_about(entry: Entry, standing: dict[str, dict[str, Any]]) -> tuple[str, str]:
    """Return an outlet's name, and what is odd about the position that it is to have."""
    now = standing.get(entry["outlet"], {})
    name = now.get("name") or entry["new"].get("name") or entry["outlet"]
    after = now | entry["new"]
    latitude, longitude = after.get("latitude"), after.get("longitude")
    if not _moves(entry) or latitude is None or longitude is None:
        return name, ""
    snapshot = current().snapshot
    places, point = known_places(snapshot.gazetteer), Point(latitude, longitude)
    names = {code: district.name for code, district in snapshot.districts.items()}
    return name, what_is_odd(point, after.get("district", ""), places, names, places.district_of(point))
