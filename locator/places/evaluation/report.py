"""The figures of an evaluation as lines of plain text."""

from __future__ import annotations

from collections.abc import Iterator

from .figures import Errors, Figures


def lines(figures: Figures) -> Iterator[str]:
    """Yield the report line by line."""
    rows = figures.rows
    yield f"rows                {rows:>6}"
    yield f"answered            {figures.answered:>6}  {_share(figures.answered / rows)}"
    yield (
        f"asked back          {figures.questions:>6}  {_share(figures.questions / rows)}"
        f"   the place among them: {figures.questions_with_the_place}"
    )
    yield f"not found           {figures.not_found:>6}  {_share(figures.not_found / rows)}"
    yield f"road or better              {_share(figures.road_or_better)}"
    yield f"wrong district      {figures.another_district:>6}  without saying so"
    yield ""
    yield "precision     count  median m  90 % m  within radius  median radius m"
    for name, errors in figures.by_precision.items():
        yield _row(name, errors)
    if figures.overall:
        yield _row("all", figures.overall)
    yield ""
    yield "the worst    error m  radius m  address → answer"
    for bad in figures.worst:
        yield f"row {bad.row:<6} {bad.error_m:>9} {bad.radius_m:>9}  {bad.address} → {bad.label}"


def _row(name: str, errors: Errors) -> str:
    return (
        f"{name:<12} {errors.count:>6} {errors.median_m:>9} {errors.ninetieth_m:>7}"
        f" {_share(errors.within_radius):>14} {errors.median_radius_m:>16}"
    )


def _share(share: float) -> str:
    return f"{100 * share:.1f} %"
