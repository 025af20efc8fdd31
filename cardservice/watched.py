"""What stands around every request: its number, its count and duration; and the probes."""

from __future__ import annotations

import logging
from collections.abc import Callable
from time import perf_counter

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.template import loader

from . import health, metrics
from .asked import HEADER, begin, number_of, route_of
from .logs import REQUESTS

logger = logging.getLogger(REQUESTS)

# Asked by machines that know neither the site's name nor HTTPS, every few seconds.
PROBES: dict[str, Callable[[HttpRequest], HttpResponse]] = {
    "/healthz": health.healthz,
    "/readyz": health.readyz,
    "/metrics": metrics.metrics,
}


class Watched:
    """The outermost middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        probe = PROBES.get(request.path_info)
        if probe is not None:
            request.route = request.path_info[1:]  # type: ignore[attr-defined]
            return probe(request)
        started = perf_counter()
        number = begin(request)
        response = self.get_response(request)
        seconds = perf_counter() - started
        response.headers[HEADER] = number
        route = route_of(request)
        metrics.answered(route, request.method or "", response.status_code, seconds)
        if settings.LOG_REQUESTS:
            _line(request, route, response.status_code, seconds)
        return response


def _line(request: HttpRequest, route: str, status: int, seconds: float) -> None:
    method, took = metrics.method_of(request.method or ""), round(1000 * seconds, 1)
    logger.info(
        "%s %s %d in %.1f ms",
        method,
        route,
        status,
        took,
        extra={"method": method, "status_code": status, "duration_ms": took},
    )


def broken(request: HttpRequest) -> HttpResponse:
    """Answer where something broke, with the number to quote; nothing else is asked of anything."""
    page = loader.get_template("500.html").render({"number": number_of(request)})
    return HttpResponseServerError(page)
