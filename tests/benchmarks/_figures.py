"""What a benchmark has measured, as data: each figure beside the least that its work could cost.

A benchmark shows its figures as it goes; where ``BENCHMARK_FIGURES`` names a file they are left there as
well, one JSON object a line, for whoever runs all of them.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

PLACE = "BENCHMARK_FIGURES"


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing measured: ``ratio`` says how many times what its floor costs it costs, so less is better.

    A floor, and what is only shown beside, has no ratio. ``most`` is a ratio that was promised never to be
    passed. ``is_ours`` is false of peers and floors: if they grow slower, nothing here has become worse.
    """

    part: str
    name: str
    value: float
    unit: str
    floor: str = ""
    ratio: float | None = None
    most: float | None = None
    is_ours: bool = True

    @property
    def key(self) -> str:
        return f"{self.part}: {self.name}, to {self.floor}"


@dataclass(frozen=True, slots=True)
class Curve:
    """One line of a growth curve: what something costs in ``unit``, in order of its size."""

    picture: str
    name: str
    unit: str
    points: list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that a reader of a part must know, such as a peer that was not to be had."""

    part: str
    text: str


Told = Figure | Curve | Remark
KINDS = {kind.__name__: kind for kind in (Figure, Curve, Remark)}


def tell(*told: Told) -> None:
    """Print what was measured, and leave it to whoever runs all benchmarks."""
    for one in told:
        if isinstance(one, Figure):
            print("  ".join((f"{one.part:32}", *columns(one))), flush=True)
        elif isinstance(one, Remark):
            print(f"{one.part:32}  {one.text}", flush=True)
    if os.environ.get(PLACE):
        with Path(os.environ[PLACE]).open("a", encoding="utf-8") as file:
            for one in told:
                file.write(json.dumps({"kind": type(one).__name__, **asdict(one)}) + "\n")


def columns(figure: Figure) -> tuple[str, str, str]:
    """Return a figure as its row of the table reads: what, how much, and how many times the floor."""
    ratio = "" if figure.ratio is None else f"{in_figures(figure.ratio)} × {figure.floor}"
    return f"{figure.name:44}", f"{in_figures(figure.value):>10} {figure.unit:16}", ratio


def in_figures(value: float) -> str:
    """Return a number with three figures that mean something."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}" if value >= 0.1 else f"{value:.3g}"


def read(path: Path) -> list[Told]:
    """Return what the benchmarks have left in a file."""
    if not path.exists():
        return []
    lines: Iterable[str] = path.read_text(encoding="utf-8").splitlines()
    return [KINDS[fields.pop("kind")](**fields) for fields in map(json.loads, lines)]
