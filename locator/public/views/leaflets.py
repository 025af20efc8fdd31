"""What leaves the site with somebody: a poster, a list on paper, a calendar."""

from __future__ import annotations

from hashlib import sha256

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from locator.hours.day_words import in_runs
from locator.models import Service
from locator.public.catalogue import outlet_or_404, with_catalogue
from locator.public.code import drawn
from locator.public.outlet_calendar import calendar
from locator.public.outlet_page import own_hours
from locator.search.records import OutletRecord
from locator.search.snapshot import Snapshot


def page_address(request: HttpRequest, code: str) -> str:
    """Return the whole address of an outlet's page, which a code or a calendar leads to."""
    return request.build_absolute_uri(reverse("outlet", args=[code]))


@require_safe
@with_catalogue
def poster(request: HttpRequest, snapshot: Snapshot, code: str) -> HttpResponse:
    """Draw one sheet for the bank's door."""
    outlet = _standing_outlet(snapshot, code)
    address = page_address(request, code)
    page = {
        "outlet": outlet,
        "week": in_runs(outlet.timetable.week(timezone.localdate())),
        "own_hours": own_hours(outlet, timezone.localdate()),
        "services": [service for service in Service if outlet.offers[service].available],
        "address": address,
        "code": drawn(address),
        "today": timezone.localdate(),
    }
    return render(request, "public/poster.html", page)


@require_safe
@with_catalogue
def district_list(request: HttpRequest, snapshot: Snapshot, code: str) -> HttpResponse:
    """List all outlets of a district for paper, with hours and telephone."""
    if code not in snapshot.districts:
        raise Http404
    today = timezone.localdate()
    outlets = snapshot.outlets_of(district=code, today=today)
    rows = [(outlet, in_runs(outlet.timetable.week(today)), own_hours(outlet, today)) for outlet in outlets]
    return render(
        request,
        "public/outlets_print.html",
        {"group": snapshot.districts[code], "rows": rows, "today": today},
    )


@require_safe
@with_catalogue
def days(request: HttpRequest, snapshot: Snapshot, code: str) -> HttpResponseBase:
    """Hand out the exceptional days of an outlet that are known, as a calendar to keep or to follow."""
    outlet = outlet_or_404(snapshot, code)
    written = calendar(
        outlet,
        timezone.localdate(),
        snapshot.changed_at,
        url=page_address(request, code),
        is_sample=snapshot.is_sample,
    )
    response = HttpResponse(written, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{code}.ics"'
    response["ETag"] = f'"{sha256(written).hexdigest()[:32]}"'
    return get_conditional_response(request, etag=response["ETag"], response=response) or response


def _standing_outlet(snapshot: Snapshot, code: str) -> OutletRecord:
    found = outlet_or_404(snapshot, code)
    if found.is_struck_off(timezone.localdate()):
        raise Http404
    return found
