"""Pieces that a community's or an employer's page may show inside its own."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from locator.hours.day_words import hours_of_day
from locator.models import Service
from locator.public.catalogue import outlet_or_404, with_catalogue
from locator.public.forms import SearchForm
from locator.search.snapshot import Snapshot


def framed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let the pages that the operator names show the answer in a frame; without any, nobody may."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.EMBED_ORIGINS:
            return view(request, *args, **kwargs)
        # The older header knows no list of origins; the policy says it all.
        allowed = csp_replace({"frame-ancestors": list(settings.EMBED_ORIGINS)})(xframe_options_exempt(view))
        response: HttpResponse = allowed(request, *args, **kwargs)
        return response

    return answer


@framed
@require_safe
@with_catalogue
def search(request: HttpRequest, snapshot: Snapshot) -> HttpResponse:
    """Show the search box; the answer opens in a tab of its own."""
    form = SearchForm(snapshot=snapshot, now=timezone.now())
    return render(request, "embed/search.html", {"form": form, "services": list(Service)})


@framed
@require_safe
@with_catalogue
def outlet(request: HttpRequest, snapshot: Snapshot, code: str) -> HttpResponse:
    """Show one outlet on a card: whether it is open now, today's hours, the telephone."""
    found = outlet_or_404(snapshot, code)
    now = timezone.now()
    page = {
        "outlet": found,
        "now": now,
        "status": found.timetable.status(now),
        "hours": hours_of_day(found.timetable.intervals(timezone.localdate(now), 1)),
    }
    return render(request, "embed/outlet.html", page)
