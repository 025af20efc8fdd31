"""What the answers to a table amount to: shares, errors and the worst of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from statistics import median, quantiles
from typing import Any

from ..answer import NotFound, Precision, WhichPlace
from .asking import Answered

ROAD_OR_BETTER = frozenset({Precision.EXACT, Precision.DOOR, Precision.LANDMARK, Precision.ROAD})
WORST = 10


@dataclass(frozen=True, slots=True)
class Errors:
    """How far a number of answers lie from the true spots, in metres."""

    count: int
    median_m: int
    ninetieth_m: int
    within_radius: float
    median_radius_m: int


@dataclass(frozen=True, slots=True)
class Bad:
    """One of the worst answers."""

    row: int
    address: str
    label: str
    error_m: int
    radius_m: int


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one evaluation; shares are of all rows unless the name says otherwise."""

    rows: int
    answered: int
    questions: int
    questions_with_the_place: int
    not_found: int
    road_or_better: float
    another_district: int
    overall: Errors | None
    by_precision: dict[str, Errors]
    worst: list[Bad]

    def plain(self) -> dict[str, Any]:
        """Return the figures as JSON has them."""
        return asdict(self)


def measure(answered: Sequence[Answered]) -> Figures:
    """Return the figures of answers; raises ValueError where there are none."""
    if not answered:
        raise ValueError("There is nothing to measure")
    origins = [each for each in answered if each.origin]
    by_precision = {
        precision.value: [each for each in origins if each.origin and each.origin.precision is precision]
        for precision in Precision
    }
    fine = sum(1 for each in origins if each.origin and each.origin.precision in ROAD_OR_BETTER)
    return Figures(
        rows=len(answered),
        answered=len(origins),
        questions=sum(isinstance(each.answer, WhichPlace) for each in answered),
        questions_with_the_place=sum(each.offers for each in answered),
        not_found=sum(isinstance(each.answer, NotFound) for each in answered),
        road_or_better=fine / len(answered),
        another_district=sum(each.in_another_district for each in answered),
        overall=_errors(origins),
        by_precision={name: found for name, group in by_precision.items() if (found := _errors(group))},
        worst=_worst(origins),
    )


def _errors(group: Sequence[Answered]) -> Errors | None:
    errors = [each.error_m for each in group if each.error_m is not None]
    if not errors:
        return None
    return Errors(
        count=len(errors),
        median_m=round(median(errors)),
        ninetieth_m=round(quantiles(errors, n=10, method="inclusive")[-1] if len(errors) > 1 else errors[0]),
        within_radius=sum(each.holds for each in group) / len(group),
        median_radius_m=round(median(each.origin.radius_m for each in group if each.origin)),
    )


def _worst(origins: Sequence[Answered]) -> list[Bad]:
    rows = [
        Bad(each.asked.row, each.asked.address, each.origin.label, round(each.error_m), each.origin.radius_m)
        for each in origins
        if each.origin and each.error_m is not None
    ]
    return sorted(rows, key=lambda bad: (-bad.error_m, bad.row))[:WORST]
