"""Which request a thread answers: its number, and the name of its route, which holds nothing of a person."""

from __future__ import annotations

import os
import re
import weakref
from contextvars import ContextVar

from django.conf import settings
from django.http import HttpRequest

HEADER = "X-Request-ID"
# As nginx makes them ($request_id), or a UUID.
WELL_FORMED = re.compile(r"[0-9a-fA-F-]{16,36}")
UNMATCHED, STATIC = "unmatched", "static"

# Weak: what a person has sent does not stay in memory until the thread answers somebody else.
_asked: ContextVar[weakref.ref[HttpRequest] | None] = ContextVar("asked", default=None)


def begin(request: HttpRequest) -> str:
    """Give the request its number, and make it the one that this thread answers."""
    given = request.META.get("HTTP_X_REQUEST_ID", "") if settings.TRUSTED_PROXY_COUNT else ""
    number: str = given if given and WELL_FORMED.fullmatch(given) else os.urandom(8).hex()
    request.request_id = number  # type: ignore[attr-defined]
    _asked.set(weakref.ref(request))
    return number


def asked() -> HttpRequest | None:
    """Return the request that this thread answers, if it answers one."""
    reference = _asked.get()
    return reference() if reference else None


def number_of(request: HttpRequest | None) -> str:
    """Return the number of a request, which its answer carries and people may quote; else an empty text."""
    return getattr(request, "request_id", "")


def route_of(request: HttpRequest) -> str:
    """Return the name of the route, such as ``outlet`` or ``api:nearest``; never the path."""
    match = request.resolver_match
    if match is not None:
        return match.view_name
    if request.path_info.startswith(settings.STATIC_URL):
        return STATIC
    # The probes are answered before anything looks for a route.
    return getattr(request, "route", UNMATCHED)
