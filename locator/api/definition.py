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

from .errors import BadRequest
from .given import in_query
from .view import JsonView

RENDERERS = {"json": OpenApiJsonRenderer, "yaml": OpenApiYamlRenderer}


class Definition(JsonView):
    """The definition as JSON, or as YAML with ``?as=yaml``."""

    schema = None

    def get(self, request: Request) -> HttpResponse:
        form = in_query(request, frozenset({"as"})).get("as") or "json"
        if form not in RENDERERS:
            names = {"names": ", ".join(RENDERERS)}
            raise BadRequest([("as", "unknown", _("Name one of these: %(names)s.") % names)])
        return HttpResponse(rendered(form), content_type=RENDERERS[form].media_type)


@lru_cache(maxsize=len(RENDERERS))
def rendered(form: str) -> bytes:
    """Return the definition, which is the same for everybody and takes a tenth of a second to make."""
    return RENDERERS[form]().render(definition(), renderer_context={})


def definition() -> dict[str, Any]:
    with translation.override("en"):
        return dict(SchemaGenerator().get_schema(request=None, public=True))
