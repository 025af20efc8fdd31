"""Leaves the database as it was migrated after a test that commits, and empties only what holds something.

Django empties all sixty tables, which on PostgreSQL makes new files for each and its indexes, and then
lays down every permission again.
"""

from __future__ import annotations

import time
from typing import Any

from django.db import connection, transaction
from django.test import TransactionTestCase

from locator.models import CatalogueVersion
from tests.sample_rows import filled, read, write

# Nothing in a test changes these.
CONSTANT = {"django_content_type", "auth_permission", "django_migrations"}
_migrated: dict[str, Any] = {}


def begin() -> None:
    """Remember what the migrations left, and have it put back after each test that commits."""
    _migrated.clear()
    _migrated.update(rows())
    TransactionTestCase._fixture_teardown = lambda self: empty()  # type: ignore[method-assign]


def empty() -> None:
    """Leave what the migrations left."""
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
        else:
            cursor.execute("PRAGMA defer_foreign_keys = ON")
        quoted = connection.ops.quote_name
        for table in _filled():
            cursor.execute(f"DELETE FROM {quoted(table)}")
        for table, found in _migrated.items():
            write(table, found)
    # As after a flush: a database emptied and filled again never repeats a number.
    CatalogueVersion.objects.update(number=time.time_ns())


def rows() -> dict[str, Any]:
    """Return all that is there, by table."""
    return {table: read(table) for table in _filled()}


def _filled() -> list[str]:
    return filled(sorted(set(connection.introspection.django_table_names(only_existing=True)) - CONSTANT))
