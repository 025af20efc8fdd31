"""Growth curves as SVG, in black and white: lines are told apart by their dashes and by the words at them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape

from ._figures import Curve, in_figures

WIDTH, HEIGHT = 860, 420
LEFT, RIGHT, TOP, BOTTOM = 70, 300, 40, 50
DASHES = ("", "8 4", "2 3", "10 3 2 3", "4 4", "14 4", "1 5", "12 3 2 3 2 3", "6 2")
APART = 15.0
ATTRIBUTES = 'role="img" aria-labelledby="title told" font-family="sans-serif" font-size="13"'


def drawn(title: str, curves: Sequence[Curve]) -> str:
    """Return a picture with both axes in powers of ten; its description says every number in words."""
    sizes = [size for curve in curves for size, _ in curve.points]
    values = [value for curve in curves for _, value in curve.points]
    across = _scale(min(sizes), max(sizes), LEFT, WIDTH - RIGHT)
    low, high = 10 ** math.floor(math.log10(min(values))), 10 ** math.ceil(math.log10(max(values)))
    up = _scale(low, max(high, low * 10), HEIGHT - BOTTOM, TOP)
    unit = curves[0].unit
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" {ATTRIBUTES}>',
        f'<title id="title">{escape(title)}</title>',
        f'<desc id="told">{escape(told(curves))}</desc>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
        f'<text x="{LEFT}" y="22" font-size="15" font-weight="bold">{escape(title)}</text>',
    ]
    for power in range(round(math.log10(low)), round(math.log10(max(high, low * 10))) + 1):
        y = up(10**power)
        parts.append(f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="#bbb"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{10**power:,g}</text>')
    for size in sorted(set(sizes)):
        x = across(size)
        parts.append(f'<path d="M{x:.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="#ddd"/>')
        parts.append(f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">{size:,.0f}</text>')
    foot = HEIGHT - 8
    parts.append(f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{foot}" text-anchor="middle">outlets</text>')
    parts.append(f'<text x="12" y="{TOP - 4}">{escape(unit)}</text>')
    for number, (curve, label_y) in enumerate(
        zip(curves, _spread([up(c.points[-1][1]) for c in curves]), strict=True)
    ):
        spots = [(across(size), up(value)) for size, value in curve.points]
        line = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in spots)
        dashes = f' stroke-dasharray="{dash}"' if (dash := DASHES[number % len(DASHES)]) else ""
        parts.append(f'<path d="{line}" fill="none" stroke="black" stroke-width="2"{dashes}/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3"/>' for x, y in spots]
        x, y = spots[-1]
        at = WIDTH - RIGHT + 18
        parts.append(f'<path d="M{x + 4:.1f} {y:.1f}L{at - 3} {label_y:.1f}" stroke="#888"/>')
        parts.append(f'<text x="{at}" y="{label_y + 4:.1f}">{escape(curve.name)}</text>')
    return "\n".join([*parts, "</svg>", ""])


def told(curves: Sequence[Curve]) -> str:
    """Return the curves in words."""
    return " ".join(
        f"{curve.name}: "
        + ", ".join(f"{in_figures(value)} {curve.unit} at {size:,.0f}" for size, value in curve.points)
        + "."
        for curve in curves
    )


def _scale(low: float, high: float, start: float, end: float):
    wide = math.log10(high) - math.log10(low) or 1.0
    return lambda value: start + (math.log10(value) - math.log10(low)) / wide * (end - start)


def _spread(wanted: Sequence[float]) -> list[float]:
    """Return heights for the words beside the lines, none over another."""
    placed = list(wanted)
    above = -math.inf
    for number in sorted(range(len(placed)), key=lambda one: wanted[one]):
        placed[number] = above = max(placed[number], above + APART)
    return placed
