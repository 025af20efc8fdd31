"""The catalogue as one request sees it, and the page for when there is none."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from locator.search.current import Current, NoCatalogue, current
from locator.search.records import OutletRecord
from locator.search.snapshot import Snapshot

from .simple import vary


def standing(request: HttpRequest) -> Current:
    """Return the catalogue that stands now, asked for once a request, so that no page mixes two versions.

    Raises NoCatalogue where neither the database nor a copy on disk can be read.
    """
    found: Current | None = getattr(request, "catalogue", None)
    if found is None:
        found = current()
        request.catalogue = found  # type: ignore[attr-defined]
    return found


def with_catalogue(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Hand the view the catalogue's snapshot, or say where else to ask while there is none."""

    @wraps(view)
    def answer(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            snapshot: Snapshot = standing(request).snapshot
        except NoCatalogue:
            response = render(request, "503.html", status=503)
            response["Retry-After"] = "60"
            return response
        response = view(request, snapshot, **kwargs)
        vary(request, response)
        return response

    return answer


def outlet_or_404(snapshot: Snapshot, code: str) -> OutletRecord:
    """Return an outlet by its code, closed for good or not; raises Http404 where there never was one."""
    outlet = snapshot.outlet(code)
    if outlet is None:
        raise Http404
    return outlet
