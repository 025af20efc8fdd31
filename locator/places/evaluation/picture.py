"""The errors of an evaluation as a picture: which share of the answers lies within which distance."""

from __future__ import annotations

import math
from collections.abc import Sequence
from xml.sax.saxutils import escape

from ..answer import Precision
from .asking import Answered
from .figures import Figures

WIDTH, HEIGHT = 790, 440
LEFT, TOP, RIGHT, BOTTOM = 60, 50, 590, 400
LEAST_M, MOST_M = 10, 100_000
TICKS = ((10, "10 m"), (100, "100 m"), (1_000, "1 km"), (10_000, "10 km"), (100_000, "100 km"))
# Told apart by their dashes and by the marks at their ends, in print and without colour.
DASHES = {
    Precision.EXACT: "", Precision.DOOR: "10 3", Precision.LANDMARK: "2 3", Precision.ROAD: "12 4 2 4",
    Precision.COMMUNITY: "6 6", Precision.TOWN: "1 5", Precision.DISTRICT: "16 6",
}  # fmt: skip
LINE_APART = 22
LOOK = 'role="img" aria-labelledby="title desc" font-family="sans-serif" font-size="13" fill="#000"'


def draw(answered: Sequence[Answered], figures: Figures) -> str:
    """Return an SVG document: a curve for all answers and one for each precision, in words as well."""
    curves = [("all", "", 2.5, [each.error_m for each in answered if each.error_m is not None])]
    for precision, dash in DASHES.items():
        errors = [e.error_m for e in answered if e.origin and e.origin.precision is precision]
        curves.append((precision.value, dash, 1.5, [error for error in errors if error is not None]))
    drawn = [curve for curve in curves if curve[3]]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" {LOOK}>',
            '<title id="title">Errors of the answers</title>',
            f'<desc id="desc">{escape(_in_words(figures))}</desc>',
            f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
            f'<text x="{LEFT}" y="28" font-size="16">Share of the answers within a distance</text>',
            *_axes(),
            *(part for row, curve in enumerate(drawn) for part in _curve(row, *curve)),
            "</svg>",
            "",
        ]
    )


def _in_words(figures: Figures) -> str:
    told = [f"{figures.answered} of {figures.rows} addresses answered."]
    for name, errors in figures.by_precision.items():
        within = f"half within {errors.median_m} m, nine in ten within {errors.ninetieth_m} m"
        told.append(f"{name}: {errors.count}, {within}.")
    return " ".join(told)


def _axes() -> list[str]:
    parts = []
    for metres, label in TICKS:
        x = _x(metres)
        parts.append(f'<path d="M{x:.1f} {TOP}V{BOTTOM}" stroke="#ccc"/>')
        parts.append(f'<text x="{x:.1f}" y="{BOTTOM + 20}" text-anchor="middle">{label}</text>')
    for percent in (0, 25, 50, 75, 90, 100):
        y = _y(percent / 100)
        parts.append(f'<path d="M{LEFT} {y:.1f}H{RIGHT}" stroke="#ccc"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{percent} %</text>')
    return parts


def _curve(row: int, name: str, dash: str, width: float, errors: list[float]) -> list[str]:
    ordered = sorted(errors)
    steps = [f"M{_x(ordered[0]):.1f} {_y(0):.1f}"]
    for place, error in enumerate(ordered, 1):
        steps.append(f"H{_x(error):.1f}V{_y(place / len(ordered)):.1f}")
    steps.append(f"H{RIGHT}")
    style = f'fill="none" stroke="#000" stroke-width="{width}" stroke-dasharray="{dash or "none"}"'
    y = TOP + 10 + LINE_APART * row
    return [
        f'<path d="{"".join(steps)}" {style}/>',
        f'<path d="M{RIGHT + 14} {y}h44" {style}/>',
        f'<text x="{RIGHT + 66}" y="{y + 4}">{escape(name)} ({len(ordered)})</text>',
    ]


def _x(metres: float) -> float:
    reached = min(max(metres, LEAST_M), MOST_M)
    share = math.log10(reached / LEAST_M) / math.log10(MOST_M / LEAST_M)
    return LEFT + share * (RIGHT - LEFT)


def _y(share: float) -> float:
    return BOTTOM - share * (BOTTOM - TOP)
