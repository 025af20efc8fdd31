"""Writes ``docs/benchmarks.md`` and its curves from the figures of one run."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from datetime import date
from importlib.metadata import version
from itertools import groupby
from pathlib import Path

from . import _curves, _ratios
from ._figures import Curve, Figure, Remark, Told, in_figures

DOCS = Path(__file__).parents[2] / "docs"
PACKAGES = ("Django", "djangorestframework", "gunicorn", "numpy", "scipy", "psycopg", "redis", "geopy")
PICTURES = {
    "search-peers": "What the nearest search takes beside its peers",
    "search-filters": "What the nearest search takes with filters",
}


def write(told: Sequence[Told], seconds: float, docs: Path = DOCS) -> None:
    """Write the document; pictures are named in it with what they show in words."""
    docs.mkdir(exist_ok=True)
    figures = [one for one in told if isinstance(one, Figure)]
    remarks = [one for one in told if isinstance(one, Remark)]
    lines = [HEAD, *machine(seconds), ""]
    for picture, title in PICTURES.items():
        curves = [one for one in told if isinstance(one, Curve) and one.picture == picture]
        if curves:
            file = docs / "benchmarks" / f"{picture}.svg"
            file.parent.mkdir(exist_ok=True)
            file.write_text(_curves.drawn(title, curves), encoding="utf-8")
            lines += [f"![{title}: {_curves.told(curves)}](benchmarks/{file.name})", ""]
    lines += ["## Everything", "", "| What | Measured | Ratio | Floor |", "| --- | ---: | ---: | --- |"]
    for part, group in groupby(
        sorted(figures, key=lambda one: places(figures)[one.part]), lambda one: one.part
    ):
        lines.append(f"| **{part}** | | | |")
        lines += map(row, group)
    lines += ["", "## Remarks", "", *(f"- {one.part}: {one.text}" for one in remarks)]
    lines += [f"- PROMISE NOT KEPT: {line}" for line in _ratios.broken(figures)]
    (docs / "benchmarks.md").write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")


def places(figures: Sequence[Figure]) -> dict[str, int]:
    """Return the order of the parts: as they were first told."""
    return {part: number for number, part in enumerate(dict.fromkeys(one.part for one in figures))}


def row(figure: Figure) -> str:
    ratio = "" if figure.ratio is None else f"{in_figures(figure.ratio)} ×"
    promised = "" if figure.most is None else f" (promised: at most {figure.most:g})"
    return (
        f"| {figure.name} | {in_figures(figure.value)} {figure.unit} | {ratio} | {figure.floor}{promised} |"
    )


def machine(seconds: float) -> list[str]:
    """Return what a reader must know of the machine and the run."""
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    load = os.getloadavg()[1]
    cores = os.cpu_count() or 1
    busy = (
        " Others were at work on the machine meanwhile: a later run on an idle one replaces this."
        if load > cores + 1
        else ""
    )
    return [
        f"- Date: {date.today().isoformat()}, in one run of {seconds / 60:.0f} minutes.",  # noqa: DTZ011
        f"- Machine: {cores} cores ({processor()}), {memory_gb():.0f} GB; load {load:.1f} at the end.{busy}",
        f"- Versions: Python {platform.python_version()}, {versions}.",
    ]


def processor() -> str:
    return _line_of("/proc/cpuinfo", "model name") or platform.machine()


def memory_gb() -> float:
    return float(_line_of("/proc/meminfo", "MemTotal").split()[0] or 0) / 1024**2


def _line_of(path: str, name: str) -> str:
    lines = Path(path).read_text(encoding="utf-8").splitlines() if Path(path).exists() else []
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith(name)), "0")


HEAD = f"""# Benchmarks

Written by `make bench`, which measures everything below in one run; do not edit it by hand. Each figure
stands beside a floor, the least that its work could cost on the same machine in the same minutes, and the
ratio says how many times the floor it takes: less is better, and ratios can be compared from machine to
machine where seconds cannot. `make bench` compares them with those kept in `tests/benchmarks/ratios.json`,
and fails where one has become more than {_ratios.TOLERANCE} times as large or where a promised ratio is
passed; `make bench UPDATE=1` keeps the new ones.

The peers of the nearest search answer with the numbers of the eight nearest outlets that offer a service,
and nothing more. The search also says for each outlet whether it is open, until when, how far and in which
direction it lies, and which nearer ones were passed over and why. Each peer's answers are checked before it
is timed. PostgreSQL has a partial GiST index of earth points, walked nearest first by a prepared statement;
Redis has a set of just the outlets that offer the service, and starts with the circle that suits it best;
both are asked over a Unix socket. Outlets are made up from a seed, thick in 300 towns and thin between
them; of those who ask, six in ten stand in a town, three in the country and one at sea. All is asked three
times over and in turn; of three answers to one question the least disturbed counts, and the median over all
questions is told.
"""
