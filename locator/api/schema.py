"""What the definition of the API says of each address."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema

from . import inputs, shapes

READING = {500: shapes.Errors, 503: shapes.Errors}
ASKING = {400: shapes.Errors, **READING}
SENDING = {413: shapes.Errors, 415: shapes.Errors, **ASKING}

LANGUAGE = OpenApiParameter(
    "Accept-Language",
    str,
    OpenApiParameter.HEADER,
    description="zh-hans (the default) or en, for every text.",
)


def operation(name: str, answer: type, refusals: dict[int, type], *query: type, **more: Any) -> Any:
    """Describe one operation; ``query`` holds the parameters that stand in its address."""
    return extend_schema(
        operation_id=name, parameters=[LANGUAGE, *query], responses={200: answer, **refusals}, **more
    )


nearest_by_get = operation("nearest", shapes.Nearest, ASKING, inputs.Public)
nearest_by_post = operation("nearest_by_address", shapes.Nearest, SENDING, request=inputs.Personal)
outlets = operation("outlets", shapes.OutletPage, ASKING, inputs.Paging)
one_outlet = operation("outlet", shapes.OutletInFull, {404: shapes.Errors, **ASKING})
places = operation("places", shapes.Places, SENDING, request=inputs.Typed)
services = operation("services", shapes.Services, ASKING)
banks = operation("banks", shapes.Banks, ASKING)
districts = operation("districts", shapes.Districts, ASKING)
