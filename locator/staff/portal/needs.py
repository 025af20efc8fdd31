"""What in an outlet needs somebody today, found for any number of outlets by one query."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from locator.catalogue.checks import CALENDAR_ENDS_SOON
from locator.catalogue.verification import unverified
from locator.models import Offer, Outlet, Proposal, Report
from locator.models.outlet import OutletQuerySet

from .links import link_to


class Need(StrEnum):
    """A reason to look at an outlet; the values stand in addresses."""

    REPORTS = "reports"
    MACHINE = "machine"
    CARDS = "cards"
    SUSPENSION = "suspension"
    SERVICE = "service"
    POSITION = "position"
    VERIFY = "verify"
    WAITING = "waiting"


SHORT: dict[str, Promise] = {
    Need.REPORTS: gettext_lazy("Residents wait for an answer"),
    Need.MACHINE: gettext_lazy("Card machine down"),
    Need.CARDS: gettext_lazy("Out of blank cards"),
    Need.SUSPENSION: gettext_lazy("Suspended past its last day"),
    Need.SERVICE: gettext_lazy("A service suspended past its last day"),
    Need.POSITION: gettext_lazy("No position"),
    Need.VERIFY: gettext_lazy("Not verified for 90 days"),
    Need.WAITING: gettext_lazy("Changes wait for a second person"),
}


@dataclass(frozen=True, slots=True)
class Task:
    """What needs attention, in words, and where it is mended."""

    words: str
    url: str


def with_needs(outlets: OutletQuerySet, today: date) -> OutletQuerySet:
    """Mark each outlet with its needs, as ``need_machine`` and so on."""
    of_this = OuterRef("code")
    marks: dict[Need, Any] = {
        Need.REPORTS: Exists(Report.objects.filter(outlet=of_this, answered_at=None)),
        Need.MACHINE: Q(machine_down_since__isnull=False),
        Need.CARDS: Q(cards_in_stock=False),
        Need.SUSPENSION: Q(
            status=Outlet.Status.SUSPENDED, status_until__isnull=False, status_until__lt=today
        ),
        Need.SERVICE: Exists(Offer.objects.filter(outlet=of_this, suspended_until__lt=today)),
        Need.POSITION: Q(latitude__isnull=True),
        Need.VERIFY: unverified(today),
        Need.WAITING: Exists(
            Proposal.objects.filter(outlets=of_this, state=Proposal.State.WAITING).order_by()
        ),
    }
    marked = outlets.annotate(**{f"need_{need}": mark for need, mark in marks.items()})
    return marked.annotate(need_any=_any_of(Need))


def needing(outlets: OutletQuerySet, need: str) -> OutletQuerySet:
    """Return those with a need, or with any."""
    return outlets.filter(**{f"need_{need}" if need in list(Need) else "need_any": True})


def counts(outlets: OutletQuerySet) -> list[tuple[Need, Promise, int]]:
    """Return how many of the outlets have each need, those that none has left out."""
    found = outlets.aggregate(
        **{need.value: Count("code", filter=Q(**{f"need_{need}": True})) for need in Need}
    )
    return [(need, SHORT[need], found[need.value]) for need in Need if found[need.value]]


def tasks(outlet: Any) -> list[Task]:
    """Return what an outlet marked by ``with_needs`` needs, each with the page that mends it."""
    return [
        Task(_words(need, outlet), _where(need, outlet)) for need in Need if getattr(outlet, f"need_{need}")
    ]


def calendar_task(known_until: date, today: date) -> str:
    """Say that holidays of the coming weeks are not known; empty while they are."""
    if known_until - today >= CALENDAR_ENDS_SOON:
        return ""
    said = _("Holidays are known until %(day)s only: hours after that are shown as not certain.")
    return said % {"day": known_until.isoformat()}


def _any_of(needs: Iterable[Need]) -> Q:
    any_of = Q()
    for need in needs:
        any_of |= Q(**{f"need_{need}": True})
    return any_of


def _words(need: Need, outlet: Outlet) -> str:
    if need is Need.MACHINE:
        assert outlet.machine_down_since
        return _("Card machine down since %(day)s") % {"day": outlet.machine_down_since.isoformat()}
    if need is Need.VERIFY and outlet.verified_on is None:
        return _("Never verified")
    return str(SHORT[need])


def _where(need: Need, outlet: Outlet) -> str:
    if need is Need.REPORTS:
        return f"{reverse('staff:reports')}?outlet={outlet.code}"
    if need is Need.WAITING:
        return f"{reverse('staff:outlet', args=[outlet.code])}#waiting"
    if need is Need.VERIFY:
        return f"{reverse('staff:outlet', args=[outlet.code])}#verify"
    if need is Need.SERVICE:
        return f"{reverse('staff:outlet', args=[outlet.code])}#services"
    fact = {
        Need.MACHINE: "machine_down_since",
        Need.CARDS: "cards_in_stock",
        Need.SUSPENSION: "status_until",
        Need.POSITION: "latitude",
    }[need]
    return link_to(outlet.code, fact)
