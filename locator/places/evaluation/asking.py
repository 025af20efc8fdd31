"""Asking for every address of a table, each in a gazetteer that does not know what it leaves out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from locator.models import Point

from ..answer import NotFound, Origin, WhichPlace
from ..entry import metres_between
from ..gazetteer import Gazetteer
from ..normalise import fold
from ..resolve import resolve
from .table import Asked

# Each gazetteer leaves out the rows of one share, so that its making is paid for a few times only.
SHARES = 4
SAME_SPOT_M = 1_500


@dataclass(frozen=True, slots=True)
class Answered:
    """A row and what was answered; ``error_m`` is the distance from the true spot, None without an origin."""

    asked: Asked
    answer: Origin | WhichPlace | NotFound

    @property
    def error_m(self) -> float | None:
        return metres_between(self.origin.point, self.asked.point) if self.origin else None

    @property
    def origin(self) -> Origin | None:
        return self.answer if isinstance(self.answer, Origin) else None

    @property
    def holds(self) -> bool:
        """Whether the true spot lies within the radius that the answer states."""
        return self.origin is not None and _holds(self.origin, self.asked)

    @property
    def offers(self) -> bool:
        """Whether one of the places of a question holds the true spot."""
        places = self.answer.candidates if isinstance(self.answer, WhichPlace) else ()
        return any(_holds(place, self.asked) for place in places)

    @property
    def in_another_district(self) -> bool:
        """Whether the answer leaves the district that was named, and does not say so."""
        if self.origin is None or not self.asked.district or self.origin.district == self.asked.district:
            return False
        return all(remark.code != "district-differs" for remark in self.origin.remarks)


class HoldingOut:
    """Makes gazetteers that do not know the places and doors that rows leave out.

    A name is left out where the row has it, from whichever source and under whichever of its names.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._entries: dict[str, set[int]] = defaultdict(set)
        self._doors: dict[str, set[int]] = defaultdict(set)
        for number, entry in enumerate(gazetteer.entries):
            for name in (entry.name, *entry.aliases):
                self._entries[fold(name)].add(number)
        for number, door in enumerate(gazetteer.given_doors):
            self._doors[f"{door.street}{door.text}号"].add(number)

    def without(self, rows: Iterable[Asked]) -> Gazetteer:
        """Return the gazetteer as it would be if nobody had entered what these rows leave out."""
        gone = [self._gone(row) for row in rows]
        entries = set().union(*(one for one, _ in gone))
        doors = set().union(*(other for _, other in gone))
        return Gazetteer.of(
            [entry for number, entry in enumerate(self._gazetteer.entries) if number not in entries],
            self._gazetteer.names.readings,
            [door for number, door in enumerate(self._gazetteer.given_doors) if number not in doors],
        )

    def knows_nothing_of(self, row: Asked) -> bool:
        """Tell whether a row names something to leave out that is not known anyway."""
        return bool(row.without) and not any(self._gone(row))

    def _gone(self, row: Asked) -> tuple[set[int], set[int]]:
        entries, doors = self._gazetteer.entries, self._gazetteer.given_doors
        names = [fold(name) for name in row.without]
        return (
            {at for name in names for at in self._entries.get(name, ()) if _near(entries[at].point, row)},
            {at for name in names for at in self._doors.get(name, ()) if _near(doors[at].point, row)},
        )


def ask_all(rows: Iterable[Asked], gazetteer: Gazetteer, shares: int = SHARES) -> list[Answered]:
    """Return the answers in the order of the rows."""
    rows = list(rows)
    held_out = sorted((row for row in rows if row.without), key=lambda row: (row.without, row.row))
    holding_out = HoldingOut(gazetteer)
    answered = [_ask(row, gazetteer) for row in rows if not row.without]
    # Namesakes and the doors of one road go to different shares: each is asked for with the others known.
    for group in filter(None, (held_out[start::shares] for start in range(shares))):
        rest = holding_out.without(group)
        answered += [_ask(row, rest) for row in group]
    return sorted(answered, key=lambda each: each.asked.row)


def _ask(row: Asked, gazetteer: Gazetteer) -> Answered:
    return Answered(row, resolve(row.address, gazetteer, row.district or None))


def _near(point: Point, row: Asked) -> bool:
    return metres_between(point, row.point) <= SAME_SPOT_M


def _holds(origin: Origin, asked: Asked) -> bool:
    return metres_between(origin.point, asked.point) <= origin.radius_m + asked.exact_to_m
