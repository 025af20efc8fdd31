"""Migrated databases that are not migrated anew: seconds of each migration go into drawing up old models."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, ClassVar

from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def copied(path: Path) -> None:
    """Have the tables of the tests' own database in a file, without what is not committed yet.

    Where that one is no SQLite there will be no file, and whoever opens it migrates.
    """
    if connection.vendor == "sqlite":
        with (
            closing(sqlite3.connect(connection.settings_dict["NAME"])) as own,
            closing(sqlite3.connect(path)) as copy,
        ):
            own.backup(copy)


class Repeating(MigrationExecutor):
    """Migrates the first database of a kind, and has the others execute what that one has executed."""

    executed: ClassVar[dict[str, list[tuple[str, Any, bool]]]] = {}

    def migrate(self, *given: Any, **named: Any) -> Any:
        vendor = self.connection.vendor
        if vendor in self.executed:
            return self._repeat(self.executed[vendor])
        statements: list[tuple[str, Any, bool]] = []

        def written_down(execute: Any, statement: str, values: Any, many: bool, context: Any) -> Any:
            statements.append((statement, values, many))
            return execute(statement, values, many, context)

        with self.connection.execute_wrapper(written_down):
            state = super().migrate(*given, **named)
        self.executed[vendor] = statements
        return state

    def _repeat(self, statements: list[tuple[str, Any, bool]]) -> None:
        with self.connection.cursor() as cursor:
            for statement, values, many in statements:
                (cursor.executemany if many else cursor.execute)(statement, values)
