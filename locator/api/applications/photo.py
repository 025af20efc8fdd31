"""The photo of an application, sent ahead of it: as a form, or as the picture alone."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import IO, Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from rest_framework.parsers import BaseParser, MultiPartParser
from rest_framework.request import Request

from cardservice.security import client_address
from locator.api.errors import BadRequest, Errors
from locator.api.given import nothing_in_address, texts
from locator.api.view import answer
from locator.api.where import DECIMAL
from locator.applications.drafts import Draft
from locator.applications.photo import HEIGHT, LARGEST_FILE, WIDTH, Crop, PhotoError, prepare, reduced
from locator.applications.prepared import keep_photo, prepared
from locator.limits.applications import PHOTOS_FROM, PHOTOS_OF

from .schema import TOKEN_HEADER, send_photo
from .view import TOKEN, ApplicationView, counted, say_token

PART = {"left": 0.0, "top": 0.0, "width": 1.0}


class Jpeg(BaseParser):
    """Takes the body as the picture, and no more of it than the limit and the byte that breaks it."""

    media_type = "image/jpeg"

    def parse(self, stream: IO[bytes], media_type: str | None = None, parser_context: Any = None) -> bytes:
        return stream.read(LARGEST_FILE + 1)


class Png(Jpeg):
    """The same; what it is in truth its content says."""

    media_type = "image/png"


class Photo(ApplicationView):
    """Takes a photo for a token whose telephone is proved, as the card needs it."""

    parser_classes = (MultiPartParser, Jpeg, Png)

    @send_photo
    def post(self, request: Request) -> HttpResponse:
        nothing_in_address(request)
        # Looked at before the body is read: whoever has proved nothing costs nothing.
        draft = _draft_of(request)
        counted(
            *((limit, client_address(request)) for limit in PHOTOS_FROM),
            *((limit, draft.token) for limit in PHOTOS_OF),
        )
        data, crop = _sent(request)
        try:
            photo = prepare(reduced(data), crop)
        except PhotoError as error:
            raise BadRequest([("photo", "unusable", str(error))]) from error
        keep_photo(draft, photo)
        return answer({"width": WIDTH, "height": HEIGHT, "bytes": len(photo)}, 201)


def _draft_of(request: Request) -> Draft:
    token = request.headers.get(TOKEN_HEADER, "").strip()
    draft = prepared(token) if TOKEN.fullmatch(token) else None
    if draft is None:
        raise BadRequest([(TOKEN_HEADER, "not_proved", say_token())])
    return draft


def _sent(request: Request) -> tuple[bytes, Crop | None]:
    """Return the picture, and the part of it that is to be kept."""
    if isinstance(request.data, bytes):
        data, crop = request.data, None
    else:
        files = request.FILES.lists()
        given = texts(request.POST.lists(), PART)
        if any(name != "photo" or len(sent) > 1 for name, sent in files):
            raise BadRequest([(None, "unknown_field", _("Send one file, as the field photo."))])
        file = request.FILES.get("photo")
        data, crop = file.read() if file else b"", _part(given)
    if not data:
        raise BadRequest([("photo", "required", _("Choose a file first."))])
    return data, crop


def _part(given: Mapping[str, str]) -> Crop | None:
    """Return the part that is named by shares of the whole; None where none is named."""
    errors: Errors = []
    shares = PART | {name: float(text) for name, text in given.items() if DECIMAL.fullmatch(text)}
    for name in given:
        if (
            not DECIMAL.fullmatch(given[name])
            or not math.isfinite(shares[name])
            or not 0 <= shares[name] <= 1
        ):
            errors.append((name, "out_of_range", _("Give a share of the picture, such as 0.25.")))
    if errors:
        raise BadRequest(errors)
    try:
        return Crop(**shares) if given else None
    except ValueError as error:
        said = _("Give a share of the picture, such as 0.25.")
        raise BadRequest([(name, "out_of_range", said) for name in given]) from error
