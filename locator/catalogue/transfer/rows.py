"""From the cells of a row to the values that it gives, with every error of the row."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from locator.catalogue.rules import tidy
from locator.places.datum import Datum, to_point

from .cells import UnreadableCellError
from .columns import BY_KEY, OF_FACT
from .sheet import RowError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .column import Column
    from .sheet import Row, Sheet

SHOWN = 60
# A conversion writes more figures than anybody measured; the datum asked twice gives the same point.
DECIMALS = 6


@dataclass(slots=True)
class ReadRow:
    """What one row says: values by fact and key, the cells as they stood, and its errors."""

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)
    errors: list[RowError] = field(default_factory=list)
    # The keys of columns of which nobody can tell what they say here: what follows from them is not said.
    unclear: set[str] = field(default_factory=set)

    @property
    def unknown(self) -> set[str]:
        """The facts of which the row says something that is not clear."""
        return {fact for key in self.unclear for fact in (BY_KEY[key].facts or (key,))}

    def refuse(self, key: str, message: str, headings: dict[str, str]) -> None:
        """Note what is wrong under the heading that the file has for a column, or the table's own."""
        heading = headings.get(key) or (BY_KEY[key].zh if key in BY_KEY else "")
        self.errors.append(RowError(self.number, heading, self.cells.get(key, "")[:SHOWN], message))


class RowReader:
    """Reads the rows of one file; each different cell of a column is read once."""

    def __init__(self, sheet: Sheet, columns: Sequence[Column | None], datum: Datum | None) -> None:
        self.sheet = sheet
        self.columns = columns
        self.datum = datum
        self.headings = {
            column.key: heading
            for column, heading in zip(columns, sheet.headings, strict=True)
            if column is not None
        }
        self._read: dict[tuple[str, str], dict[str, Any] | UnreadableCellError] = {}

    def heading_of(self, fact: str) -> str:
        """Return the key of the column that holds a fact; rows complain under its heading."""
        return OF_FACT[fact].key if fact in OF_FACT else fact

    def rows(self) -> Iterator[ReadRow]:
        for row in self.sheet.rows:
            yield self._row(row)

    def _row(self, row: Row) -> ReadRow:
        found = ReadRow(row.number)
        for column, cell in zip(self.columns, row.cells, strict=True):
            if column is None:
                continue  # that is an error already
            if cell is None:
                found.unclear.add(column.key)  # and so is that
                continue
            found.cells[column.key] = cell
            if not cell and column.must:
                self._empty(found, column)
                continue
            said = self._cell(column, cell)
            if isinstance(said, UnreadableCellError):
                found.unclear.add(column.key)
                for message in said.messages:
                    found.refuse(column.key, message, self.headings)
            else:
                found.values |= said
        self._position(found)
        return found

    def _empty(self, found: ReadRow, column: Column) -> None:
        # Which position it is follows from the coordinates; all else has to be said.
        if column.key in {"position_source", "position_verified"}:
            return
        found.unclear.add(column.key)
        found.refuse(column.key, _("This cell must not be empty."), self.headings)

    def _cell(self, column: Column, cell: str) -> dict[str, Any] | UnreadableCellError:
        known = self._read.get((column.key, cell))
        if known is None:
            try:
                said = column.read(cell)
                known = {name: tidy(value) if name in column.facts else value for name, value in said.items()}
            except UnreadableCellError as error:
                known = error
            self._read[column.key, cell] = known
        return known

    def _position(self, found: ReadRow) -> None:
        """Convert the coordinates of a row to WGS-84."""
        datum = found.values.pop("datum", None) or self.datum
        latitude, longitude = found.values.get("latitude"), found.values.get("longitude")
        if latitude is None or longitude is None:
            return
        if "datum" in found.unclear:
            found.unclear |= {"latitude", "longitude"}
            return
        if abs(latitude) > 90:
            found.unclear |= {"latitude", "longitude"}
            found.refuse(
                "latitude", _("Latitude and longitude look exchanged: latitude is about 39."), self.headings
            )
            return
        if datum is None:
            found.unclear |= {"latitude", "longitude"}
            key = "datum" if "datum" in self.headings else "longitude"
            found.refuse(
                key, _("Say from which map the coordinates are: WGS-84, GCJ-02 or BD-09."), self.headings
            )
            return
        if datum is not Datum.WGS84:
            point = to_point(latitude, longitude, datum)
            found.values["latitude"] = round(point.latitude, DECIMALS)
            found.values["longitude"] = round(point.longitude, DECIMALS)
