"""What a request gives: each field once, as text, and no field that nobody will read."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from rest_framework.request import Request

from .errors import BadRequest, Errors

# The names of fields as we write them. Anything else in a name's place may be an address: it is not repeated.
A_NAME = re.compile(r"[a-z][a-z_]{0,29}")
# A NUL is refused by databases, a lone half of a surrogate pair by every encoder.
UNWRITABLE = re.compile(r"[\x00\ud800-\udfff]")


def in_query(request: Request, known: Container[str]) -> dict[str, str]:
    """Return the parameters of the address; raise BadRequest for those unknown, repeated or unreadable.

    A parameter that is misspelt and passed over would give a wrong answer without a word.
    """
    return texts(request.query_params.lists(), known)


def in_body(request: Request, known: Container[str], objects: Container[str] = ()) -> dict[str, str]:
    """Return the fields of the body, a JSON object or a form; nothing may stand in the address as well.

    The fields of an object that is one of ``objects`` are known, and returned, as ``object.field``.
    """
    nothing_in_address(request)
    body = request.data
    if isinstance(body, QueryDict):
        return texts(body.lists(), known)
    if not isinstance(body, Mapping):
        raise BadRequest([(None, "not_an_object", _say_object())])
    return texts(_flat(body, objects), known)


def nothing_in_address(request: Request) -> None:
    """Raise BadRequest if there are parameters in the address of a request that has a body."""
    errors: Errors = [(_repeatable(name), "not_here", _say_body()) for name in request.query_params]
    if errors:
        raise BadRequest(errors)


def texts(fields: Iterable[tuple[str, list[Any]]], known: Container[str]) -> dict[str, str]:
    """Return each field as one text; raise BadRequest with all that are unknown, repeated or unreadable."""
    found: dict[str, str] = {}
    errors: Errors = []
    for name, values in fields:
        if name == "address" and "address" not in known:
            errors.append(("address", "not_here", _say_body()))
        elif name not in known:
            errors.append((_repeatable(name), "unknown_field", _("There is no field of this name here.")))
        elif len(values) > 1 or name in found:
            errors.append((name, "repeated", _("Give this field once.")))
        elif (text := _text(values[0])) is None:
            errors.append((name, "not_one_value", _("Give one value: a text, a number, true or false.")))
        elif UNWRITABLE.search(text):
            errors.append(
                (name, "unreadable", _("This holds characters that nobody can type. Type it again."))
            )
        else:
            found[name] = text
    if errors:
        raise BadRequest(errors)
    return found


def _flat(body: Mapping[str, Any], objects: Container[str]) -> Iterator[tuple[str, list[Any]]]:
    for name, value in body.items():
        if name not in objects:
            yield name, [value]
        elif isinstance(value, Mapping):
            yield from ((f"{name}.{inner}", [each]) for inner, each in value.items())
        elif value is not None:
            raise BadRequest([(name, "not_an_object", _say_object())])


def _text(value: Any) -> str | None:
    match value:
        case str():
            return value
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int() | float():
            return str(value)
    return None


def _repeatable(name: str) -> str | None:
    return name if A_NAME.fullmatch(name) else None


def _say_object() -> str:
    return _("Send one JSON object with the fields in it.")


def _say_body() -> str:
    return _("Send this by POST, in the body: what stands in an address is kept in histories and logs.")
