"""What residents reported: a task with a due day, answered once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from locator.catalogue.reports import AlreadyAnswered, answer, spelled
from locator.catalogue.rules import Refused
from locator.catalogue.scope import reports_of
from locator.models import Report
from locator.staff.door import for_staff
from locator.staff.page import staff_page

ON_A_PAGE = 20


@for_staff()
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    mine = reports_of(request.user).select_related("outlet")
    waiting = mine.filter(answered_at=None).order_by("due_on", "id")
    page = {
        "waiting": Paginator(waiting, ON_A_PAGE).get_page(request.GET.get("page")),
        "answered": mine.exclude(answered_at=None).order_by("-answered_at")[:ON_A_PAGE],
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
            text=request.POST.get("answer", ""),
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
        "given": given,
        "errors": errors,
        "today": timezone.localdate(),
    }
    return staff_page(request, "staff/reports/one.html", context, area="reports", status=status)
