"""Residents say what is wrong with an outlet, and read the answer by reference; no account, no cookie."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt

from cardservice.security import client_address
from locator.catalogue import reports
from locator.catalogue.form_tokens import new_token, read_token
from locator.catalogue.rules import Refused
from locator.limits.counter import Verdict, hit_all
from locator.limits.table import LOOKING, REPORTS, REPORTS_OF_OUTLET
from locator.models import Report, Service
from locator.models.references import spelled
from locator.public.as_it_stands import as_it_stands
from locator.public.catalogue import outlet_or_404, with_catalogue
from locator.public.limited import needs_database, too_many
from locator.search.records import OutletRecord
from locator.search.snapshot import Snapshot

FORM = "report"


# Anybody may report, so there is no login to forge a report with; the form's own signed token takes the
# place of a cookie's, and makes a second press name the first report.
@csrf_exempt
@cache_control(private=True, no_store=True)
@needs_database
@with_catalogue
def report(request: HttpRequest, snapshot: Snapshot, code: str) -> HttpResponse:
    outlet = outlet_or_404(snapshot, code)
    if request.method != "POST":
        return _form(request, outlet)
    mark = read_token(request.POST.get("token", ""), FORM, code)
    if mark is None:
        return _form(request, outlet, expired=True, status=422)
    said = {name: request.POST.get(name, "") for name in ("about", "service", "text")}
    try:
        reports.look_over(**said)
    except Refused as refused:
        return _form(request, outlet, refused.errors, status=422)
    verdict = _verdict(request, mark, code)
    if not verdict:
        return too_many(request, verdict, outlet)
    row, _new = reports.report(
        code, mark=mark, **said, today=timezone.localdate(), calendar=snapshot.calendar
    )
    context = {"outlet": outlet, "report": row, "reference": spelled(row.reference)}
    return render(request, "public/report_received.html", context)


@csrf_exempt
@cache_control(private=True, no_store=True)
@needs_database
@with_catalogue
def lookup(request: HttpRequest, snapshot: Snapshot) -> HttpResponse:
    """Tell what became of a report; a reference stands in no address, so it is asked for by a form."""
    if request.method != "POST":
        return render(request, "public/report_lookup.html", {})
    verdict = hit_all([(limit, client_address(request)) for limit in LOOKING])
    if not verdict:
        return too_many(request, verdict)
    typed = request.POST.get("reference", "")
    found = reports.by_reference(typed)
    context = {"typed": typed[:20], "report": found, "missing": found is None}
    if found is not None:
        context |= {"outlet": snapshot.outlet(found.outlet_id), "reference": spelled(found.reference)}
    return render(request, "public/report_lookup.html", context, status=200 if found else 404)


def _verdict(request: HttpRequest, mark: str, code: str) -> Verdict:
    if Report.objects.filter(token=mark).exists():
        return Verdict(allowed=True)  # the second press of a report that is already there costs nothing
    address = client_address(request)
    return hit_all([*((limit, address) for limit in REPORTS), (REPORTS_OF_OUTLET, code)])


def _form(
    request: HttpRequest,
    outlet: OutletRecord,
    errors: dict[str, list[str]] | None = None,
    *,
    expired: bool = False,
    status: int = 200,
) -> HttpResponse:
    kept = request.POST.get("token") if not expired else None
    context = {
        "outlet": outlet,
        "abouts": as_it_stands(outlet, timezone.now()),
        "services": list(Service),
        "given": request.POST,
        "errors": errors or {},
        "expired": expired,
        "token": kept or new_token(FORM, outlet.code),
    }
    return render(request, "public/report.html", context, status=status)
