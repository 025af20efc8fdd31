"""How long a member of staff stays signed in, and that the second step is set up before anything else."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.flows.reauthentication import STATE_SESSION_KEY
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from locator.catalogue.scope import member_of, role_of
from locator.models import Role

from .second_step import has_second_step

BEGAN, SEEN = "signed_in_at", "seen_at"
# The session is written once a minute, not with every page.
WRITTEN_EVERY = 60
STAFF_PAGES = {"staff", "admin"}


@receiver(user_logged_in)
def begin(sender: Any, request: HttpRequest, **kwargs: Any) -> None:
    request.session[BEGAN] = request.session[SEEN] = int(time.time())


def over(session: Any, now: float) -> str:
    """Say why a session is over: nothing was done for long, or it has lasted a day's work; else nothing."""
    if now - session.get(SEEN, 0) >= settings.SESSION_IDLE_SECONDS:
        return "idle"
    if now - session.get(BEGAN, 0) >= settings.SESSION_COOKIE_AGE:
        return "long"
    return ""


class StaffSessions:
    """Ends sessions in time, and sends staff without a second step to where they set it up.

    A resident has no session, and none is made or even looked for.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # Who is asked for the password once more presses again afterwards: the press would lie in the
        # database meanwhile, with all that was typed, the cookies and the network address.
        if request.session.modified and "request" in request.session.get(STATE_SESSION_KEY, ()):
            del request.session[STATE_SESSION_KEY]
        return response

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
            return None
        areas = STAFF_PAGES.intersection(request.resolver_match.namespaces if request.resolver_match else ())
        now = time.time()
        if why := over(request.session, now):
            logout(request)
            return _sign_in_again(request, why) if areas else None
        if now - request.session[SEEN] >= WRITTEN_EVERY:
            request.session[SEEN] = int(now)
        if areas and second_step_is_missing(request.user):
            return HttpResponseRedirect(reverse("mfa_index"))
        if "admin" in areas and role_of(request.user) is not Role.ADMINISTRATOR:
            # As in the portal: what is not for somebody is not there.
            raise Http404
        return None


def second_step_is_missing(user: Any) -> bool:
    """Tell whether a member of staff still has to set up the second step; demo accounts need none."""
    if not settings.SECOND_STEP_REQUIRED:
        return False
    member = member_of(user)
    if member is None and not user.is_staff:
        return False
    if member is not None and member.is_demo and settings.DEMO:
        return False
    return not has_second_step(user)


def _sign_in_again(request: HttpRequest, why: str) -> HttpResponse:
    # What was to be sent is not sent again by itself: after the sign-in the page is shown anew.
    query = urlencode({"why": why, "next": request.get_full_path()})
    return HttpResponseRedirect(f"{reverse('account_login')}?{query}")
