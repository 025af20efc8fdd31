"""How often secrets may be tried, and the page for somebody who has tried too often."""

from __future__ import annotations

from math import ceil

from allauth.core.exceptions import ImmediateHttpResponse
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from locator.limits.counter import Limit, Verdict, hit_all
from locator.limits.table import CODE, LINK_ADDRESS, PASSWORD, PASSWORD_ADDRESS

from .security import client_address


class Attempt:
    """One attempt at a secret: counted before it is tried, given back when it turns out well."""

    def __init__(self, *counted: tuple[Limit, str]) -> None:
        self.counted = counted

    def admit(self, request: HttpRequest) -> None:
        """Count the attempt, or answer with the page that says when to try again."""
        verdict = hit_all(self.counted)
        if not verdict:
            raise ImmediateHttpResponse(too_many(request, verdict))

    def give_back(self) -> None:
        for limit, subject in self.counted:
            limit.give_back(subject)


def at_password(request: HttpRequest, name: str) -> Attempt:
    """Return an attempt at the password of an account, whether or not there is one of that name."""
    return Attempt(*[(limit, name.casefold()) for limit in PASSWORD], *_from(request, PASSWORD_ADDRESS))


def at_code(user_id: int) -> Attempt:
    """Return an attempt at a code of the second step; what counts is the account, wherever it comes from."""
    return Attempt(*[(limit, str(user_id)) for limit in CODE])


def at_link(request: HttpRequest) -> Attempt:
    """Return an attempt at a signed link."""
    return Attempt(*_from(request, LINK_ADDRESS))


def too_many(request: HttpRequest, verdict: Verdict) -> HttpResponse:
    minutes = ceil(verdict.retry_after / 60)
    response = render(request, "account/too_many.html", {"minutes": minutes}, status=429)
    response.headers["Retry-After"] = str(verdict.retry_after)
    return response


def _from(request: HttpRequest, limit: Limit) -> list[tuple[Limit, str]]:
    # Behind a socket without a proxy everybody would share one empty address, and lock each other out.
    address = client_address(request)
    return [(limit, address)] if address else []
