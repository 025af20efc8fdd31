"""The open data: the page about it, the files, and the feed of changes."""

from __future__ import annotations

from django.conf import settings
from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from locator.open_data.changes import AT_MOST, latest_changes
from locator.open_data.feed import write_feed
from locator.open_data.files import FORMS, Made, file_of
from locator.open_data.licence import notes
from locator.open_data.offers import SERVICES
from locator.open_data.outlets import OUTLETS
from locator.open_data.rules import DAYS_AHEAD
from locator.open_data.single_days import DAYS
from locator.public.catalogue import standing, with_catalogue
from locator.public.packed import packed_for
from locator.search.snapshot import Snapshot

FILES = {
    "outlets.csv": _("The outlets, one row each, for a spreadsheet"),
    "services.csv": _("What each outlet does, one row a service"),
    "days.csv": _("The coming days on which an outlet keeps other hours than in its week"),
    "outlets.xlsx": _("All three tables in one workbook, with what each column means"),
    "outlets.geojson": _("The outlets as points, for maps (GeoJSON, RFC 7946, WGS-84)"),
    "hsds.json": _("Banks, services, outlets and hours for directories (HSDS 3)"),
}
MAX_AGE = 300
RETRY_AFTER = "60"
ATOM = "application/atom+xml; charset=utf-8"


@require_safe
@with_catalogue
def page(request: HttpRequest, snapshot: Snapshot) -> HttpResponse:
    context = {
        "notes": notes(snapshot),
        "files": [(name, FILES[name]) for name in FILES],
        "tables": [("outlets.csv", OUTLETS), ("services.csv", SERVICES), ("days.csv", DAYS)],
        "days_ahead": DAYS_AHEAD,
        "most_changes": AT_MOST,
    }
    return render(request, "public/open_data.html", context)


@require_safe
@with_catalogue
def file(request: HttpRequest, snapshot: Snapshot, name: str) -> HttpResponseBase:
    """Hand out a file, or say that the asker has it already."""
    form, made = FORMS[name], file_of(snapshot, name, timezone.localdate())
    response = packed_for(request, made.content, made.gzipped, form.media)
    response["Content-Language"] = "zh-Hans, en"
    if form.to_save:
        saved = f"sample-{name}" if snapshot.is_sample else name
        response["Content-Disposition"] = f'attachment; filename="{saved}"'
    return _for_everybody(request, response, made, snapshot)


@require_safe
@with_catalogue
def changes(request: HttpRequest, snapshot: Snapshot) -> HttpResponseBase:
    """Hand out the feed of changes; the history is in the database, so without one there is no feed."""
    if standing(request).stale:
        return _later()
    try:
        told = latest_changes(snapshot)
    except Error:
        return _later()
    content = write_feed(
        told,
        snapshot,
        page=request.build_absolute_uri(reverse("open_data")),
        feed=request.build_absolute_uri(request.path),
        outlet=lambda code: request.build_absolute_uri(reverse("outlet", args=[code])),
    )
    made = Made.of(content.encode(), max([snapshot.changed_at, *(change.at for change in told)]))
    response = HttpResponse(made.content, content_type=ATOM)
    return _for_everybody(request, response, made, snapshot)


def _for_everybody(
    request: HttpRequest, response: HttpResponse, made: Made, snapshot: Snapshot
) -> HttpResponseBase:
    """Add what lets anybody keep and share an answer; the API's settings let other sites read it."""
    # Weak, for it names the facts and not the bytes: packed and unpacked are the same.
    tag, modified = f'W/"{made.tag}"', int(made.modified.timestamp())
    response["ETag"] = tag
    response["Last-Modified"] = http_date(modified)
    response["Cache-Control"] = f"public, max-age={MAX_AGE}"
    patch_vary_headers(response, ["Accept-Encoding"])
    answer = get_conditional_response(request, tag, modified, response)
    assert answer is not None
    terms = settings.OPEN_DATA_LICENCE or request.build_absolute_uri(f"{reverse('open_data')}#licence")
    answer["Link"] = f'<{terms}>; rel="license"'
    if snapshot.is_sample:
        answer["X-Robots-Tag"] = "noindex"
    return answer


def _later() -> HttpResponse:
    response = HttpResponse(
        "请稍后再试。 Please try again later.\n", content_type="text/plain; charset=utf-8", status=503
    )
    response["Retry-After"] = RETRY_AFTER
    return response
