"""What the checks find in the outlets of one page, each with its field."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from locator.catalogue.checks import check_outlets
from locator.catalogue.findings import Kind
from locator.models import Outlet, Point
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


@dataclass(frozen=True, slots=True)
class Districts:
    """The gazetteer, as far as a page can wait for it: the way to the nearest place takes too long."""

    gazetteer: Gazetteer

    def district_of(self, point: Point) -> str | None:
        return self.gazetteer.district_of(point)

    def metres_to_nearest(self, point: Point, district: str) -> float | None:
        return None


def findings_of(outlets: Iterable[Outlet], gazetteer: Gazetteer, today: date) -> dict[str, list[Task]]:
    """Return by outlet what is to be put right, but for what is a need of its own."""
    found: dict[str, list[Task]] = defaultdict(list)
    for finding in check_outlets(outlets, surroundings=Districts(gazetteer), today=today):
        if finding.kind not in NEEDS:
            found[finding.outlet].append(Task(finding.text, link_to(finding.outlet, finding.field)))
    return found
