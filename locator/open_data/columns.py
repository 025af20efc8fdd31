"""The columns of the open tables: what each is called, what it means, and where it comes from."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.utils.functional import Promise

from locator.catalogue.transfer.armour import for_csv, for_xlsx

Row = TypeVar("Row")
Value = bool | int | float | str | tuple[str, ...] | None

# Neither XML nor a spreadsheet can hold them.
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
BETWEEN = "; "


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column; ``meaning`` is translated, the name is the same in every language."""

    name: str
    meaning: Promise | str
    value: Callable[[Row], Value]

    def plain(self, row: Row) -> Any:
        """Return the value as JSON holds it."""
        value = self.value(row)
        if isinstance(value, tuple):
            return [clean(part) for part in value]
        return clean(value) if isinstance(value, str) else value

    def csv_cell(self, row: Row) -> str:
        """Return the value as text that no spreadsheet takes for a formula."""
        return for_csv(as_text(self.plain(row)))

    def xlsx_cell(self, row: Row) -> str | float | int:
        """Return the value as a spreadsheet's cell: numbers stay numbers."""
        value = self.plain(row)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return value
        return for_xlsx(as_text(value))


def clean(text: str) -> str:
    """Take out what no file can hold."""
    return CONTROLS.sub("", text)


def as_text(value: Any) -> str:
    """Write a value as a cell: nothing where it is not known."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return BETWEEN.join(value) if isinstance(value, list) else str(value)
