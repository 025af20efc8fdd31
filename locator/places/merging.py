"""Places of several sources made one list: doubles merged, roads stretched, keys given."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import product

from . import kinds
from .answer import Kind
from .entry import Entry, metres_between
from .normalise import fold_all

SAME_SPOT_M = 400
# A cell is wider than what counts as one spot, so that only neighbouring cells need to be looked at.
CELL_DEGREES = 0.006
LONGEST_ROAD_M = 12_000


def merge(spots: Iterable[Entry]) -> list[Entry]:
    """Make one of rows that two sources give for one spot: same name, a few steps apart.

    Of two the one of a street map stays, else the better ranked. A shipped road gives way to the line of a
    street map wherever in its district it stands.
    """
    ordered = sorted(spots, key=lambda spot: (not spot.from_map, spot.rank, spot.radius_m))
    kept: dict[tuple[str, int, int], list[Entry]] = defaultdict(list)
    lines: set[tuple[str, str]] = set()
    merged = []
    for folded, spot in zip(fold_all(spot.name for spot in ordered), ordered, strict=True):
        if spot.kind is Kind.ROAD and spot.line:
            lines.add((folded, spot.district))
        elif spot.kind is Kind.ROAD and (folded, spot.district) in lines:
            continue
        row, column = int(spot.point.latitude / CELL_DEGREES), int(spot.point.longitude / CELL_DEGREES)
        around = product((row - 1, row, row + 1), (column - 1, column, column + 1))
        others = (other for cell in around for other in kept.get((folded, *cell), ()))
        if all(metres_between(spot.point, other.point) > SAME_SPOT_M for other in others):
            kept[folded, row, column].append(spot)
            merged.append(spot)
    return _stretched(merged)


def _stretched(spots: list[Entry]) -> list[Entry]:
    """Give each road without a line a radius that reaches everything known to stand on it."""
    roads = {spot.name for spot in spots if spot.kind is Kind.ROAD and not spot.line}
    named: dict[str, list[Entry]] = defaultdict(list)
    for spot in spots:
        for end in range(2, min(len(spot.name), 7)):
            if spot.name[:end] in roads:
                named[spot.name[:end]].append(spot)
    return [
        replace(spot, radius_m=_radius_of_road(spot, named[spot.name])) if _is_point_of_road(spot) else spot
        for spot in spots
    ]


def _is_point_of_road(spot: Entry) -> bool:
    return spot.kind is Kind.ROAD and not spot.line


def _radius_of_road(road: Entry, named_after_it: Iterable[Entry]) -> int:
    along = (metres_between(road.point, other.point) for other in named_after_it)
    on_it = (round(metres) + 300 for metres in along if metres < LONGEST_ROAD_M)
    return max([road.radius_m, kinds.least_radius_of_road(road.name), *on_it])


def with_keys(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Give each public place a key that stays the same from build to build; doors get none."""
    entries = list(entries)
    plain = [
        f"{entry.district}-{folded}"
        for folded, entry in zip(fold_all(entry.name for entry in entries), entries, strict=True)
    ]
    times: dict[str, int] = defaultdict(int)
    for key in plain:
        times[key] += 1
    used = set()
    for key, entry in zip(plain, entries, strict=True):
        unique = key
        if entry.kind is Kind.ADDRESS:
            unique = ""
        elif times[key] > 1:
            # The source's own number tells namesakes apart; a compiled row has none but its kind.
            unique = f"{key}-{entry.key.replace('/', '') or entry.kind.value}"
            while unique in used:
                unique += "-2"
        used.add(unique)
        yield replace(entry, key=unique)
