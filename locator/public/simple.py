"""Large text and the simple view: a switch of the person's own, remembered in a cookie that says no more."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from .own_cookie import give, take_away

# One word, the same for everybody who has pressed the switch; there is nothing in it to tell people apart by.
COOKIE = "view"
SIMPLE = "simple"
STANDARD = "standard"
LASTS = timedelta(days=365)


def is_simple(request: HttpRequest) -> bool:
    """Tell whether the person wants the simple view; a press of the switch counts before its cookie does."""
    request.view_was_read = True  # type: ignore[attr-defined]
    pressed: str | None = getattr(request, "view_pressed", None)
    return (pressed or request.COOKIES.get(COOKIE)) == SIMPLE


def press(request: HttpRequest) -> str:
    """Return what the switch was pressed to, if it was; this very answer is drawn accordingly."""
    pressed = request.POST.get(COOKIE, "")
    if pressed not in {SIMPLE, STANDARD}:
        return ""
    request.view_pressed = pressed  # type: ignore[attr-defined]
    return pressed


def remember(response: HttpResponse, pressed: str) -> None:
    """Keep the choice for a year, or forget it where it is the usual one."""
    if pressed == SIMPLE:
        give(response, COOKIE, SIMPLE, lasts=LASTS)
    elif pressed == STANDARD:
        take_away(response, COOKIE)


def vary(request: HttpRequest, response: HttpResponse) -> None:
    """Tell shared caches that a page depends on the switch, where it does."""
    if getattr(request, "view_was_read", False):
        patch_vary_headers(response, ["Cookie"])
