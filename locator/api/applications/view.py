"""What every call about an application does: it is counted, and nobody in between keeps its answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rest_framework import status
from rest_framework.request import Request

from locator.api.errors import Errors, database_away, refusal
from locator.api.view import JsonView
from locator.applications.rules import MOBILE
from locator.applications.typed import tidy_phone
from locator.limits.counter import Limit, hit_all

# As we make them; a shorter one that a program makes up could be guessed.
TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


class ApplicationView(JsonView):
    """Answers about one person."""

    def finalize_response(
        self, request: Request, response: HttpResponseBase, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        response.headers["Cache-Control"] = "no-store"
        return super().finalize_response(request, response, *args, **kwargs)


def counted(*limits: tuple[Limit, str]) -> None:
    """Count an attempt; raises what tells to wait, and how long, where there were too many."""
    verdict = hit_all(limits)
    if not verdict.counted:
        raise database_away()
    if not verdict:
        minutes = -(-verdict.retry_after // 60)
        said = ngettext(
            "Too much came in at once. Please try again in %(minutes)s minute.",
            "Too much came in at once. Please try again in %(minutes)s minutes.",
            minutes,
        )
        raise refusal(
            status.HTTP_429_TOO_MANY_REQUESTS,
            "too_many",
            said % {"minutes": minutes},
            wait=verdict.retry_after,
        )


def token_in(given: Mapping[str, str], errors: Errors) -> str:
    """Return the token of a request; empty, with the reason in ``errors``, where there is none."""
    token = given.get("token", "").strip()
    if TOKEN.fullmatch(token):
        return token
    errors.append(("token", "invalid", say_token()))
    return ""


def phone_in(given: Mapping[str, str], errors: Errors) -> str:
    """Return the digits of a mobile number; empty, with the reason in ``errors``, where it is none."""
    phone = tidy_phone(given.get("phone", ""))
    if MOBILE.fullmatch(phone):
        return phone
    errors.append(("phone", "invalid", _("Enter a mobile number of the mainland, with 11 digits.")))
    return ""


def say_token() -> str:
    return _("Send the token that came with the code, once the code has been checked.")
