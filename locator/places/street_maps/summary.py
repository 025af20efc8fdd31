"""What an import does, as a small table by kind and district."""

from __future__ import annotations

from collections import Counter
from datetime import date

from locator.places.gazetteer import Gazetteer

from .plan import ADDED, CHANGED, RETIRED, UNCHANGED, Plan

ACTS = (ADDED, CHANGED, RETIRED, UNCHANGED)


def summary(plan: Plan, data_date: date | None) -> str:
    """Return the lines that tell an operator what a plan does, and what of the file is left out."""
    cases = plan.places.cases + plan.doors.cases
    kinds: dict[str, Counter[str]] = {}
    districts: dict[str, Counter[str]] = {}
    for (done, kind, district), number in cases.items():
        kinds.setdefault(kind, Counter())[done] += number
        districts.setdefault(district, Counter())[done] += number
    names = {code: entry.name_en for code, entry in Gazetteer.shipped().districts.items()}
    lines = [
        f"Street map {plan.code}, data of {data_date.isoformat() if data_date else 'an unknown date'}",
        _line("", ACTS),
        *(_line(kind, [str(kinds[kind][done]) for done in ACTS]) for kind in sorted(kinds)),
        "",
        *(
            _line(names.get(code, code), [str(districts[code][done]) for done in ACTS])
            for code in sorted(districts)
        ),
        "",
        _line("all", [str(plan.total(done)) for done in ACTS]),
    ]
    if plan.reading.borders:
        lines.append(f"Borders of {len(plan.reading.borders)} districts")
    if plan.reading.left_out:
        left_out = ", ".join(f"{reason}: {number}" for reason, number in plan.reading.left_out.most_common())
        lines.append(f"Left out – {left_out}")
    if skipped := len({trouble.where for trouble in plan.reading.troubles}):
        lines.append(f"Skipped as wrong: {skipped}")
    return "\n".join(lines)


def _line(label: str, cells: tuple[str, ...] | list[str]) -> str:
    return f"{label:<22}" + "".join(f"{cell:>11}" for cell in cells)
