"""A code to a telephone and back, as the pages of applying and of following send it and ask for it."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext as _

from cardservice.security import client_address
from locator.applications import phone as proof
from locator.limits.applications import CODES_FROM, CODES_TO, TRIES_FROM
from locator.limits.counter import Verdict, hit_all


def send(request: HttpRequest, token: str, phone: str) -> Verdict:
    """Send a code in the language of the page, unless that many have been sent already."""
    address = client_address(request)
    verdict = hit_all([*((limit, phone) for limit in CODES_TO), *((limit, address) for limit in CODES_FROM)])
    if verdict:
        proof.send_code(token, phone, language=translation.get_language() or "zh-hans")
    return verdict


def may_try(request: HttpRequest) -> Verdict:
    """Count a try of whoever asks."""
    return hit_all([(limit, client_address(request)) for limit in TRIES_FROM])


def what_is_wrong(token: str, phone: str, typed: str) -> str:
    """Try what was typed, and say why it proves nothing; say nothing where it is the code."""
    try:
        if proof.prove(token, phone, proof.tidy_code(typed)):
            return ""
        return _("This code is not right. Type the six digits of the newest message.")
    except proof.CodeSpentError:
        return _("This code holds no longer. Have a new one sent.")
