"""What a line of the log may say: what went wrong and where in the code, never what a person typed or sent.

Paths of requests, messages of exceptions and what the server quotes of a request may all hold something
personal: a reference, a telephone that a constraint refused, somebody's network address.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from http import HTTPStatus
from logging import LogRecord
from types import TracebackType
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.template import TemplateDoesNotExist, TemplateSyntaxError

# Their messages speak of our own code and settings alone. Not their subclasses: those may say more.
SPEAKS_OF_CODE = {
    ImportError,
    ImproperlyConfigured,
    ModuleNotFoundError,
    NameError,
    TemplateDoesNotExist,
    TemplateSyntaxError,
}
ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None]
SERVER = "gunicorn.error"
ROUTINE = "django.request", "django.security"


def message_of(record: LogRecord, route: str) -> str:
    """Return what a line says, written anew where it would quote the request; ``route`` names the request."""
    if record.name.startswith(ROUTINE):
        return f"{_refusal(record)}: {route}" if route else _refusal(record)
    if record.name == SERVER:
        return _of_the_server(record)
    return record.getMessage()


def _refusal(record: LogRecord) -> str:
    code: int = getattr(record, "status_code", 0)
    said = HTTPStatus(code).phrase if code in HTTPStatus._value2member_map_ else "Refused"
    area, _, kind = record.name.removeprefix("django.").partition(".")
    if area == "request":
        return said
    if kind == "csrf" and record.args:
        # What follows the dash is an address that the browser sent.
        kind = str(record.args[0] if isinstance(record.args, tuple) else "").partition(" - ")[0].rstrip(".")
    return f"{said} ({kind})"


def _of_the_server(record: LogRecord) -> str:
    template = str(record.msg)
    if template.startswith("Invalid request from"):
        return "A request that is no HTTP was refused."
    if template.startswith("Error handling request"):
        return "A request could not be handled."
    return record.getMessage()


def traceback_of(info: ExcInfo | Any) -> str:
    """Return the frames and classes of an exception and of those that led to it, without their messages."""
    error = info[1] if isinstance(info, tuple) else None
    return "\n".join(_told(error)) if isinstance(error, BaseException) else ""


def _told(error: BaseException) -> Iterator[str]:
    chain: list[BaseException] = []
    while error is not None and error not in chain:
        chain.append(error)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)  # type: ignore[assignment]
    for number, one in enumerate(reversed(chain)):
        if number:
            yield "\nThen, while that was handled or because of it:\n"
        yield "Traceback (most recent call last):"
        # Frames name files, lines and our own source; no value is in them.
        yield "".join(traceback.format_tb(one.__traceback__)).rstrip()
        yield name_of(one)


def name_of(error: BaseException) -> str:
    """Return the class of an exception with what is surely ours in it: a constraint, a code, a number."""
    kind = type(error)
    named = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    facts = ", ".join(_facts(error))
    return f"{named} ({facts})" if facts else named


def _facts(error: BaseException) -> Iterator[str]:
    if type(error) in SPEAKS_OF_CODE:
        yield str(error)
    if state := getattr(error, "sqlstate", None):
        yield f"SQLSTATE {state}"
    if constraint := getattr(getattr(error, "diag", None), "constraint_name", None):
        yield f"constraint {constraint}"
    if name := getattr(error, "sqlite_errorname", None):
        yield name
    if isinstance(error, OSError) and error.errno is not None:
        # Without the name of the file.
        yield f"errno {error.errno}"
    if isinstance(error, BaseExceptionGroup):
        yield ", ".join(map(name_of, error.exceptions))
