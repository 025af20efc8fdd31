"""Proposals: the list, one of them, and deciding about it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from locator.catalogue import proposals
from locator.catalogue.history import may_undo
from locator.catalogue.rules import Refused
from locator.catalogue.scope import may_decide, proposals_of
from locator.models import Proposal
from locator.staff.door import EVERYBODY, MANAGERS, for_staff
from locator.staff.page import staff_page

from .entries import in_numbers, odd_positions, page_of, rows
from .forms import RefusalForm

ON_A_PAGE = 20


@for_staff(EVERYBODY)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    seen = proposals_of(request.user).select_related("bank")
    waiting = seen.filter(state=Proposal.State.WAITING)
    decided = seen.exclude(state=Proposal.State.WAITING)
    page = {
        "waiting": Paginator(waiting, ON_A_PAGE).get_page(request.GET.get("page")),
        "decided": decided[:ON_A_PAGE],
    }
    return staff_page(request, "staff/review/list.html", page, area="proposals")


@for_staff(EVERYBODY)
@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _proposal(request, pk), RefusalForm())


@for_staff(MANAGERS)
@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    proposal = _proposal(request, pk)
    try:
        proposals.accept(proposal, by=request.user)
    except proposals.NotAllowed as error:
        raise Http404 from error
    except proposals.AlreadyDecided:
        return _overtaken(request, pk)
    except proposals.Outdated as outdated:
        return _page(request, _proposal(request, pk), RefusalForm(), outdated=outdated, status=409)
    except Refused as refused:
        said = [line for lines in refused.errors.values() for line in lines]
        return _page(request, _proposal(request, pk), RefusalForm(), said=said, status=422)
    messages.success(request, _("Accepted. Residents see it now."))
    return redirect("staff:proposal", pk)


@for_staff(MANAGERS)
@require_POST
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    proposal, form = _proposal(request, pk), RefusalForm(request.POST)
    if not may_decide(request.user, proposal):
        raise Http404
    if not form.is_valid():
        return _page(request, proposal, form, status=422)
    try:
        proposals.refuse(proposal, by=request.user, reason=form.cleaned_data["reason"])
    except proposals.AlreadyDecided:
        return _overtaken(request, pk)
    messages.success(request, _("Refused. The other person reads why."))
    return redirect("staff:proposal", pk)


@for_staff(EVERYBODY)
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        proposals.withdraw(_proposal(request, pk), by=request.user)
    except proposals.NotAllowed as error:
        raise Http404 from error
    except proposals.AlreadyDecided:
        return _overtaken(request, pk)
    messages.success(request, _("Withdrawn. Nothing has changed."))
    return redirect("staff:proposals")


def _proposal(request: HttpRequest, pk: int) -> Proposal:
    seen = proposals_of(request.user).select_related("bank", "act")
    proposal: Proposal = get_object_or_404(seen, pk=pk)
    return proposal


def _overtaken(request: HttpRequest, pk: int) -> HttpResponse:
    messages.warning(request, _("Somebody else was faster. This is what was decided."))
    return redirect("staff:proposal", pk)


def _page(
    request: HttpRequest, proposal: Proposal, form: RefusalForm, status: int = 200, **more: Any
) -> HttpResponse:
    waiting = proposal.state == Proposal.State.WAITING
    act, shown = proposal.act, page_of(proposal.changes, request.GET.get("page"))
    page = {
        "proposal": proposal,
        "page": shown,
        "rows": rows(list(shown)),
        "summary": in_numbers(proposal.changes),
        # Wherever they stand, they are named at the beginning.
        "odd": odd_positions(proposal.changes) if shown.number == 1 else [],
        "form": form,
        "may_decide": waiting and may_decide(request.user, proposal),
        "may_withdraw": waiting and proposal.proposed_by_id == request.user.pk,
        "may_undo": act is not None and not hasattr(act, "undone_by") and may_undo(request.user, act),
        **more,
    }
    return staff_page(request, "staff/review/one.html", page, area="proposals", status=status)
