"""How long a statement may wait for a lock that another connection holds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.db import Error, connection

_HELD = {
    "sqlite": ("PRAGMA busy_timeout", "PRAGMA busy_timeout = {}"),
    "postgresql": ("SHOW lock_timeout", "SET lock_timeout = '{}'"),
}


@contextmanager
def waiting_at_most(seconds: float) -> Iterator[None]:
    """Fail with a database's Error rather than wait longer for a lock; raises Error at once without one.

    SQLite has one lock for the whole file, and a page may otherwise wait for it far longer than anybody
    waits for a page.
    """
    ask, tell = _HELD[connection.vendor]
    # PostgreSQL takes nothing for for ever.
    milliseconds = max(1, round(1000 * seconds))
    with connection.cursor() as cursor:
        cursor.execute(ask)
        before = cursor.fetchone()[0]
        cursor.execute(tell.format(milliseconds))
    try:
        yield
    finally:
        # A connection that is broken by now takes its settings with it.
        with suppress(Error), connection.cursor() as cursor:
            cursor.execute(tell.format(before))
