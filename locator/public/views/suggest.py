"""Places offered while a person types."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from locator.places import Suggestion
from locator.public.catalogue import with_catalogue
from locator.public.names import pieces, plain
from locator.public.words import PLACE_KINDS, in_chinese
from locator.search.snapshot import Snapshot

LONGEST = 100


# Typed text travels by POST, writes nothing, and is kept by nobody.
@csrf_exempt
@require_POST
@cache_control(private=True, no_store=True)
@with_catalogue
def suggest(request: HttpRequest, snapshot: Snapshot) -> HttpResponse:
    """Return at most eight places; text that is too long to be a name gets none."""
    typed = request.POST.get("q", "").strip()
    found = snapshot.gazetteer.suggest(typed, limit=8) if 0 < len(typed) <= LONGEST else ()
    return JsonResponse({"suggestions": [_row(place, snapshot) for place in found]})


def _row(place: Suggestion, snapshot: Snapshot) -> dict[str, str]:
    name, *beside = pieces(place.name, place.name_en, is_name=True)
    more = " · ".join(filter(None, [*(piece.text for piece in beside), _more(place, snapshot)]))
    return {"key": place.key, "name": name.text, "more": more}


def _more(place: Suggestion, snapshot: Snapshot) -> str:
    district = snapshot.districts.get(place.district or "")
    area = plain(district) if district and not in_chinese() else place.area
    kind = PLACE_KINDS.get(place.kind)
    return " · ".join(part for part in (area, str(kind) if kind else "") if part)
