"""The directory and the page of one outlet."""

from __future__ import annotations

from django.db import Error
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from locator.catalogue import visits
from locator.public.catalogue import outlet_or_404, standing, with_catalogue
from locator.public.code import drawn
from locator.public.map import with_map
from locator.public.outlet_page import outlet_page
from locator.public.simple import is_simple
from locator.search.snapshot import Snapshot

from .leaflets import page_address


@require_safe
@with_catalogue
def directory(request: HttpRequest, snapshot: Snapshot) -> HttpResponse:
    listed = snapshot.outlets_of()
    by_district = dict.fromkeys(snapshot.districts, 0)
    by_bank = dict.fromkeys(snapshot.banks, 0)
    for outlet in listed:
        by_district[outlet.district.code] += 1
        by_bank[outlet.bank.code] += 1
    page = {
        "count": len(listed),
        "districts": [(district, by_district[code]) for code, district in snapshot.districts.items()],
        "banks": [(bank, by_bank[code]) for code, bank in snapshot.banks.items()],
    }
    return render(request, "public/directory.html", page)


@require_safe
@with_catalogue
def by_district(request: HttpRequest, snapshot: Snapshot, code: str) -> HttpResponse:
    if code not in snapshot.districts:
        raise Http404
    page = {
        "group": snapshot.districts[code],
        "outlets": snapshot.outlets_of(district=code),
        "now": timezone.now(),
    }
    return render(request, "public/outlets.html", page)


@require_safe
@with_catalogue
def by_bank(request: HttpRequest, snapshot: Snapshot, code: str) -> HttpResponse:
    if code not in snapshot.banks:
        raise Http404
    page = {"group": snapshot.banks[code], "outlets": snapshot.outlets_of(bank=code), "now": timezone.now()}
    return render(request, "public/outlets.html", page)


@require_safe
@with_map
@with_catalogue
def outlet(request: HttpRequest, snapshot: Snapshot, code: str) -> HttpResponse:
    found = outlet_or_404(snapshot, code)
    page = outlet_page(found, snapshot, timezone.now())
    page |= {"visits": _visits(request, code), "promised": visits.PROMISED_MINUTES}
    page |= _passed_on(request, code)
    template = "public/outlet_simple.html" if is_simple(request) else "public/outlet.html"
    return render(request, template, page)


def _passed_on(request: HttpRequest, code: str) -> dict[str, str]:
    """Return the addresses of the outlet that people pass on; the calendar's is the one to subscribe to."""
    address = page_address(request, code)
    days = request.build_absolute_uri(reverse("outlet_days", args=[code]))
    return {
        "page_address": address,
        "page_code": drawn(address),
        "days_address": f"webcal:{days.partition(':')[2]}",
    }


def _visits(request: HttpRequest, code: str) -> visits.Summary | None:
    """Return how visits went; nothing while the database is away, for the rest of the page does without."""
    if standing(request).stale:
        return None
    try:
        return visits.summary(code, timezone.localdate())
    except Error:
        return None
