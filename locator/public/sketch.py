"""The picture of where the outlets lie, written as SVG; its classes stand in the style sheet."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from locator.search.answer import Results
from locator.search.room import DOT, RADIUS
from locator.search.sketch import MIDDLE, SIDE, Ring, Sketch, Spot, sketch

from .gaps import Written, gap, written
from .map import beside
from .names import plain
from .words import directions, distance, numbered_way

# The mark of the origin, and the arrow to the north in the upper left corner.
DIAMOND = f"M{MIDDLE:g} {MIDDLE - 9:g}l9 9-9 9-9-9z"
ARROW = "M18 4l7 14h-14z"


@dataclass(frozen=True, slots=True)
class Words:
    """What the picture says in one language: looked up once, for a page has three milliseconds."""

    badge: str
    label: str
    north: str
    ring: str
    directions: dict[str | None, str]
    language: str


@lru_cache(maxsize=16)
def _words(language: str | None) -> Words:
    return Words(
        badge=numbered_way(),
        label=escape(_("Sketch of directions, north is up")),
        north=pgettext("on a sketch", "N"),
        ring=_("%(kilometres)s km"),
        directions=directions(language),
        language=language or "",
    )


def drawn(results: Results) -> SafeString:
    """Return the picture of an answer with what has to be said about it; nothing where there is none."""
    shown = sketch(results)
    if shown is None:
        return SafeString("")
    language = get_language()
    figure = _figure(language, shown.step_m, shown.uncertainty is not None, shown.left_out)
    return figure.filled(svg(shown, _words(language)), beside(results))


@lru_cache(maxsize=256)
def _figure(language: str | None, step_m: int, circle: bool, left_out: int) -> Written:
    step = _words(language).ring % {"kilometres": f"{step_m / 1000:g}"}
    said = {"step": step, "circle": circle, "left_out": left_out}
    return written("partials/sketch.html", {**said, "svg": gap(0), "map": gap(1)})


def svg(shown: Sketch, words: Words) -> SafeString:
    """Return the picture; each number is a link to the outlet in the list, named as it is said there."""
    middle = f'cx="{MIDDLE:g}" cy="{MIDDLE:g}"'
    circle = shown.uncertainty
    parts = [
        f'<svg class="sketch" viewBox="0 0 {SIDE:g} {SIDE:g}" role="group" aria-label="{words.label}">',
        *[f'<circle class="ring" {middle} r="{ring.radius:.1f}"/>' for ring in shown.rings],
        f'<circle class="maybe" {middle} r="{circle:.1f}"/>' if circle else "",
        *[_ring_label(ring, words) for ring in shown.rings],
        f'<g aria-hidden="true"><path class="north" d="{ARROW}"/>',
        f'<text class="far" x="18" y="36">{words.north}</text></g>',
        *[_leader(spot) for spot in shown.spots if spot.moved],
        f'<path class="origin" d="{DIAMOND}"/>',
        *[_badge(spot, words) for spot in shown.spots],
        "</svg>",
    ]
    return SafeString("".join(parts))


def _ring_label(ring: Ring, words: Words) -> str:
    said = words.ring % {"kilometres": f"{ring.metres / 1000:g}"}
    return f'<text class="far" x="{ring.label_x:.1f}" y="{ring.label_y + 5.5:.1f}">{said}</text>'


def _leader(spot: Spot) -> str:
    return (
        f'<path class="leader" d="M{spot.x:.1f} {spot.y:.1f}L{spot.badge_x:.1f} {spot.badge_y:.1f}"/>'
        f'<circle class="dot" cx="{spot.x:.1f}" cy="{spot.y:.1f}" r="{DOT:g}"/>'
    )


def _badge(spot: Spot, words: Words) -> str:
    number, outlet, x, y = spot.number, spot.match.outlet, spot.badge_x, spot.badge_y
    way = f"{words.directions[spot.match.direction]}{distance(spot.match.distance_m, words.language)}"
    label = words.badge % {
        "number": number,
        "outlet": escape(plain(outlet, language=words.language)),
        "way": way,
    }
    return (
        f'<a href="#result-{number}" aria-label="{label}">'
        f'<circle class="badge" cx="{x:.1f}" cy="{y:.1f}" r="{RADIUS:g}"/>'
        f'<text class="figure" x="{x:.1f}" y="{y + 5.5:.1f}">{number}</text></a>'
    )
