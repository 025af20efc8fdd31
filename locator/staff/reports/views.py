"""What residents reported: a task with a due day, answered once."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from locator.catalogue.reports import AlreadyAnswered, answer
from locator.catalogue.rules import Refused
from locator.catalogue.scope import outlets_of, reports_of
from locator.models import Report
from locator.models.references import spelled
from locator.staff.door import for_staff
from locator.staff.page import staff_page
from locator.staff.portal.links import link_to

ON_A_PAGE = 20
# The field that mends what is reported; what is about a service has the service before a dot.
MENDED_BY = {
    Report.About.HOURS: "hours",
    Report.About.PHONE: "phones",
    Report.About.ADDRESS: "address",
    Report.About.ACCESS: "step_free",
}


@for_staff()
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """List what waits for an answer by its due day, or what has been answered, the latest first."""
    asked = {name: request.GET[name] for name in ("outlet", "answered") if request.GET.get(name)}
    found = reports_of(request.user).select_related("outlet")
    if "outlet" in asked:
        outlet = get_object_or_404(outlets_of(request.user), code=asked["outlet"])
        found = found.filter(outlet=outlet)
    if "answered" in asked:
        found = found.exclude(answered_at=None).order_by("-answered_at", "-id")
    else:
        found = found.filter(answered_at=None).order_by("due_on", "id")
    page = {
        "reports": Paginator(found, ON_A_PAGE).get_page(request.GET.get("page")),
        "outlet": outlet if "outlet" in asked else None,
        "answered": "answered" in asked,
        "asked": urlencode(asked),
        "today": timezone.localdate(),
    }
    return staff_page(request, "staff/reports/list.html", page, area="reports")


@for_staff()
def one(request: HttpRequest, pk: int) -> HttpResponse:
    reported = get_object_or_404(reports_of(request.user).select_related("outlet"), pk=pk)
    if request.method != "POST":
        return _page(request, reported, {}, {})
    try:
        answer(
            reported,
            outcome=request.POST.get("outcome", ""),
            text=request.POST.get("answer", "").replace("\0", ""),
            by=request.user,  # type: ignore[arg-type]
        )
    except Refused as refused:
        return _page(request, reported, request.POST, refused.errors, status=422)
    except AlreadyAnswered:
        messages.warning(request, _("Somebody else was faster. This is the answer that was given."))
    else:
        messages.success(request, _("Answered. The outlet's page says that it was checked."))
    return redirect("staff:report", pk)


def _page(
    request: HttpRequest, reported: Report, given: Any, errors: dict[str, list[str]], status: int = 200
) -> HttpResponse:
    context = {
        "report": reported,
        "reference": spelled(reported.reference),
        "outcomes": Report.Outcome.choices,
        "mending": _mended_at(reported),
        "given": given,
        "errors": errors,
        "today": timezone.localdate(),
    }
    return staff_page(request, "staff/reports/one.html", context, area="reports", status=status)


def _mended_at(reported: Report) -> str:
    """Return the address of the page or field that mends what is reported; empty where nobody can tell."""
    if reported.about == Report.About.CLOSED:
        return reverse("staff:outlet_close", args=[reported.outlet_id])
    fact = MENDED_BY.get(Report.About(reported.about), "")
    if reported.about == Report.About.SERVICE:
        fact = f"{reported.service}.available"
    return link_to(reported.outlet_id, fact) if fact else ""
