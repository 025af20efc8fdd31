"""All that the catalogue knows of one outlet, and what is changed there with one press."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from locator.catalogue.editing import edit, locked
from locator.catalogue.facts import POSITION, facts_of, in_words, label
from locator.catalogue.proposals import proposed
from locator.catalogue.revision import revision
from locator.catalogue.rules import Refused
from locator.catalogue.scope import outlets_of, proposals_of
from locator.hours.day_words import in_runs
from locator.models import Outlet, Proposal, Service
from locator.search.current import current
from locator.search.records import OutletRecord
from locator.staff.door import for_staff
from locator.staff.page import staff_page

from .edit import say
from .findings import findings_of
from .groups import NOTICE, SERVICES, SHOWN, Group, fields_of_ending, suspension_of
from .mine import my_outlet
from .needs import tasks, with_needs


@for_staff()
def outlet(request: HttpRequest, code: str) -> HttpResponse:
    """Show an outlet's facts by group, each with the way to change it."""
    seen = revision(code)  # before the facts: what changes in between is noticed
    found = my_outlet(request, code)
    facts, snapshot, today = facts_of(found), current().snapshot, timezone.localdate()
    record = snapshot.outlet(code)
    marked = with_needs(outlets_of(request.user), today).get(code=code)
    context = {
        "outlet": found,
        "seen": seen,
        "record": record,
        "now": timezone.now(),
        "tasks": tasks(marked) + findings_of([found], snapshot, today)[code],
        "groups": [(group, _rows(_told(group, facts), facts)) for group in SHOWN if group is not SERVICES],
        "services": [_service(service, facts) for service in Service],
        "weeks": _weeks(found, record, today),
        "position": _rows(POSITION, facts),
        "waiting": _waiting(request, code),
        "closed": found.status == Outlet.Status.CLOSED,
    }
    return staff_page(request, "staff/portal/outlet.html", context, area="outlets")


@for_staff()
@require_POST
def cards_now(request: HttpRequest, code: str) -> HttpResponse:
    """Note with one press that the machine is down or works, that cards are out or back."""
    my_outlet(request, code)
    with transaction.atomic():
        # Of two people whose pages both still say that it works, the first one's day stands.
        down_since = locked(code).machine_down_since or timezone.localdate()
        known: dict[str, dict[str, Any]] = {
            "down": {"machine_down_since": down_since},
            "works": {"machine_down_since": None},
            "out": {"cards_in_stock": False},
            "back": {"cards_in_stock": True},
        }
        return _one_press(request, code, known.get(request.POST.get("now", "")))


@for_staff()
@require_POST
def resume(request: HttpRequest, code: str) -> HttpResponse:
    """End the suspension of the outlet or of one service with one press."""
    what = request.POST.get("what", "")
    known = what == "outlet" or what in list(Service)
    return _one_press(request, code, fields_of_ending(what) if known else None)


def _one_press(request: HttpRequest, code: str, values: dict[str, Any] | None) -> HttpResponse:
    found = my_outlet(request, code)
    if values is None:
        raise Http404
    if found.status == Outlet.Status.CLOSED and "status" in values:
        raise Http404  # opening a closed outlet again is no end of a suspension
    try:
        # Nothing was typed, so there is nothing that another's change could take away.
        say(request, edit(code, values, by=request.user, seen=None))  # type: ignore[arg-type]
    except Refused as refused:
        for fact, said in refused.errors.items():
            messages.error(request, f"{label(fact)}: {' '.join(said)}")
    return redirect("staff:outlet", code)


def _rows(names: tuple[str, ...], facts: dict[str, Any]) -> list[tuple[str, str]]:
    return [(label(name), in_words(name, facts[name])) for name in names]


def _weeks(outlet: Outlet, record: OutletRecord | None, today: date) -> list[tuple[str, Any]]:
    """Return the plain weeks in words, once where cards are made whenever the bank is open."""
    if record is None:
        return []
    weeks = [(label("hours"), in_runs(record.bank_timetable.week(today)))]
    if outlet.card_hours:
        weeks.append((label("card_hours"), in_runs(record.timetable.week(today))))
    return weeks


def _told(group: Group, facts: dict[str, Any]) -> tuple[str, ...]:
    """Return the facts worth a line: where there is no notice, neither its English nor its day."""
    return group.facts if group is not NOTICE or facts["notice"] else ("notice",)


def _service(service: Service, facts: dict[str, Any]) -> dict[str, Any]:
    own = {name.partition(".")[2]: value for name, value in facts.items() if name.startswith(f"{service}.")}
    return {
        "service": service,
        **own,
        "available_words": in_words(f"{service}.available", own["available"]),
        "cards_words": in_words(f"{service}.cards", own["cards"]),
        "who_words": in_words(f"{service}.who", own["who"]),
        "slug": suspension_of(service).slug,
    }


def _waiting(request: HttpRequest, code: str) -> list[tuple[Proposal, Any]]:
    found = proposals_of(request.user).filter(state=Proposal.State.WAITING, outlets=code).order_by("id")
    return [
        (proposal, proposed(entry))
        for proposal in found
        for entry in proposal.changes
        if entry["outlet"] == code
    ]
