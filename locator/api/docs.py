"""The definition as a page to browse and to try out, with everything that it loads from this site."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe
from drf_spectacular.views import SpectacularSwaggerSplitView
from rest_framework.request import Request

from .view import AlwaysFirst, answer

STYLES = "drf_spectacular_sidecar/swagger-ui-dist/swagger-ui.css"
# The policy of the site takes no picture that is written into a style sheet, and makes no exception here.
WRITTEN_IN = re.compile(r"""url\((?:"data:(?:[^"\\]|\\.)*"|'data:(?:[^'\\]|\\.)*'|data:[^)]*)\)""")


class Docs(SpectacularSwaggerSplitView):
    """Swagger's page, its script apart from it."""

    schema = None
    url_name = "api:schema"
    template_name = "api/docs.html"
    template_name_js = "api/docs.js"
    content_negotiation_class = AlwaysFirst
    http_method_names = ("get", "head")
    metadata_class = None

    def handle_exception(self, exc: Exception) -> HttpResponseBase:
        refused = super().handle_exception(exc)
        # In the envelope of the API; a page of its own would have to be made for each.
        envelope = answer(refused.data, refused.status_code)
        for name, value in refused.headers.items():
            envelope.headers.setdefault(name, value)
        return envelope

    def finalize_response(
        self, request: Request, response: HttpResponseBase, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        response = super().finalize_response(request, response, *args, **kwargs)
        response.headers["Cache-Control"] = "no-cache"
        return response


@require_safe
def styles(request: HttpRequest) -> HttpResponse:
    """Return Swagger's style sheet without the pictures that are written into it."""
    return HttpResponse(_styles(), content_type="text/css", headers={"Cache-Control": "max-age=3600"})


@lru_cache(maxsize=1)
def _styles() -> str:
    return WRITTEN_IN.sub("none", Path(str(finders.find(STYLES))).read_text(encoding="utf-8"))
