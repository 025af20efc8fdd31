"""How long a statement may wait for a lock that another connection holds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.db import Error, connection, transaction


@contextmanager
def waiting_at_most(seconds: float) -> Iterator[None]:
    """Fail with a database's Error rather than wait longer for a lock; raises Error at once without one.

    SQLite has one lock for the whole file, and a page may otherwise wait for it far longer than anybody
    waits for a page.
    """
    # PostgreSQL takes nothing for for ever.
    milliseconds = max(1, round(1000 * seconds))
    bound = _bound_of_transaction if connection.vendor == "postgresql" else _bound_of_connection
    with bound(milliseconds):
        yield


@contextmanager
def _bound_of_transaction(milliseconds: int) -> Iterator[None]:
    """Bound the waiting of one transaction: a pooler gives the connection to somebody else after it."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        before = cursor.fetchone()[0]
        cursor.execute(f"SET LOCAL lock_timeout = '{milliseconds}'")
        yield
        # There may be another transaction around it.
        cursor.execute(f"SET LOCAL lock_timeout = '{before}'")


@contextmanager
def _bound_of_connection(milliseconds: int) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        before = cursor.fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout = {milliseconds}")
    try:
        yield
    finally:
        # A connection that is broken by now takes its settings with it.
        with suppress(Error), connection.cursor() as cursor:
            cursor.execute(f"PRAGMA busy_timeout = {before}")
