"""The telephone of whoever applies: a code is sent to it, and typed in again."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from rest_framework.request import Request

from cardservice.security import client_address
from locator.api.errors import BadRequest, Errors
from locator.api.given import in_body
from locator.api.view import answer
from locator.applications import phone as proof
from locator.applications.drafts import new_token
from locator.applications.prepared import token_proved
from locator.limits.applications import CODES_FROM, CODES_TO, TRIES_FROM

from .schema import check_code, send_code
from .view import ApplicationView, counted, phone_in, token_in


class PhoneCode(ApplicationView):
    """Sends a code, in the language of the request, and gives out the token that it proves."""

    @send_code
    def post(self, request: Request) -> HttpResponse:
        given = in_body(request, frozenset({"phone", "token"}))
        errors: Errors = []
        phone = phone_in(given, errors)
        token = token_in(given, errors) if given.get("token") else new_token()
        if errors:
            raise BadRequest(errors)
        address = client_address(request)
        counted(*((limit, phone) for limit in CODES_TO), *((limit, address) for limit in CODES_FROM))
        proof.send_code(token, phone, language=translation.get_language() or "zh-hans")
        return answer({"token": token, "expires_in": int(proof.LASTS.total_seconds())}, 202)


class PhoneCodeCheck(ApplicationView):
    """Tells whether the code is right; then the token may bring a photo and an application."""

    @check_code
    def post(self, request: Request) -> HttpResponse:
        given = in_body(request, frozenset({"token", "phone", "code"}))
        errors: Errors = []
        token, phone = token_in(given, errors), phone_in(given, errors)
        if not given.get("code", "").strip():
            errors.append(("code", "required", _("Type the six digits of the newest message.")))
        if errors:
            raise BadRequest(errors)
        counted(*((limit, client_address(request)) for limit in TRIES_FROM))
        try:
            right = proof.prove(token, phone, proof.tidy_code(given["code"]))
        except proof.CodeSpentError as error:
            said = _("This code holds no longer. Have a new one sent.")
            raise BadRequest([("code", "code_spent", said)]) from error
        if not right:
            said = _("This code is not right. Type the six digits of the newest message.")
            raise BadRequest([("code", "wrong_code", said)])
        token_proved(token)
        return answer({"proved": True})
