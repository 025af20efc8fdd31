"""What the checks find in the outlets of one page, each with its field."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from locator.catalogue.checks import check_outlets
from locator.catalogue.findings import Kind
from locator.catalogue.known_places import known_places
from locator.models import Outlet
from locator.places import Gazetteer

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


def findings_of(outlets: Iterable[Outlet], gazetteer: Gazetteer, today: date) -> dict[str, list[Task]]:
    """Return by outlet what is to be put right, but for what is a need of its own."""
    found: dict[str, list[Task]] = defaultdict(list)
    for finding in check_outlets(outlets, surroundings=known_places(gazetteer), today=today):
        if finding.kind not in NEEDS:
            found[finding.outlet].append(Task(finding.text, link_to(finding.outlet, finding.field)))
    return found
