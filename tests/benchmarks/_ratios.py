"""Compares the ratios of a run with those that are kept; never seconds, which belong to one machine."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from ._figures import Figure, in_figures

KEPT = Path(__file__).with_name("ratios.json")
# A run on a busy machine moves a ratio by a third; what has become twice as dear is no chance.
TOLERANCE = 1.5


def of(figures: Iterable[Figure]) -> dict[str, float]:
    """Return the ratios of what is ours; what peers and floors cost is not for us to hold."""
    return {one.key: float(f"{one.ratio:.4g}") for one in figures if one.is_ours and one.ratio is not None}


def worse(figures: Iterable[Figure], kept: dict[str, float], tolerance: float = TOLERANCE) -> list[str]:
    """Return a line for each ratio that has grown beyond the tolerance."""
    return [
        f"{key}: {in_figures(ratio)} instead of {in_figures(kept[key])}, "
        f"which is more than {tolerance} times as much."
        for key, ratio in of(figures).items()
        if key in kept and ratio > kept[key] * tolerance
    ]


def broken(figures: Iterable[Figure]) -> list[str]:
    """Return a line for each promised ratio that is passed."""
    return [
        f"{one.key}: {in_figures(one.ratio)}, although no more than {one.most} was promised."
        for one in figures
        if one.ratio is not None and one.most is not None and one.ratio > one.most
    ]


def missing(figures: Iterable[Figure], kept: dict[str, float]) -> list[str]:
    """Return what was kept and has not been measured, as where a peer's server is not installed."""
    return sorted(set(kept) - set(of(figures)))


def read(path: Path = KEPT) -> dict[str, float]:
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}


def write(figures: Iterable[Figure], path: Path = KEPT) -> None:
    path.write_text(json.dumps(of(figures), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
