"""Waiting for the database no longer than a search can, where others may hold a lock for long."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

MILLISECONDS = 500
# How each database is asked for its patience, and told of another.
ASK = {"sqlite": "PRAGMA busy_timeout", "postgresql": "SHOW lock_timeout"}
TELL = {"sqlite": "PRAGMA busy_timeout = {}", "postgresql": "SET lock_timeout = '{}'"}


@contextmanager
def impatient() -> Iterator[None]:
    """Let what follows wait for a lock for a moment only; raises DatabaseError where it is not had.

    What is written there is worth nothing to the person who searches: an answer kept, a question counted.
    """
    with connection.cursor() as cursor:
        cursor.execute(ASK[connection.vendor])
        patience = str(cursor.fetchone()[0])
    _tell(str(MILLISECONDS))
    try:
        yield
    finally:
        _tell(patience)


def _tell(patience: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(TELL[connection.vendor].format(patience))
