"""The definition of the API in OpenAPI, for programs that write clients."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.http import HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiYamlRenderer
from rest_framework.request import Request

from .conditional import digest, unless_held
from .errors import BadRequest
from .given import in_query
from .reading import ReadingView

RENDERERS = {"json": OpenApiJsonRenderer, "yaml": OpenApiYamlRenderer}


class Definition(ReadingView):
    """The definition as JSON, or as YAML with ``?as=yaml``."""

    schema = None

    def get(self, request: Request) -> HttpResponse:
        form = in_query(request, frozenset({"as"})).get("as") or "json"
        if form not in RENDERERS:
            names = {"names": ", ".join(RENDERERS)}
            raise BadRequest([("as", "unknown", _("Name one of these: %(names)s.") % names)])
        content, tag = rendered(form)
        return unless_held(request, HttpResponse(content, content_type=RENDERERS[form].media_type), tag)


@lru_cache(maxsize=len(RENDERERS))
def rendered(form: str) -> tuple[bytes, str]:
    """Return the definition and its tag; the same for everybody, it takes a tenth of a second to make."""
    content = RENDERERS[form]().render(definition(), renderer_context={})
    return content, f'"{digest(content)}"'


def definition() -> dict[str, Any]:
    with translation.override("en"):
        return dict(SchemaGenerator().get_schema(request=None, public=True))
