"""The database of these tests, put back as it was: to copy its pages is quicker than to empty and fill it."""

from __future__ import annotations

import sqlite3
from datetime import date

from django.db import connection

from tests import sample_rows


class Kept:
    """Copies of the database: as it was found, and with the sample catalogue of a day."""

    def __init__(self) -> None:
        self._found = self._copy()
        self._with_sample: dict[date, sqlite3.Connection] = {}

    def sample(self, today: date) -> None:
        """Have nothing in the database but the sample of a day."""
        if today in self._with_sample:
            self._write(self._with_sample[today])
            return
        self.as_found()
        sample_rows.load(today=today)
        self._with_sample[today] = self._copy()

    def as_found(self) -> None:
        """Leave the database to other tests as they left it."""
        self._write(self._found)

    def close(self) -> None:
        for copy in (self._found, *self._with_sample.values()):
            copy.close()

    def _copy(self) -> sqlite3.Connection:
        connection.ensure_connection()
        copy = sqlite3.connect(":memory:")
        connection.connection.backup(copy)
        return copy

    def _write(self, copy: sqlite3.Connection) -> None:
        connection.ensure_connection()
        copy.backup(connection.connection)
