"""A table as it was read: headings, rows with their true numbers, and what could not be read."""

from __future__ import annotations

from dataclasses import dataclass, field

# A catalogue of a whole province fits; what is larger is some other file.
MOST_BYTES = 5 * 1024 * 1024
MOST_ROWS = 20_000
MOST_COLUMNS = 300


@dataclass(frozen=True, slots=True)
class RowError:
    """What is wrong in one cell and what to do; row 0 is the file as a whole, row 1 its headings."""

    row: int
    column: str
    value: str
    message: str


def file_error(message: str, value: str = "") -> RowError:
    """Return what is wrong with a file as a whole."""
    return RowError(0, "", value, message)


@dataclass(frozen=True, slots=True)
class Row:
    """One row below the headings; a cell is None where an error already says that it cannot be read."""

    number: int
    cells: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The table of a file; without headings nothing of it could be read, and ``errors`` says why."""

    headings: tuple[str, ...] = ()
    rows: list[Row] = field(default_factory=list)
    errors: tuple[RowError, ...] = ()

    @classmethod
    def unreadable(cls, message: str, value: str = "") -> Sheet:
        return cls(errors=(file_error(message, value),))
