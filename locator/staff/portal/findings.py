"""What the checks find in the outlets of one page, each with its field."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from locator.catalogue.checks import check_some
from locator.catalogue.findings import Finding, Kind
from locator.catalogue.known_places import known_places
from locator.catalogue.neighbours import Standing
from locator.models import Outlet
from locator.search.snapshot import Snapshot

from .links import link_to
from .needs import Task

# The list is narrowed by these, so the database finds them: see needs.py.
NEEDS = frozenset(
    {
        Kind.NEVER_VERIFIED,
        Kind.VERIFIED_LONG_AGO,
        Kind.SUSPENSION_OVER,
        Kind.OFFER_SUSPENSION_OVER,
        Kind.NO_POSITION,
    }
)


def findings_of(outlets: Iterable[Outlet], snapshot: Snapshot, today: date) -> dict[str, list[Task]]:
    """Return by outlet what is to be put right, but for what is a need of its own."""
    found: dict[str, list[Task]] = defaultdict(list)
    for finding in findings_beside_all(outlets, snapshot, today):
        if finding.kind not in NEEDS:
            found[finding.outlet].append(Task(finding.text, link_to(finding.outlet, finding.field)))
    return found


def findings_beside_all(outlets: Iterable[Outlet], snapshot: Snapshot, today: date) -> tuple[Finding, ...]:
    """Check outlets, and compare them with those of every bank by what residents see of these."""
    places = known_places(snapshot.gazetteer)
    return check_some(outlets, among=_everybody(snapshot, today), surroundings=places, today=today)


@lru_cache(maxsize=1)
def _everybody(snapshot: Snapshot, today: date) -> tuple[Standing, ...]:
    return tuple(
        Standing(
            each.code, each.name, each.district.code, each.district.name, each.address,
            each.point.latitude if each.point else None, each.point.longitude if each.point else None,
        )
        for each in snapshot.outlets_of(today=today)
    )  # fmt: skip
