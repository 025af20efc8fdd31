"""References for rows that bring none, and one row where a table has the same thing twice."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from locator.models import Point
from locator.places.entry import metres_between
from locator.places.normalise import fold_all

from ..reading import DoorRow, PlaceRow
from ..refs import shortened

Row = TypeVar("Row", PlaceRow, DoorRow)
SAME_ESTATE_M, SAME_DOOR_M, SAME_SPOT_M = 1_000, 150, 1
LONGEST_IN_REF = 40


def places(rows: Sequence[PlaceRow], cut: set[int], left_out: Counter[str]) -> list[PlaceRow]:
    """Return places with references; `cut` are the rows that lost a building, of which one stays."""
    names = fold_all(row.name for row in rows)
    keys = [(row.kind, row.district, name) for row, name in zip(rows, names, strict=True)]
    kept = _kept(rows, keys, cut, lambda n: SAME_ESTATE_M if n in cut else SAME_SPOT_M, left_out)
    return _with_refs(rows, kept, lambda key: f"{key[0]}/{key[1]}/{shortened(key[2], LONGEST_IN_REF)}")


def doors(rows: Sequence[DoorRow], left_out: Counter[str]) -> list[DoorRow]:
    """Return doors with references, one for each number of a street within 150 m."""
    streets, numbers = fold_all(row.street for row in rows), fold_all(row.number for row in rows)
    keys = [
        ("door", row.district, street, number)
        for row, street, number in zip(rows, streets, numbers, strict=True)
    ]
    kept = _kept(rows, keys, set(), lambda _: SAME_DOOR_M, left_out)
    return _with_refs(rows, kept, lambda key: f"door/{key[1]}/{shortened(key[2], LONGEST_IN_REF)}/{key[3]}")


def _kept(
    rows: Sequence[Row],
    keys: Sequence[tuple[str, ...]],
    cut: set[int],
    same_within: Callable[[int], float],
    left_out: Counter[str],
) -> dict[tuple[str, ...], list[int]]:
    """Return the rows to keep by what they are called, in an order that does not hang on the file's."""
    together: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, key in enumerate(keys):
        together[key].append(number)
    kept: dict[tuple[str, ...], list[int]] = {}
    for key, numbers in together.items():
        some: list[int] = []
        for n in sorted(
            numbers, key=lambda n: (n in cut, not rows[n].ref, rows[n].latitude, rows[n].longitude)
        ):
            if any(_metres(rows[n], rows[other]) <= same_within(n) for other in some):
                left_out["the same again"] += 1
            else:
                some.append(n)
        kept[key] = some
    return kept


def _with_refs(
    rows: Sequence[Row],
    kept: dict[tuple[str, ...], list[int]],
    written: Callable[[tuple[str, ...]], str],
) -> list[Row]:
    taken: set[Hashable] = {row.ref for row in rows if row.ref}
    found: dict[int, Row] = {}
    for key, numbers in kept.items():
        free = _refs(written(key), taken)
        for n in numbers:
            found[n] = rows[n] if rows[n].ref else replace(rows[n], ref=next(free))
    return [found[n] for n in sorted(found)]


def _refs(base: str, taken: set[Hashable]) -> Iterator[str]:
    counter = 1
    while True:
        ref = base if counter == 1 else f"{base}/{counter}"
        counter += 1
        if ref not in taken:
            yield ref


def _metres(one: PlaceRow | DoorRow, other: PlaceRow | DoorRow) -> float:
    return metres_between(Point(one.latitude, one.longitude), Point(other.latitude, other.longitude))
