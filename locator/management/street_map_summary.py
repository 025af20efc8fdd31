"""What an import of a street map would change, as lines for an operator."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from locator.places.street_maps.plan import ACTIONS, Plan
from locator.places.street_maps.reading import Reading

HEAD = ("kind", "district", *ACTIONS)


def summary(
    plan: Plan, reading: Reading, districts: Mapping[str, str], data_date: date | None
) -> Iterator[str]:
    """Yield a table by kind and district, the sums, what was left out by reason, and the date."""
    counted = plan.counted
    groups = sorted({(kind, district) for _, kind, district in counted})
    for kind, district in (HEAD[:2], *groups):
        numbers = ACTIONS if kind == HEAD[0] else [str(counted[a, kind, district]) for a in ACTIONS]
        cells = "".join(f"{number:>11}" for number in numbers)
        yield f"{kind:<10}{district:<9}{cells}  {districts.get(district, '')}".rstrip()
    yield ", ".join(f"{plan.total(action)} {action}" for action in ACTIONS) + "."
    if plan.borders or plan.borders_gone:
        yield f"{len(plan.borders)} borders of districts new or changed, {len(plan.borders_gone)} gone."
    for reason, count in sorted(reading.left_out.items()):
        if count:
            yield f"left out: {reason}: {count}"
    yield f"Date of the data: {data_date or 'not known'}."
