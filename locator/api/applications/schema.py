"""What the definition of the API says of the calls about applications."""

from __future__ import annotations

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema

from locator.api.examples import examples_of
from locator.api.schema import LANGUAGE, SENDING
from locator.api.shapes import Errors

from . import shapes

TOKEN_HEADER, KEY_HEADER = "Application-Token", "Idempotency-Key"
COUNTED = {429: OpenApiResponse(Errors, "Too many; Retry-After says when to come again."), **SENDING}
TAKING = {409: Errors, 422: Errors, **COUNTED}


def call(name: str, answers: dict[int, Any], refusals: dict[int, Any], *headers: Any, **more: Any) -> Any:
    return extend_schema(
        operation_id=name,
        parameters=[LANGUAGE, *headers],
        responses={**answers, **refusals},
        examples=examples_of(name, {"500"}),
        **more,
    )


def header(name: str, description: str) -> OpenApiParameter:
    return OpenApiParameter(name, str, OpenApiParameter.HEADER, required=True, description=description)


send_code = call(
    "application_phone_code",
    {202: shapes.CodeSent},
    COUNTED,
    request=shapes.Telephone,
)
check_code = call(
    "application_phone_code_check",
    {200: shapes.Proved},
    COUNTED,
    request=shapes.Code,
)
send_photo = call(
    "application_photo",
    {201: shapes.PhotoKept},
    COUNTED,
    header(TOKEN_HEADER, "The token whose telephone was proved."),
    request={
        "multipart/form-data": shapes.PhotoForm,
        "image/jpeg": OpenApiTypes.BINARY,
        "image/png": OpenApiTypes.BINARY,
    },
)
apply = call(
    "apply",
    {201: shapes.Receipt, 200: OpenApiResponse(shapes.Receipt, "It had been taken before, by this key.")},
    TAKING,
    header(KEY_HEADER, "A key of your own for this application, 8 to 255 signs of ASCII."),
    request=shapes.Application,
)
look_up = call(
    "application_status",
    {200: shapes.ApplicationStanding},
    {404: Errors, **COUNTED},
    request=shapes.Secrets,
)
