"""Reading a table of places and doors row by row; whatever is wrong is gathered, none of it hidden."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

from locator.places.borders import Box
from locator.places.datum import Datum
from locator.places.gazetteer import Gazetteer

from ..reading import DoorRow, PlaceRow, Progress, Reading, Trouble, UnreadableMapError
from . import doubles, headings
from .cells import Cells
from .rows import CUT_OFF, RowReader
from .text import Table, opened
from .whereabouts import Whereabouts

TELL_EVERY = 2_000


def read_table(path: Path, gazetteer: Gazetteer, box: Box | None, datum: Datum, tell: Progress) -> Reading:
    """Return the places and doors of a csv file; `datum` is that of rows that name none.

    Raises UnreadableMapError for a file that is no table, lacks a column, is empty or is of another city.
    """
    left_out: Counter[str] = Counter()
    where = Whereabouts(gazetteer, box, datum)
    gathered = _Gathered(RowReader(where, left_out), left_out)
    with opened(path) as table:
        read = gathered.take(table, lambda share: tell(f"Reading {path.name}", share))
    if not read:
        raise UnreadableMapError("The table has headings but no rows.")
    if where.located and where.outside == where.located:
        raise UnreadableMapError(
            f"All {where.outside} positions lie outside Dalian: this is the table of another city, or in "
            "another system than degrees. Nothing of it can be used."
        )
    tell("Looking for doubles", None)
    return Reading(
        places=doubles.places(gathered.places, gathered.cut, left_out),
        doors=doubles.doors(gathered.doors, left_out),
        troubles=gathered.troubles,
        left_out=left_out,
    )


class _Gathered:
    """What the rows of a table gave so far."""

    def __init__(self, reader: RowReader, left_out: Counter[str]) -> None:
        self._reader, self._left_out = reader, left_out
        self.places: list[PlaceRow] = []
        self.doors: list[DoorRow] = []
        self.cut: set[int] = set()
        self.troubles: list[Trouble] = []
        self._refs: dict[str, int] = {}

    def take(self, table: Table, tell: Callable[[float], None]) -> int:
        rows = table.rows()
        _, names = next(rows, (1, [""]))
        columns = headings.match(names)
        for unused in (name for at, name in enumerate(names) if name.strip() and at not in columns.values()):
            self._left_out[f"column “{unused.strip()[:30]}”, which is not known"] += 1
        count = 0
        for count, (number, row) in enumerate(rows, 1):
            self._take(number, Cells(columns, names, row), doors_alone="kind" not in columns)
            if count % TELL_EVERY == 0:
                tell(table.share_read)
        return count

    def _take(self, number: int, cells: Cells, *, doors_alone: bool) -> None:
        before = self._left_out[CUT_OFF]
        row = self._reader.read(cells, doors_alone)
        if row is not None and row.ref and not cells.wrong:
            first = self._refs.setdefault(row.ref, number)
            if first != number:
                cells.refuse("id", f"Row {first} has the same id: give each its own.")
        if cells.wrong:
            self.troubles += [Trouble(f"row {number}", column, message) for column, message in cells.wrong]
        elif isinstance(row, DoorRow):
            self.doors.append(row)
        elif row is not None:
            if self._left_out[CUT_OFF] > before:
                self.cut.add(len(self.places))
            self.places.append(row)
