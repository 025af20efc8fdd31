"""A sketch that the server draws, for browsers without a script: pressed, it gives the spot."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from locator.models import Point
from locator.places import Gazetteer
from locator.places.entry import METRES_PER_DEGREE, Entry
from locator.search.current import current
from locator.staff.door import for_staff

from .position import moved

SIDE = 320  # pixels, on every screen: where it was pressed comes in pixels
ACROSS_M = (400, 1_000, 2_500, 6_000, 15_000, 40_000, 100_000)
USUAL, OF_A_DISTRICT, OF_THE_CITY = 2, 4, 5
MIDDLE_OF_DALIAN = Point(38.95, 121.62)
MOST_DOTS, MOST_NAMES, CHARACTER, LINE = 120, 24, 12, 15
MOST_LOOKED_AT = 5_000
MOVES = {"north": (1, 0), "south": (-1, 0), "east": (0, 1), "west": (0, -1)}


@dataclass(frozen=True, slots=True)
class Sketch:
    """What the sketch shows: its middle and how far it reaches; ``spot`` is the point that is set."""

    middle: Point
    zoom: int = USUAL
    spot: Point | None = None

    @classmethod
    def of(cls, given: Mapping[str, str], otherwise: Sketch) -> Sketch:
        """Return the sketch that a form carried; another where it carried none that can be read."""
        try:
            latitude, longitude, zoom = str(given.get("sketch", "")).split(",")
            middle, step = Point(float(latitude), float(longitude)), int(zoom)
        except ValueError:
            return otherwise
        if not 0 <= step < len(ACROSS_M) or abs(middle.latitude) > 80:
            return otherwise
        return replace(otherwise, middle=middle, zoom=step)

    @property
    def across_m(self) -> int:
        return ACROSS_M[self.zoom]

    @property
    def carried(self) -> str:
        return f"{self.middle.latitude:.6f},{self.middle.longitude:.6f},{self.zoom}"

    @property
    def url(self) -> str:
        spot = {"spot": f"{self.spot.latitude:.6f},{self.spot.longitude:.6f}"} if self.spot else {}
        return f"{reverse('staff:place_sketch')}?{urlencode({'sketch': self.carried} | spot)}"

    def pressed(self, x: float, y: float) -> Point:
        """Return the point under a pixel, counted from the upper left corner."""
        metres = self.across_m / SIDE
        return moved(self.middle, (SIDE / 2 - y) * metres, (x - SIDE / 2) * metres)

    def pixel(self, point: Point) -> tuple[float, float]:
        """Return where a point is drawn."""
        metres = self.across_m / SIDE
        north = (point.latitude - self.middle.latitude) * METRES_PER_DEGREE
        narrowing = math.cos(math.radians(self.middle.latitude))
        east = (point.longitude - self.middle.longitude) * METRES_PER_DEGREE * narrowing
        return round(SIDE / 2 + east / metres, 1), round(SIDE / 2 - north / metres, 1)

    def after(self, do: str) -> Sketch:
        """Return the sketch moved by half its width, closer, or farther."""
        if do in MOVES:
            north, east = (step * self.across_m / 2 for step in MOVES[do])
            return replace(self, middle=moved(self.middle, north, east))
        step = {"closer": -1, "farther": 1}.get(do, 0)
        return replace(self, zoom=min(max(self.zoom + step, 0), len(ACROSS_M) - 1))


@for_staff()
@require_safe
def picture(request: HttpRequest) -> HttpResponse:
    """Draw the known places around a point as dots, with as many names as there is room for."""
    sketch = Sketch.of(request.GET, Sketch(MIDDLE_OF_DALIAN, OF_THE_CITY))
    try:
        latitude, longitude = map(float, request.GET.get("spot", "").split(","))
        sketch = replace(sketch, spot=Point(latitude, longitude))
    except ValueError:
        pass  # no spot is set yet
    return HttpResponse(drawn(sketch, current().snapshot.gazetteer), content_type="image/svg+xml")


def drawn(sketch: Sketch, gazetteer: Gazetteer) -> str:
    """Return the sketch as SVG; colours stand in the elements, as a picture has no style sheet."""
    places = sorted(
        gazetteer.around(sketch.middle, sketch.across_m * 0.71, MOST_LOOKED_AT),
        key=lambda each: (each.rank, each.key),
    )[:MOST_DOTS]
    dots = format_html_join(
        "", '<circle cx="{}" cy="{}" r="3" fill="#4a5a66"/>', (sketch.pixel(each.point) for each in places)
    )
    names = format_html_join(
        "", '<text x="{}" y="{}" font-size="12" fill="#14212b">{}</text>', _names(places, sketch)
    )
    spot = ""
    if sketch.spot is not None:
        x, y = sketch.pixel(sketch.spot)
        spot = format_html(
            '<circle cx="{}" cy="{}" r="10" fill="none" stroke="#0b5d73" stroke-width="4"/>'
            '<circle cx="{}" cy="{}" r="3" fill="#0b5d73"/>', x, y, x, y,
        )  # fmt: skip
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{0}" viewBox="0 0 {0} {0}" '
        'font-family="sans-serif"><rect width="{0}" height="{0}" fill="#ffffff"/>{1}{2}{3}'
        '<path d="M10 306v6h80v-6" fill="none" stroke="#14212b" stroke-width="2"/>'
        '<text x="96" y="313" font-size="12" fill="#14212b">{4} m</text></svg>',
        SIDE, dots, names, spot, round(sketch.across_m / 4),
    )  # fmt: skip


def _names(places: list[Entry], sketch: Sketch) -> list[tuple[float, float, str]]:
    """Return the names for which there is room, the most prominent first."""
    english = (get_language() or "").startswith("en")
    written: list[tuple[float, float, float]] = []
    names = []
    for each in places:
        x, y = sketch.pixel(each.point)
        name = each.english if english else each.name
        end = x + 6 + len(name) * (CHARACTER * 0.6 if english else CHARACTER)
        free = all(x > right or end < left or abs(y - line) > LINE for left, line, right in written)
        if free and x >= 0 and end <= SIDE and LINE <= y <= SIDE - 2 * LINE:
            written.append((x, y, end))
            names.append((x + 6, y + 4, name))
        if len(names) == MOST_NAMES:
            break
    return names
