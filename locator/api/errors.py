"""One envelope for everything that goes wrong, in the language of whoever asks."""

from __future__ import annotations

import logging
import traceback
from typing import Any

from django.core import signals
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import UnreadablePostError
from django.utils.translation import gettext as _
from drf_standardized_errors.handler import ExceptionHandler
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.views import APIView

from locator.limits.counter import AGAIN_WITHOUT_DATABASE
from locator.search.current import NoCatalogue

log = logging.getLogger("locator.api")

Errors = list[tuple[str | None, str, str]]  # the field, a code for programs, a sentence for people


class BadRequest(exceptions.APIException):
    """What was asked cannot be answered; every error at once, each with its field.

    No sentence repeats a value that was sent: it may be somebody's address.
    """

    status_code = status.HTTP_400_BAD_REQUEST

    def __init__(self, errors: Errors) -> None:
        super().__init__()
        self.errors = errors


class ApiExceptionHandler(ExceptionHandler):
    """Turns every exception into the envelope of drf-standardized-errors."""

    def convert_known_exceptions(self, exc: Exception) -> Exception:
        """Give the exceptions of Django and of the snapshot their own status."""
        if isinstance(exc, NoCatalogue):
            return refusal(
                status.HTTP_503_SERVICE_UNAVAILABLE,
                "no_catalogue",
                _("The list of outlets cannot be read at the moment. Try again in a minute, or call 12333."),
                wait=AGAIN_WITHOUT_DATABASE,
            )
        if isinstance(exc, OperationalError | InterfaceError):
            return database_away()
        if isinstance(exc, RequestDataTooBig):
            return refusal(
                status.HTTP_413_REQUEST_ENTITY_TOO_LARGE,
                "too_large",
                _("This is too much to read. Send only the fields that are documented."),
            )
        if isinstance(
            exc, exceptions.ParseError | SuspiciousOperation | UnreadablePostError | RecursionError
        ):
            # The parser's own message may quote the body.
            return refusal(
                status.HTTP_400_BAD_REQUEST,
                "parse_error",
                _("The body cannot be read. Send a JSON object or a form, in UTF-8."),
            )
        return _in_our_words(super().convert_known_exceptions(exc), self.context["view"])

    def format_exception(self, exc: exceptions.APIException) -> dict[str, Any]:
        """Write the envelope; a bad request names each field."""
        if isinstance(exc, BadRequest):
            listed = [{"code": code, "detail": detail, "attr": attr} for attr, code, detail in exc.errors]
            return {"type": "validation_error", "errors": listed}
        return super().format_exception(exc)

    def report_exception(self, exc: exceptions.APIException, response: Response) -> None:
        """Log what broke and where, but not the exception's message: it may hold what somebody typed."""
        if response.status_code != status.HTTP_500_INTERNAL_SERVER_ERROR:
            return
        request = getattr(self.context["request"], "_request", None)
        signals.got_request_exception.send(sender=None, request=request)
        where = "".join(traceback.format_tb(self.exc.__traceback__))
        # The line has the route's name beside it; a path may hold what leads to a person.
        log.error("%s\n%s", type(self.exc).__name__, where)


def refusal(code: int, name: str, detail: str, *, wait: int = 0) -> exceptions.APIException:
    """Return what to raise for a status, a code for programs and a sentence; ``wait`` is Retry-After."""
    refused = exceptions.APIException(detail, code=name)
    refused.status_code = code
    if wait:
        refused.wait = wait  # type: ignore[attr-defined]
    return refused


def database_away() -> exceptions.APIException:
    """Return what to raise where the answer needs the database and it cannot be asked."""
    return refusal(
        status.HTTP_503_SERVICE_UNAVAILABLE,
        "not_available",
        _(
            "This cannot be answered just now. Send the same again in a minute, or call 12333; nothing is "
            "taken twice."
        ),
        wait=AGAIN_WITHOUT_DATABASE,
    )


def _in_our_words(exc: Exception, view: APIView) -> Exception:
    """Give the framework's own refusals a sentence that says what to do."""
    match exc:
        case exceptions.NotFound():
            detail = _("There is nothing at this address. Look into the guide; addresses end with a slash.")
        case exceptions.MethodNotAllowed():
            detail = _("This address does not take that method. The header Allow names the ones it takes.")
        case exceptions.UnsupportedMediaType():
            types = ", ".join(str(parser.media_type) for parser in view.parser_classes)
            detail = _("Send the body as one of these: %(types)s.") % {"types": types}
        case exceptions.APIException():
            return exc
        case _:
            return refusal(
                status.HTTP_500_INTERNAL_SERVER_ERROR,
                "error",
                _("Something broke on our side. Try again, or call 12333."),
            )
    exc.detail = exceptions.ErrorDetail(detail, exc.default_code)
    return exc
