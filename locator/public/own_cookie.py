"""How a cookie is given to a resident, where there has to be one: to this site alone, and to no script."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http import HttpResponse


def give(response: HttpResponse, name: str, value: str, *, lasts: timedelta) -> None:
    response.set_cookie(
        name,
        value,
        max_age=int(lasts.total_seconds()),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def take_away(response: HttpResponse, name: str) -> None:
    response.delete_cookie(name, samesite="Lax")
