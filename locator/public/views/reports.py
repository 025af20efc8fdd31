"""Residents say what is wrong with an outlet, and read the answer by reference; no account, no cookie."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt

from cardservice.security import client_address
from locator.catalogue import reports
from locator.catalogue.rules import Refused
from locator.limits.counter import Limit, Verdict, hit_all
from locator.models import Report, Service
from locator.public.catalogue import with_catalogue
from locator.search.records import OutletRecord
from locator.search.snapshot import Snapshot

HOUR, DAY = 3600, 24 * 3600
PER_ADDRESS = (Limit("report", 5, HOUR), Limit("report", 20, DAY))
PER_OUTLET = Limit("report-outlet", 30, DAY)
LOOKING = (Limit("report-lookup", 10, 60), Limit("report-lookup", 60, HOUR))


# Anybody may report, so there is no login to forge a report with; the form's own signed token takes the
# place of a cookie's, and makes a second press name the first report.
@csrf_exempt
@cache_control(private=True, no_store=True)
@with_catalogue
def report(request: HttpRequest, snapshot: Snapshot, code: str) -> HttpResponse:
    outlet = snapshot.outlet(code)
    if outlet is None:
        raise Http404
    if request.method != "POST":
        return _form(request, outlet, {}, {})
    mark = reports.read_token(request.POST.get("token", ""))
    if mark is None:
        return _form(request, outlet, request.POST, {}, expired=True, status=422)
    verdict = _verdict(request, mark, code)
    if not verdict:
        return _too_many(request, verdict)
    try:
        row, _new = reports.report(
            code,
            mark=mark,
            about=request.POST.get("about", ""),
            service=request.POST.get("service", ""),
            text=request.POST.get("text", ""),
            today=timezone.localdate(),
            calendar=snapshot.calendar,
        )
    except Refused as refused:
        return _form(request, outlet, request.POST, refused.errors, token=request.POST["token"], status=422)
    context = {"outlet": outlet, "report": row, "reference": reports.spelled(row.reference)}
    return render(request, "public/report_received.html", context)


@csrf_exempt
@cache_control(private=True, no_store=True)
@with_catalogue
def lookup(request: HttpRequest, snapshot: Snapshot) -> HttpResponse:
    """Tell what became of a report; a reference stands in no address, so it is asked for by a form."""
    if request.method != "POST":
        return render(request, "public/report_lookup.html", {})
    verdict = hit_all([(limit, client_address(request)) for limit in LOOKING])
    if not verdict:
        return _too_many(request, verdict)
    typed = request.POST.get("reference", "")
    found = reports.by_reference(typed)
    context = {"typed": typed[:20], "report": found, "missing": found is None}
    if found is not None:
        context |= {"outlet": snapshot.outlet(found.outlet_id), "reference": reports.spelled(found.reference)}
    return render(request, "public/report_lookup.html", context, status=200 if found else 404)


def _verdict(request: HttpRequest, mark: str, code: str) -> Verdict:
    if Report.objects.filter(token=mark).exists():
        return Verdict(allowed=True)  # the second press of a report that is already there costs nothing
    address = client_address(request)
    return hit_all([*((limit, address) for limit in PER_ADDRESS), (PER_OUTLET, code)])


def _form(
    request: HttpRequest,
    outlet: OutletRecord,
    given: Any,
    errors: dict[str, list[str]],
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    context = {
        "outlet": outlet,
        "abouts": _as_it_stands(outlet),
        "services": list(Service),
        "given": given,
        "errors": errors,
        "token": more.pop("token", None) or reports.new_token(),
        **more,
    }
    return render(request, "public/report.html", context, status=status)


def _as_it_stands(outlet: OutletRecord) -> list[tuple[Report.About, str]]:
    """Return what can be reported, with what the site says of it now."""
    says = {Report.About.PHONE: " ".join(outlet.phones), Report.About.ADDRESS: outlet.address}
    return [(about, says.get(about, "")) for about in Report.About]


def _too_many(request: HttpRequest, verdict: Verdict) -> HttpResponse:
    minutes = -(-verdict.retry_after // 60)
    response = render(request, "public/too_many.html", {"minutes": minutes}, status=429)
    response["Retry-After"] = str(verdict.retry_after)
    return response
