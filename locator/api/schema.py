"""What the definition of the API says of each address."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema

from . import feature_shapes, inputs, shapes
from .examples import examples_of
from .features import GEOJSON
from .view import JSON

READING = {
    429: OpenApiResponse(shapes.Errors, "Too many; Retry-After says when to come again."),
    500: shapes.Errors,
    503: shapes.Errors,
}
ASKING = {400: shapes.Errors, 405: shapes.Errors, **READING}
SENDING = {413: shapes.Errors, 415: shapes.Errors, **ASKING}
UNCHANGED = {
    304: OpenApiResponse(None, "What the header If-None-Match names is still so."),
    412: shapes.Errors,
}

LANGUAGE = OpenApiParameter(
    "Accept-Language",
    str,
    OpenApiParameter.HEADER,
    description="zh-hans (the default) or en, for every text.",
)
HELD = OpenApiParameter(
    "If-None-Match", str, OpenApiParameter.HEADER, description="The ETag of an answer that is held already."
)


def _header(name: str, description: str, *statuses: int) -> OpenApiParameter:
    on = list(statuses) or True
    return OpenApiParameter(name, str, OpenApiParameter.HEADER, description=description, response=on)


LIMITS = [
    _header("RateLimit-Policy", "How many readings a window has, and how many seconds a window."),
    _header("RateLimit", "How many are left, and in how many seconds the window ends."),
]
TAG = _header("ETag", "Send it as If-None-Match to be told whether this is still so.", 200, 304)


def operation(
    name: str,
    answer: type,
    refusals: dict[int, Any],
    *query: Any,
    features: type | None = None,
    tagged: bool = False,
    **more: Any,
) -> Any:
    """Describe one operation; ``query`` holds the parameters that stand in its address.

    ``features`` is the shape of its answer in GeoJSON, ``tagged`` tells that the answer has an ETag.
    """
    answers: dict[Any, Any] = {(200, JSON): answer}
    if features is not None:
        answers[200, GEOJSON] = features
    headers = [LANGUAGE, *LIMITS, *([HELD, TAG] if tagged else [])]
    refusals = {**(UNCHANGED if tagged else {}), **refusals}
    return extend_schema(
        operation_id=name,
        parameters=[*headers, *query],
        responses={**answers, **refusals},
        examples=examples_of(name, {*map(str, refusals)}),
        **more,
    )


nearest_by_get = operation(
    "nearest", shapes.Nearest, ASKING, inputs.Public, features=feature_shapes.NearestFeatures
)
nearest_by_post = operation(
    "nearest_by_address",
    shapes.Nearest,
    SENDING,
    features=feature_shapes.NearestFeatures,
    request=inputs.Personal,
)
outlets = operation(
    "outlets", shapes.OutletPage, ASKING, inputs.Paging, features=feature_shapes.ListedFeatures, tagged=True
)
one_outlet = operation(
    "outlet",
    shapes.OutletInFull,
    {404: shapes.Errors, **ASKING},
    features=feature_shapes.FeatureInFull,
    tagged=True,
)
places = operation("places", shapes.Places, SENDING, request=inputs.Typed)
services = operation("services", shapes.Services, ASKING, tagged=True)
banks = operation("banks", shapes.Banks, ASKING, tagged=True)
districts = operation("districts", shapes.Districts, ASKING, tagged=True)
