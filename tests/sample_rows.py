"""Loads the sample as it was loaded first, row by row: reading and checking its tables takes half a second.

The first test of a process loads it by the real function; what that has written is copied for the others.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction

from locator.catalogue.sample import load_sample
from locator.models import Bank, HoursException, Offer, Outlet

WRITTEN = [
    model
    for base in (Bank, Outlet, Offer, HoursException)
    for model in (base, apps.get_model("locator", f"Historical{base.__name__}"))
]
_kept: dict[date, dict[str, Any]] = {}


def load(*, today: date) -> None:
    """Have the sample of a day, beside what there is already."""
    # What is kept is the sample alone, with numbers that begin at one.
    if filled(model._meta.db_table for model in WRITTEN):
        load_sample(today=today)
        return
    if today not in _kept:
        load_sample(today=today)
        _kept[today] = {model._meta.db_table: read(model._meta.db_table) for model in WRITTEN}
        return
    with transaction.atomic():
        for table, rows in _kept[today].items():
            write(table, rows)
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), WRITTEN):
                cursor.execute(statement)


def filled(tables: Iterable[str]) -> list[str]:
    """Return those of some tables that hold a row."""
    some = (f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {table})" for table in tables)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(some))
        return [table for (table,) in cursor.fetchall()]


def read(table: str) -> Any:
    """Return the rows of a table as ``write`` takes them."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} TO STDOUT") as copy:
                return b"".join(bytes(part) for part in copy)
        return cursor.execute(f"SELECT * FROM {table}").fetchall()


def write(table: str, rows: Any) -> None:
    """Add rows to a table as they were read."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                copy.write(rows)
        elif rows:
            holes = ", ".join("%s" for _cell in rows[0])
            cursor.executemany(f"INSERT INTO {table} VALUES ({holes})", rows)
