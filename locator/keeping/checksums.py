"""One sum for each table, the same on both databases where the rows are the same.

A row is written down from the values as Django reads them, so that neither database's way of keeping a time
or a document of JSON matters, and hashed. The hashes are added up: databases sort text each in their own way,
and a sum asks for no order and no memory.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time
from decimal import Context, Decimal
from hashlib import sha256
from typing import Any, NamedTuple
from uuid import UUID

from django.db import models

from .tables import Model, columns, tables

ROWS_AT_ONCE = 2_000
# PostgreSQL writes each number of a document out in full: the largest float has 309 digits.
EXACT = Context(prec=2_000)


class Sum(NamedTuple):
    """How many rows a table has, and the sum of their hashes."""

    rows: int
    sum: str


def sums(alias: str, said: Callable[[str], None] = lambda _table: None) -> dict[str, Sum]:
    """Return the sum of every table of a database, in a fixed order; ``said`` hears of each table."""
    told = {}
    for model in tables(alias):
        said(model._meta.db_table)
        told[model._meta.db_table] = sum_of(model, alias)
    return told


def sum_of(model: Model, alias: str) -> Sum:
    """Return the sum of one table, read a few rows at a time."""
    fields = columns(model)
    rows = model._base_manager.using(alias).order_by().values_list(*(field.attname for field in fields))
    documents = [isinstance(field, models.JSONField) for field in fields]
    return added_up(
        [
            _document(value) if is_document else value
            for value, is_document in zip(row, documents, strict=True)
        ]
        for row in rows.iterator(chunk_size=ROWS_AT_ONCE)
    )


def added_up(rows: Iterable[Iterable[Any]]) -> Sum:
    """Return the sum of rows in whatever order they come."""
    count = total = 0
    for row in rows:
        count += 1
        total += int.from_bytes(sha256(b"".join(map(_cell, row))).digest(), "big")
    return Sum(count, f"{total % 2**256:064x}")


def _cell(value: Any) -> bytes:
    """Return a value with its kind and length before it, so that no two rows are written down alike."""
    kind, content = _plain(value)
    return kind + len(content).to_bytes(8, "big") + content


def _plain(value: Any) -> tuple[bytes, bytes]:
    if value is None:
        return b"0", b""
    if isinstance(value, bool):
        return b"b", b"1" if value else b"0"
    if isinstance(value, int | float | Decimal):
        return b"n", _number(value).encode()
    if isinstance(value, bytes | bytearray | memoryview):
        return b"x", bytes(value)
    if isinstance(value, datetime):
        # The same moment, whichever zone it was said in.
        return b"t", (value.astimezone(UTC) if value.tzinfo else value).isoformat().encode()
    if isinstance(value, date | time):
        return b"d", value.isoformat().encode()
    if isinstance(value, UUID):
        return b"u", value.bytes
    if isinstance(value, str):
        return b"s", value.encode("utf-8", "surrogatepass")
    raise TypeError(f"No checksum is known for values of {type(value).__name__}.")


def _number(value: float | Decimal) -> str:
    """Return a number so that 1, 1.0 and 1e0 are the same: a document keeps the one or the other."""
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    return "0" if exact == 0 else str(EXACT.normalize(exact)) if exact.is_finite() else str(exact)


def _document(value: Any) -> str | None:
    return None if value is None else json.dumps(_ordered(value), ensure_ascii=False, separators=(",", ":"))


def _ordered(value: Any) -> Any:
    """Return a document with its keys in order and each number as text that no other value has."""
    if isinstance(value, dict):
        return {"{": [[str(key), _ordered(value[key])] for key in sorted(value, key=str)]}
    if isinstance(value, list | tuple):
        return [_ordered(each) for each in value]
    if isinstance(value, int | float) and not isinstance(value, bool):
        return {"n": _number(value)}
    return value
