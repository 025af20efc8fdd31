"""The one cookie that a resident gets, and only who applies: it leads to the draft for a day."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from locator.applications.drafts import LASTS, Draft, new_token, read_draft
from locator.public.own_cookie import give, take_away

NAME = "application"
LONGEST = 100


def token_of(request: HttpRequest) -> str:
    token = request.COOKIES.get(NAME, "")
    return token if len(token) <= LONGEST else ""


def draft_of(request: HttpRequest) -> Draft | None:
    """Return what this person has typed so far; None before the start and after the day."""
    return read_draft(token_of(request))


def end(response: HttpResponse) -> None:
    take_away(response, NAME)


def begin(response: HttpResponse) -> Draft:
    """Give the person a new token with an answer, and return the empty draft that belongs to it."""
    draft = Draft(new_token())
    give(response, NAME, draft.token, lasts=LASTS)
    return draft
