"""What every view of the API does: JSON only, in the language asked for, without cookies."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.views import APIView

from locator.places.romanised import with_chinese
from locator.search.facts import to_json

# The pages have more; what programs are told is written in these.
SPOKEN = frozenset({"zh-hans", "en"})

JSON = "application/json"


class AlwaysFirst(DefaultContentNegotiation):
    """Answers in JSON whatever the Accept header says; features.py looks for GeoJSON where there is some."""

    def select_renderer(
        self, request: Request, renderers: list[BaseRenderer], format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        return renderers[0], str(renderers[0].media_type)


class JsonView(APIView):
    """A view that speaks the language of the Accept-Language header, and Chinese where there is none."""

    content_negotiation_class = AlwaysFirst
    metadata_class = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        language = language_for(request.META.get("HTTP_ACCEPT_LANGUAGE", ""))
        with translation.override(language):
            response = super().dispatch(request, *args, **kwargs)
            response.headers["Content-Language"] = language
            return response


def answer(content: dict[str, Any] | bytes, status: int = 200, media_type: str = JSON) -> HttpResponse:
    """Return plain content, or JSON that is ready, without the detour over a renderer."""
    ready = content if isinstance(content, bytes) else to_json(content)
    return HttpResponse(ready, content_type=media_type, status=status)


def named(name: str, name_en: str) -> str:
    """Return a name; where English was asked for and there is none, in pinyin with the Chinese beside it."""
    return with_chinese(name, name_en) if (translation.get_language() or "").startswith("en") else name


def said(text: str, text_en: str) -> str:
    """Return the English text where English was asked for and there is one, else the Chinese text."""
    return (text_en or text) if (translation.get_language() or "").startswith("en") else text


@lru_cache(maxsize=256)
def language_for(accept: str) -> str:
    """Return the best language that programs are answered in for an Accept-Language header."""
    for language, quality in parse_accept_lang_header(accept):
        if language == "*":
            break
        if not quality:
            continue
        try:
            found = translation.get_supported_language_variant(language)
        except LookupError:
            continue
        if found in SPOKEN:
            return found
    return settings.LANGUAGE_CODE
