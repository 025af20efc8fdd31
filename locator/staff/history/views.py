"""The history of a person's outlets, act by act, and undoing one."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from locator.catalogue import putting_back
from locator.catalogue.history import acts_of, changes_of, may_undo
from locator.catalogue.rules import Refused
from locator.catalogue.scope import outlets_of
from locator.catalogue.undo import CannotUndo, undo
from locator.models import Act, Outlet
from locator.staff.door import EVERYBODY, for_staff
from locator.staff.page import staff_page

ON_A_PAGE = 20
ROWS_OF_ONE_ACT = 200


@for_staff(EVERYBODY)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    code = request.GET.get("outlet", "")
    outlet = get_object_or_404(outlets_of(request.user), code=code) if code else None
    acts = Paginator(acts_of(request.user, code), ON_A_PAGE).get_page(request.GET.get("page"))
    changes = changes_of(acts.object_list, user=request.user, outlet=code)
    page = {"outlet": outlet, "acts": acts, "listed": [(act, changes[act.pk]) for act in acts]}
    return staff_page(request, "staff/history/list.html", page, area="history")


@for_staff(EVERYBODY)
@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _act(request, pk))


@for_staff(EVERYBODY)
@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    act = _act(request, pk)
    if not may_undo(request.user, act):
        raise Http404
    try:
        undone = undo(act, by=request.user)
    except CannotUndo as error:
        return _page(request, act, reasons=error.reasons, status=409)
    messages.success(request, _("Undone. Everything is as it was before."))
    return redirect("staff:act", undone.pk)


@for_staff(EVERYBODY)
@require_POST
def put_back(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Bring one outlet back to what it was before an act, as an edit like any other."""
    act = _act(request, pk)
    outlet = get_object_or_404(outlets_of(request.user), code=code)
    try:
        outcome = putting_back.put_back(act, outlet.code, by=request.user)
    except Refused as refused:
        reasons = [line for lines in refused.errors.values() for line in lines]
        return _page(request, act, reasons=reasons, status=422)
    if outcome.proposal is not None:
        messages.success(request, _("This waits for a second person now."))
        return redirect("staff:proposal", outcome.proposal.pk)
    if outcome.act is None:
        messages.success(request, _("It is already as it was before."))
        return redirect("staff:act", act.pk)
    messages.success(request, _("Put back. Residents see it now."))
    return redirect("staff:act", outcome.act.pk)


def _act(request: HttpRequest, pk: int) -> Act:
    act: Act = get_object_or_404(acts_of(request.user), pk=pk)
    return act


def _page(
    request: HttpRequest, act: Act, reasons: list[str] | None = None, status: int = 200
) -> HttpResponse:
    changes = changes_of([act], user=request.user, at_most=ROWS_OF_ONE_ACT)[act.pk]
    undone_by = Act.objects.filter(undoes=act).first()
    page = {
        "act": act,
        "changes": changes,
        "outlets": Outlet.objects.filter(code__in={change.outlet for change in changes if change.returns}),
        "undone_by": undone_by,
        "may_undo": undone_by is None and may_undo(request.user, act),
        "reasons": reasons or [],
    }
    return staff_page(request, "staff/history/one.html", page, area="history", status=status)
