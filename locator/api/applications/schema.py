"""What the definition of the API says of the calls about applications."""

from __future__ import annotations

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, extend_schema

from locator.api.schema import LANGUAGE, SENDING
from locator.api.shapes import Errors
from locator.applications.consents import CONSENT_VERSION

from . import shapes

TOKEN_HEADER, KEY_HEADER = "Application-Token", "Idempotency-Key"
COUNTED = {429: OpenApiResponse(Errors, "Too many; Retry-After says when to come again."), **SENDING}
TAKING = {409: Errors, 422: Errors, **COUNTED}


def call(name: str, answers: dict[int, Any], refusals: dict[int, Any], *headers: Any, **more: Any) -> Any:
    return extend_schema(
        operation_id=name,
        parameters=[LANGUAGE, *headers],
        responses={**answers, **refusals},
        **more,
    )


def header(name: str, description: str) -> OpenApiParameter:
    return OpenApiParameter(name, str, OpenApiParameter.HEADER, required=True, description=description)


def example(title: str, /, **fields: Any) -> list[OpenApiExample]:
    return [OpenApiExample(title, fields, request_only=True)]


TOKEN_EXAMPLE = "dGhlIHRva2VuIHRoYXQgY2FtZSB3aXRoIHRoZSBjb2Rl"  # noqa: S105 - nobody's
EVERY = {"notice": CONSENT_VERSION, "bank": CONSENT_VERSION, "courier": CONSENT_VERSION}

send_code = call(
    "application_phone_code",
    {202: shapes.CodeSent},
    COUNTED,
    request=shapes.Telephone,
    examples=example("a telephone", phone="13800138000"),
)
check_code = call(
    "application_phone_code_check",
    {200: shapes.Proved},
    COUNTED,
    request=shapes.Code,
    examples=example("a code", token=TOKEN_EXAMPLE, phone="13800138000", code="123456"),
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
    examples=example(
        "a grown-up of Dalian",
        token=TOKEN_EXAMPLE,
        kind="first",
        bank="sample-bank-a",
        name="张建国",
        document="resident",
        number="11010519491231002X",
        valid_until=None,
        phone="13800138000",
        recipient="张建国",
        recipient_phone="13800138000",
        province="辽宁省",
        city="大连市",
        district="中山区",
        address="中山路1号2单元301室",
        consents=EVERY,
    ),
)
look_up = call(
    "application_status",
    {200: shapes.ApplicationStanding},
    {404: Errors, **COUNTED},
    request=shapes.Secrets,
    examples=example("reference and secret", reference="7K3M4-XW42A", secret="8000"),  # noqa: S106 - nobody's
)
