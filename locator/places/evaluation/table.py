"""The table of an evaluation: addresses and where they truly are, every bad row named."""

from __future__ import annotations

import csv
from collections.abc import Container, Iterator
from dataclasses import dataclass

from locator.models import Point

from ..datum import Datum, to_point
from ..normalise import complaint

NEEDED = ("address", "latitude", "longitude")
# Dalian with some sea around it: outside, the columns are swapped or the table is of another city.
SOUTH, NORTH, WEST, EAST = 38.3, 40.6, 120.4, 124.2


@dataclass(frozen=True, slots=True)
class Asked:
    """One row: what is asked, the true spot, and what must not be known when it is asked.

    ``district`` is the code of the district that the address names; ``without`` lists names of places and
    doors; ``exact_to_m`` says how far the position itself may be off.
    """

    row: int
    address: str
    point: Point
    district: str = ""
    without: tuple[str, ...] = ()
    exact_to_m: int = 0


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with a table: row 1 is that of the names of the columns."""

    row: int
    column: str
    message: str

    def __str__(self) -> str:
        return f"row {self.row} | {self.column} | {self.message}"


class BadTableError(ValueError):
    """A table that cannot be evaluated, with all its troubles."""

    def __init__(self, troubles: list[Trouble]) -> None:
        super().__init__("\n".join(map(str, troubles)))
        self.troubles = troubles


def read(content: bytes, districts: Container[str], datum: Datum = Datum.WGS84) -> list[Asked]:
    """Return the rows of a CSV table in UTF-8 or GB18030; raises BadTableError that names every bad one.

    `datum` holds for the rows that name none.
    """
    reader = csv.DictReader(_text(content).splitlines(), strict=True)
    columns = [column.strip() for column in _names(reader)]
    reader.fieldnames = columns
    if missing := [column for column in NEEDED if column not in columns]:
        raise BadTableError([Trouble(1, column, "This column is missing.") for column in missing])
    asked: list[Asked] = []
    troubles: list[Trouble] = []
    try:
        for number, fields in enumerate(reader, 2):
            found = list(_troubles(number, fields, districts))
            troubles += found
            if not found:
                asked += _asked(number, fields, datum, troubles)
    except csv.Error as error:
        raise BadTableError(
            [*troubles, Trouble(reader.line_num, "", f"Not a CSV table: {error}.")]
        ) from error
    if not asked and not troubles:
        troubles.append(Trouble(2, "address", "There are no rows."))
    if troubles:
        raise BadTableError(troubles)
    return asked


def _text(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadTableError([Trouble(1, "", "The file is neither in UTF-8 nor in GB18030.")])


def _names(reader: csv.DictReader[str]) -> list[str]:
    try:
        return list(reader.fieldnames or [])
    except csv.Error as error:
        raise BadTableError([Trouble(1, "", f"Not a CSV table: {error}.")]) from error


def _troubles(number: int, fields: dict[str, str], districts: Container[str]) -> Iterator[Trouble]:
    if None in fields or None in fields.values():
        yield Trouble(number, "", "Too few or too many fields.")
        return
    if reason := complaint(fields["address"]):
        yield Trouble(number, "address", f"Cannot be looked up: {reason}.")
    for column in ("latitude", "longitude"):
        try:
            float(fields[column])
        except ValueError:
            yield Trouble(number, column, "Not a number of degrees.")
    name = _field(fields, "datum")
    if name and name not in {datum.value for datum in Datum}:
        yield Trouble(number, "datum", f"Not one of {', '.join(datum.value for datum in Datum)}.")
    district = _field(fields, "district")
    if district and district not in districts:
        yield Trouble(number, "district", "Not the six digits of a district of Dalian.")
    metres = _field(fields, "exact_to_m")
    if metres and not (metres.isdecimal() and len(metres) < 6):
        yield Trouble(number, "exact_to_m", "Not whole metres.")


def _asked(number: int, fields: dict[str, str], datum: Datum, troubles: list[Trouble]) -> list[Asked]:
    latitude, longitude = float(fields["latitude"]), float(fields["longitude"])
    try:
        point = to_point(latitude, longitude, Datum(_field(fields, "datum") or datum))
    except ValueError:
        point = None
    if point is None or not (SOUTH < point.latitude < NORTH and WEST < point.longitude < EAST):
        message = "Not in or near Dalian: look whether latitude and longitude are swapped."
        troubles.append(Trouble(number, "latitude, longitude", message))
        return []
    without = tuple(name.strip() for name in _field(fields, "without").split("|") if name.strip())
    exact_to = int(_field(fields, "exact_to_m") or 0)
    return [Asked(number, fields["address"].strip(), point, _field(fields, "district"), without, exact_to)]


def _field(fields: dict[str, str], column: str) -> str:
    return (fields.get(column) or "").strip()
