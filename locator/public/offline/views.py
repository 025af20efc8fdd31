"""The offline page, its data, the worker that keeps both, and what makes the site installable."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from locator.public.catalogue import standing, with_catalogue
from locator.public.context import THEME
from locator.public.languages import html_lang
from locator.public.packed import packed_for
from locator.search.snapshot import Snapshot

from .directory import directory
from .shelf import TEMPLATE, page_context, shelf

SIZES = (192, 512)


@require_safe
@cache_control(no_cache=True)
def page(request: HttpRequest) -> HttpResponse:
    return render(request, TEMPLATE, page_context())


@require_safe
@cache_control(no_cache=True)
@with_catalogue
def data(request: HttpRequest, snapshot: Snapshot, language: str) -> HttpResponse:
    """Answer with the whole directory in a language; once a day, or after a change, it is another."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    kept = directory(standing(request), language, timezone.now())
    response = packed_for(request, kept.body, kept.compressed, "application/json")
    response["ETag"] = kept.etag
    answer: HttpResponse = get_conditional_response(request, etag=kept.etag, response=response)
    return answer


@require_safe
@cache_control(no_cache=True)
def worker(request: HttpRequest) -> HttpResponse:
    """Answer with the worker, or with one that takes itself and all that was kept away again."""
    if settings.OFFLINE_COPY:
        script = render_to_string("offline/service-worker.js", {"shelf": shelf().as_json()})
    else:
        script = render_to_string("offline/withdrawn.js")
    return HttpResponse(
        script, content_type="text/javascript; charset=utf-8", headers={"Service-Worker-Allowed": "/"}
    )


@require_safe
@cache_control(max_age=3600)
def manifest(request: HttpRequest) -> HttpResponse:
    """Answer with the name, the icons and the first page under which a device installs the site."""
    icons = [_icon(size, "any") for size in SIZES] + [_icon(512, "maskable")]
    facts = {
        "id": "/",
        "name": _("Social security card outlets, Dalian"),
        "short_name": _("Card outlets"),
        "description": _("Where to get your social security card done"),
        "lang": html_lang(get_language() or settings.LANGUAGE_CODE),
        "dir": "ltr",
        "start_url": reverse("home"),
        "scope": "/",
        "display": "standalone",
        "background_color": THEME["light"],
        "theme_color": THEME["light"],
        "icons": icons,
        "shortcuts": [{"name": _("Nearest to my position"), "url": reverse("offline") + "#near"}],
    }
    return JsonResponse(
        facts, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False}
    )


def _icon(size: int, purpose: str) -> dict[str, str]:
    name = f"maskable-{size}" if purpose == "maskable" else f"icon-{size}"
    return {
        "src": static(f"locator/{name}.png"),
        "sizes": f"{size}x{size}",
        "type": "image/png",
        "purpose": purpose,
    }
