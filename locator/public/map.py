"""The operator's map beside an answer and on an outlet's page: its points in the datum of its tiles."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.constants import SELF
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cardservice.map_tiles import MapTiles
from locator.models import Point
from locator.places import Datum, convert
from locator.search.answer import Results
from locator.search.records import OutletRecord
from locator.search.wording import DIRECTIONS

from .names import plain
from .words import distance, numbered_way


def tiles() -> MapTiles | None:
    """Return the map that the operator has set, if any."""
    found: MapTiles | None = settings.MAP
    return found


def with_map(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let the pages of a view load the pictures of the operator's map, and pages of no other view."""

    @wraps(view)
    def answer(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        response = view(request, **kwargs)
        if found := tiles():
            response._csp_update = {"img-src": [SELF, *found.sources]}  # type: ignore[attr-defined]
        return response

    return answer


def map_of(results: Results) -> dict[str, Any] | None:
    """Return what the script draws beside an answer: the origin, and pins with the numbers of the list."""
    found = tiles()
    pins = [
        (number, match.outlet.point, plain(match.outlet), match)
        for number, match in enumerate(results.matches, start=1)
        if match.outlet.point is not None
    ]
    if found is None or not pins:
        return None
    listed = []
    for number, point, name, match in pins:
        way = f"{DIRECTIONS[match.direction] if match.direction else ''} {distance(match.distance_m)}".strip()
        label = numbered_way() % {"number": number, "outlet": name, "way": way}
        listed.append([number, *_on(found, point), label])
    origin = results.origin
    return _drawn(found, listed) | {"origin": _on(found, origin.point), "radius": origin.radius_m}


def beside(results: Results) -> SafeString:
    """Return the map of an answer for its page; nothing where the operator has set none."""
    found = map_of(results)
    if found is None:
        return SafeString("")
    page = {"drawn_map": found, "site": {"map_tiles": tiles()}}
    return SafeString(get_template("partials/map.html").render(page).strip())


def map_of_outlet(outlet: OutletRecord) -> dict[str, Any] | None:
    """Return what the script draws on the page of one outlet; None where its position is not known."""
    found = tiles()
    if found is None or outlet.point is None:
        return None
    return _drawn(found, [["", *_on(found, outlet.point), plain(outlet)]])


def _drawn(found: MapTiles, pins: list[list[Any]]) -> dict[str, Any]:
    return {
        "layers": found.layers,
        "subdomains": found.subdomains,
        "maxZoom": found.max_zoom,
        "pins": pins,
        "words": {
            "in": pgettext("map", "Closer"),
            "out": pgettext("map", "Farther"),
            "map": _("Map; this page says the same in words"),
            "failed": _("The map cannot be loaded just now. Everything else on this page holds without it."),
            "parts": _("Parts of the map cannot be loaded just now."),
        },
    }


def _on(found: MapTiles, point: Point) -> list[float]:
    """Return a point where the tiles have it, to the tenth of a metre."""
    there = convert(point.latitude, point.longitude, Datum.WGS84, Datum(found.datum))
    return [round(degrees, 6) for degrees in there]
