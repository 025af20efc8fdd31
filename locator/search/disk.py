"""The copy of the catalogue on disk, for a worker that starts while the database is away."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .rows import TABLES, Rows

# The columns belong to the format: a copy that an older release wrote is as good as none.
FORMAT = {"version": 1, "columns": {name: list(row._fields) for name, (_, row, _) in TABLES.items()}}

ROWS_AT_ONCE = 1000


class NoCopy(Exception):  # noqa: N818 - named for what it says
    """There is no copy that can be used, and why."""


def write_copy(path: Path, rows: Rows) -> None:
    """Write the copy so that a reader sees the old one or the new one, never half of it.

    Only its owner may read it. Raises OSError where it cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # made with mode 0600
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.writelines(_pieces({"format": FORMAT, **rows._asdict()}))
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _pieces(held: dict[str, Any]) -> Iterator[str]:
    """Yield the text of an object, a part of a list at a time.

    Written at once the text of a nation's outlets would lie in memory beside them; written value by value,
    as the library does for a file, it takes several times as long.
    """
    before = "{"
    for name, value in held.items():
        yield f"{before}{_text(name)}:"
        if isinstance(value, list):
            yield "["
            for start in range(0, len(value), ROWS_AT_ONCE):
                yield f"{',' * bool(start)}{_text(value[start : start + ROWS_AT_ONCE])[1:-1]}"
            yield "]"
        else:
            yield _text(value)
        before = ","
    yield "}"


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def read_copy(path: Path) -> Rows:
    """Read the copy, or raise NoCopy with the reason."""
    try:
        held: dict[str, Any] = json.loads(path.read_bytes())
        if held.pop("format") != FORMAT:
            raise NoCopy("it is of another format")
        for name, (_, row, _) in TABLES.items():
            held[name] = [row(*line) for line in held[name]]
        return Rows(**held)
    except OSError as error:
        raise NoCopy(error.strerror or "it cannot be read") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise NoCopy("it is damaged") from error
