"""Reading the tables that ship with the project."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path


class TableError(ValueError):
    """Names the table, the line and what is wrong with it."""

    def __init__(self, table: str, line: int, what: str) -> None:
        super().__init__(f"{table}, line {line}: {what}")


def read_rows(path: Path, columns: Collection[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the line number and the cells of each row, without spaces around them.

    Raises TableError if the table cannot be read, or a column or a cell is missing or one too many.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines, strict=True)
            missing = [column for column in columns if column not in (reader.fieldnames or ())]
            if missing:
                raise TableError(path.name, 1, f"the column {', '.join(missing)} is missing")
            for row in reader:
                # The reader puts cells beyond the header under None, and None into cells that are missing.
                if None in row or None in row.values():
                    raise TableError(path.name, reader.line_num, "the row has too many or too few cells")
                yield reader.line_num, {column: row[column].strip() for column in columns}
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise TableError(path.name, 1, f"the table cannot be read: {error}") from error
