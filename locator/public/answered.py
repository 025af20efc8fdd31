"""The page that answers a search: written once for each shape that it has, and filled in for each person.

Its shape is what was chosen from short lists, and what kind of answer there is. Nothing that a person typed,
no position and no distance is part of it, so nothing of the kind is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from cardservice.map_tiles import MapTiles
from locator.models import Service
from locator.search.criteria import Criteria
from locator.search.snapshot import Snapshot
from locator.search.walking import DETOUR_FACTOR, METRES_A_MINUTE

from .context import Site
from .forms import AT_A_TIME, SearchForm
from .gaps import Outline

# A page takes some fifty thousand bytes; who asks for a rare choice of filters waits a little longer.
KEPT_AT_MOST = 200
OPEN_AT = frozenset({"now", "arrival", AT_A_TIME})
DISTANCES = {"detour": DETOUR_FACTOR, "speed": round(METRES_A_MINUTE)}


@dataclass(frozen=True, slots=True)
class Shape:
    """All that the page is written from where nobody has left a gap."""

    template: str
    language: str
    day: date
    simple: bool
    stale: bool
    chosen: tuple[tuple[str, str], ...]
    found: bool
    more: int | None
    may_be_told: tuple[str, ...]
    offline_copy: bool
    map_tiles: MapTiles | None


def written(request: HttpRequest, template: str, page: dict[str, Any]) -> SafeString:
    """Return the page of an answer; ``page`` holds what the template asks for."""
    form, snapshot = page["form"], page["catalogue"]
    site = Site(request)
    shape = Shape(
        template=template,
        language=get_language() or "",
        day=timezone.localdate(),
        simple=site.simple,
        stale=site.stale,
        chosen=_chosen(form),
        found=page["found"],
        more=page["more"],
        may_be_told=tuple(form.may_be_told()),
        offline_copy=settings.OFFLINE_COPY,
        map_tiles=settings.MAP,
    )
    outline = snapshot.outlines.get(shape)
    if outline is None:
        if len(snapshot.outlines) >= KEPT_AT_MOST:
            snapshot.outlines.clear()
        outline = snapshot.outlines[shape] = Outline(template, _known(shape, form.criteria, site, snapshot))
    filled: SafeString = outline.filled({**page, "request": request, "site": site})
    return filled


def _known(shape: Shape, criteria: Criteria, site: Site, snapshot: Snapshot) -> dict[str, Any]:
    """Return what the page is written from the first time, made of its shape alone."""
    form = SearchForm(initial=dict(shape.chosen), snapshot=snapshot, now=timezone.now())
    return {
        "form": form,
        "narrowing": form.narrowing,
        "criteria": Criteria(service=criteria.service),
        "catalogue": snapshot,
        "services": list(Service),
        "site": site,
        "found": shape.found,
        "more": shape.more,
        **DISTANCES,
    }


def _chosen(form: SearchForm) -> tuple[tuple[str, str], ...]:
    """Return what was chosen from the lists of a valid form, as it was understood and not as it was sent."""
    asked, open_at = form.criteria, form.cleaned_data["open_at"]
    chosen = {
        "service": asked.service.value if asked.service else "",
        "open_at": open_at if open_at in OPEN_AT else "",
        "bank": asked.bank,
        "card_bank": asked.card_bank,
        "district": asked.district,
        "generation": str(asked.generation.value) if asked.generation else "",
        "step_free": "true" if asked.step_free else "",
    }
    return tuple((name, value) for name, value in chosen.items() if value)
