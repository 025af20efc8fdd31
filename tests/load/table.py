"""The table of a run, for the screen and, on request, for docs/load.md."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from .acts import APPLYING, READING
from .counts import in_ms
from .scenarios import SCENARIOS, Outcome

PAGE = Path(__file__).parents[2] / "docs" / "load.md"
BEGIN, END = "<!-- the last run begins -->", "<!-- the last run ends -->"
HEAD = (
    "| scenario | a second | reading, ms: p50 / p95 / p99 / max | applying, ms | asked again | 503 | "
    "failed | audit and notes |\n| --- | --- | --- | --- | --- | --- | --- | --- |"
)


def line(outcome: Outcome) -> str:
    counts, name = outcome.counts, outcome.name
    kinds = ("nearest",) if SCENARIOS[name].share else READING
    failed = [f"{error} ({times}×)" for error, times in counts.errors.items()] + counts.problems
    notes = [*([str(outcome.audit)] if outcome.audit else []), *counts.notes]
    return " | ".join((
        f"| {name}: {SCENARIOS[name].what}",
        f"{counts.requests / counts.seconds:,.0f}",
        " / ".join(in_ms(counts.of(*kinds))),
        "–" if SCENARIOS[name].share else " / ".join(in_ms(counts.of(APPLYING))),
        f"{counts.asked_again}",
        f"{counts.refused}",
        "; ".join(failed) or "0",
        f"{'; '.join(notes)} |",
    ))  # fmt: skip


def by_kind(outcome: Outcome) -> str:
    """Return the latencies of one scenario by what was asked for."""
    rows = [f"| {outcome.name} | answers | p50 | p95 | p99 | max |", "| --- | --- | --- | --- | --- | --- |"]
    for kind, times in sorted(outcome.counts.times.items()):
        rows.append(f"| {kind} | {len(times):,} | {' | '.join(in_ms(times))} |")
    return "\n".join(rows)


def machine(database: str) -> str:
    """Return when, over which database, and on what."""
    versions = ", ".join(f"{name} {version(name)}" for name in ("Django", "gunicorn"))
    python = f"{os.cpu_count()} cores, Python {platform.python_version()}"
    return f"{datetime.now(tz=UTC):%Y-%m-%d}, {database}, {python}, {versions}"


def report(outcomes: Sequence[Outcome], not_run: Mapping[str, str], database: str) -> str:
    lines = [
        f"{machine(database)}, two workers of four threads.",
        "",
        HEAD,
        *map(line, outcomes),
        *(
            f"| {name}: {SCENARIOS[name].what} | not run: {why} | | | | | | |"
            for name, why in not_run.items()
        ),
    ]
    if outcomes:
        lines += ["", "The first of them in milliseconds, by what was asked for:", "", by_kind(outcomes[0])]
    return "\n".join(lines)


def write(said: Sequence[str], page: Path = PAGE) -> None:
    """Put the tables in place of those of the last run."""
    text = page.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    body = "\n\n".join(said)
    page.write_text(f"{before}{BEGIN}\n\n{body}\n\n{END}{after}", encoding="utf-8")
