"""Residents say how a visit went: whether the matter was done, and how many minutes the card took."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt

from cardservice.security import client_address
from locator.catalogue import visits
from locator.catalogue.form_tokens import new_token, read_token
from locator.catalogue.rules import Refused
from locator.limits.counter import Verdict, hit_all
from locator.limits.table import VISITS, VISITS_FROM_ONE_PLACE, VISITS_OF_OUTLET
from locator.models import Service, Visit
from locator.public.catalogue import outlet_or_404, with_catalogue
from locator.public.limited import needs_database, too_many
from locator.search.records import OutletRecord
from locator.search.snapshot import Snapshot

FORM = "visit"


# As with a report: anybody may say it, and the form's own signed token takes the place of a cookie's.
@csrf_exempt
@cache_control(private=True, no_store=True)
@needs_database
@with_catalogue
def visit(request: HttpRequest, snapshot: Snapshot, code: str) -> HttpResponse:
    outlet = outlet_or_404(snapshot, code)
    if request.method != "POST":
        return _form(request, outlet)
    mark = read_token(request.POST.get("token", ""), FORM, code)
    if mark is None:
        return _form(request, outlet, expired=True, status=422)
    try:
        service, done, minutes = visits.look_over(
            *(request.POST.get(name, "") for name in ("service", "done", "minutes"))
        )
    except Refused as refused:
        return _form(request, outlet, refused.errors, status=422)
    verdict = _verdict(request, mark, code)
    if not verdict:
        return too_many(request, verdict, outlet)
    visits.visit(code, mark=mark, service=service, done=done, minutes=minutes, today=timezone.localdate())
    return render(request, "public/visit_received.html", {"outlet": outlet, "done": done})


def _verdict(request: HttpRequest, mark: str, code: str) -> Verdict:
    if Visit.objects.filter(token=mark).exists():
        return Verdict(allowed=True)
    address = client_address(request)
    each = [(limit, address) for limit in VISITS]
    return hit_all([*each, (VISITS_FROM_ONE_PLACE, f"{address} {code}"), (VISITS_OF_OUTLET, code)])


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
        "services": list(Service),
        "given": request.POST,
        "errors": errors or {},
        "expired": expired,
        "token": kept or new_token(FORM, outlet.code),
        "most": visits.LONGEST_MINUTES,
    }
    return render(request, "public/visit.html", context, status=status)
