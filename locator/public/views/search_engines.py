"""What search engines are told: which pages there are, and which are nobody's business but the asker's."""

from __future__ import annotations

from django.conf import settings
from django.contrib.sitemaps.views import sitemap as write_sitemap
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from locator.public.catalogue import with_catalogue
from locator.public.sitemap import sections
from locator.search.snapshot import Snapshot

# Answers to one person, forms, and what is for staff or programs. Fictional outlets are not among them: a
# page that is not fetched cannot say that it is not to be listed.
CLOSED = ("results", "suggest", "report_lookup", "apply", "follow", "account_login", "staff:outlets")
NEVER = ("/admin/", "/api/")
# Below pages that are listed.
BELOW = ("/outlets/*/report/", "/outlets/*/visit/", "/near/")


@require_safe
@cache_control(public=True, max_age=3600)
def robots(request: HttpRequest) -> HttpResponse:
    closed = list(NEVER)
    for language, _name in settings.LANGUAGES:
        with override(language):
            home = reverse("home").rstrip("/")
            closed += [*(_folder(name) for name in CLOSED), *(home + path for path in BELOW)]
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in closed),
        "",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
@with_catalogue
@cache_control(public=True, max_age=3600)
def sitemap(request: HttpRequest, snapshot: Snapshot) -> HttpResponse:
    return write_sitemap(request, sections(snapshot)).render()


def _folder(name: str) -> str:
    """Return the folder of a whole part of the site, or the address of a page."""
    path = reverse(name)
    return path.replace("/login/", "/") if name == "account_login" else path
