"""What the script draws around an outlet: known places with their names, no picture from anywhere else."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from locator.models import Outlet, Point
from locator.places import Gazetteer
from locator.search.moving import neighbours
from locator.search.wording import DIRECTIONS

from .position_form import point_of


def on_the_map(outlet: Outlet, new: Point | None, gazetteer: Gazetteer) -> dict[str, Any]:
    """Return the points and the words of the map, ready for JSON."""
    now = point_of(outlet)
    middle = new or now or Point(outlet.district.latitude, outlet.district.longitude)
    return around(middle, now, gazetteer)


def around(middle: Point, now: Point | None, gazetteer: Gazetteer) -> dict[str, Any]:
    """Return the map around a point, with the position so far if there is one."""
    english = (get_language() or "").startswith("en")
    places = neighbours(middle, gazetteer)
    return {
        "now": _pair(now),
        "spot": _pair(middle),
        "places": [
            [place.english if english else place.name, *_pair(place.point)]
            for place in (neighbour.place for neighbour in places)
        ],
        "words": {
            "now": _("Position so far"),
            "spot": _("New position: drag it, or move it with the arrow keys, ten metres each time"),
            "moved": _("%(metres)s metres %(direction)s of the position so far"),
            "here": _("The position so far"),
            "set": _("New position set"),
            "in": _("Closer"),
            "out": _("Farther"),
            "directions": [str(words) for words in DIRECTIONS.values()],
        },
    }


def _pair(point: Point | None) -> list[float] | None:
    return [point.latitude, point.longitude] if point else None
