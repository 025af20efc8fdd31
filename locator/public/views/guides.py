"""The six guides, and the towns to choose from where an address is not known."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from locator.models import Service
from locator.public.catalogue import with_catalogue
from locator.search.snapshot import Snapshot

# What a bank can do by post.
BY_POST = (
    frozenset({Service.APPLY, Service.REPLACE}) if settings.REISSUE_BY_POST else frozenset({Service.APPLY})
)


@require_safe
@with_catalogue
def guides(request: HttpRequest, snapshot: Snapshot) -> HttpResponse:
    return render(request, "public/guides.html", {"services": list(Service)})


@require_safe
@with_catalogue
def guide(request: HttpRequest, snapshot: Snapshot, service: str) -> HttpResponse:
    if service not in Service.values:
        raise Http404
    asked = Service(service)
    lines = snapshot.guides.get(asked, ())
    page = {
        "service": asked,
        "by_post": asked in BY_POST and snapshot.banks_by_post(),
        "calls_first": asked is Service.REPORT_LOSS,
        "sections": [(section, list(found)) for section, found in groupby(lines, attrgetter("section"))],
    }
    return render(request, "public/guide.html", page)


@require_safe
@with_catalogue
def districts(request: HttpRequest, snapshot: Snapshot) -> HttpResponse:
    return render(request, "public/towns.html", {"districts": snapshot.districts.values(), **_asked(request)})


@require_safe
@with_catalogue
def towns(request: HttpRequest, snapshot: Snapshot, code: str) -> HttpResponse:
    if code not in snapshot.districts:
        raise Http404
    page = {
        "district": snapshot.districts[code],
        "towns": [town for town in snapshot.gazetteer.towns(code) if town.key],
        **_asked(request),
    }
    return render(request, "public/towns.html", page)


def _asked(request: HttpRequest) -> dict[str, str]:
    """Return the service that a person had chosen: it goes along, so that they need not choose again."""
    service = request.GET.get("service", "")
    return {"service": service if service in Service.values else ""}
