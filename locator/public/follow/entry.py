"""Who may see an application: who knew its secrets, for half an hour, by a cookie that names nobody."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from locator.models import MailApplication
from locator.public.catalogue import with_catalogue
from locator.public.limited import needs_database
from locator.public.own_cookie import give, take_away
from locator.search.snapshot import Snapshot

NAME, SALT = "follow", "locator.follow"
LASTS = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Entry:
    """One look-up: which application, and the mark under which its code and its new photo are kept."""

    application: MailApplication
    token: str


View = Callable[..., HttpResponse]


def let_in(response: HttpResponse, application: MailApplication) -> None:
    """Give the person the cookie that leads to the application; only the site itself can make one."""
    key = signing.dumps([application.pk, secrets.token_urlsafe(24)], salt=SALT)
    give(response, NAME, key, lasts=LASTS)


def let_out(response: HttpResponse) -> None:
    take_away(response, NAME)


def entry_of(request: HttpRequest) -> Entry | None:
    """Return whose application this browser may see; None after the half hour and once it is erased."""
    try:
        pk, token = signing.loads(request.COOKIES.get(NAME, ""), salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        return None
    found = MailApplication.objects.select_related("bank").filter(pk=pk, redacted_at=None).first()
    return Entry(found, token) if found else None


def of_an_applicant(view: View) -> View:
    """Hand the view the application that was looked up; without one, ask for the reference again."""

    @never_cache
    @needs_database
    @with_catalogue
    @wraps(view)
    def answer(request: HttpRequest, snapshot: Snapshot, **kwargs: Any) -> HttpResponse:
        entry = entry_of(request)
        if entry is None:
            return redirect("follow")
        return view(request, snapshot, entry, **kwargs)

    return answer
