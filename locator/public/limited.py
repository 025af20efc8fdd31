"""What residents may write without an account, and how often: counted exactly, for all workers together."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from locator.limits.counter import Limit, Verdict
from locator.search.records import OutletRecord

HOUR, DAY = 3600, 24 * 3600
AGAIN_SECONDS = 60

REPORTS = (Limit("report", 5, HOUR), Limit("report", 20, DAY))
REPORTS_OF_OUTLET = Limit("report-outlet", 30, DAY)
LOOKING = (Limit("report-lookup", 10, 60), Limit("report-lookup", 60, HOUR))
VISITS = (Limit("visit", 5, HOUR), Limit("visit", 20, DAY))
# One connection does not make an outlet's name, good or bad; a counter's own wireless has many people.
VISITS_FROM_ONE_PLACE = Limit("visit-from", 3, DAY)
VISITS_OF_OUTLET = Limit("visit-outlet", 60, DAY)


def too_many(request: HttpRequest, verdict: Verdict, outlet: OutletRecord | None = None) -> HttpResponse:
    """Ask to wait, and say whom to call meanwhile; where nothing could be counted, nobody came too often."""
    if not verdict.counted:
        return not_taken(request)
    minutes = -(-verdict.retry_after // 60)
    context = {"minutes": minutes, "outlet": outlet}
    response = render(request, "public/too_many.html", context, status=429)
    response["Retry-After"] = str(verdict.retry_after)
    return response


def needs_database(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Say that nothing can be taken just now where the database is away; what was typed is in the browser."""

    @wraps(view)
    def answer(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, **kwargs)
        except Error:
            return not_taken(request)

    return answer


def not_taken(request: HttpRequest) -> HttpResponse:
    """Ask to press again in a minute."""
    response = render(request, "public/not_taken.html", status=503)
    response["Retry-After"] = str(AGAIN_SECONDS)
    return response
