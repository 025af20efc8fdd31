"""Answers that need not be sent again: each has a tag of what it says, and 304 for whoever has that."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

from django.http import HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from rest_framework import status
from rest_framework.request import Request

from locator.search.facts import to_json

from .errors import refusal
from .view import JSON, answer

# When a worker read the catalogue says nothing new about it, and the age grows by itself.
FLEETING = frozenset({"read_at", "age_seconds"})


def tagged(
    request: Request, content: Mapping[str, Any], standing: Mapping[str, Any], media_type: str = JSON
) -> HttpResponse:
    """Return the answer with a weak tag of everything in it but the age of the catalogue, or 304.

    The tag is taken from the words of the answer, states and notices among them, so it changes at the moment
    when the first of them does, and in every worker alike.
    """
    lasting = {name: value for name, value in standing["catalogue"].items() if name not in FLEETING}
    said = to_json([media_type, get_language(), content, {**standing, "catalogue": lasting}])
    response = answer({**content, **standing}, media_type=media_type)
    return unless_held(request, response, f'W/"{digest(said)}"')


def unless_held(request: Request, response: HttpResponse, tag: str) -> HttpResponse:
    """Return the answer under its tag; 304 where the request names that tag as held already."""
    response.headers["ETag"] = tag
    found = get_conditional_response(request, tag, None, response)
    if found is not None and found.status_code == status.HTTP_412_PRECONDITION_FAILED:
        said = _("This has changed, or was never so. Ask without the header If-Match.")
        raise refusal(status.HTTP_412_PRECONDITION_FAILED, "precondition_failed", said)
    return found or response


def digest(content: bytes) -> str:
    return blake2b(content, digest_size=12).hexdigest()
