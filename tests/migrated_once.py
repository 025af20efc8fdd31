"""Migrates the tests' database in one process of a run; the others begin with a copy of its tables.

A migration takes seconds, most of them to draw up models as they once were, and all processes would do it at
the same moment.
"""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from django.db import connection
from django.test.utils import setup_databases, teardown_databases

from tests.migrated import copied


class Pattern:
    """What the processes of one run share: a folder, and a lock for whoever makes the pattern."""

    def __init__(self, folder: Path) -> None:
        self._lock = folder / "migrated.lock"
        self._made = folder / "migrated.sqlite3"

    @contextmanager
    def alone(self) -> Iterator[None]:
        with self._lock.open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def copy(self) -> bool:
        """Have the tables in this process's database; false where nobody has made them yet."""
        if not self._made.exists():
            return False
        facts: dict[str, Any] = connection.settings_dict
        if connection.vendor == "sqlite":
            name = Path(facts["TEST"]["NAME"])
            for rest in name.parent.glob(f"{name.name}-*"):
                rest.unlink()  # of a database of another run
            shutil.copyfile(self._made, name)
        else:
            facts["TEST"]["TEMPLATE"] = self._made.read_text(encoding="utf-8")
        return True

    def make(self) -> None:
        """Leave a copy of this process's database to the others."""
        if connection.vendor == "sqlite":
            copied(self._made)
            return
        connection.close()
        name = str(connection.settings_dict["NAME"])
        pattern = f"{name}_pattern"
        quoted = connection.ops.quote_name
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {quoted(pattern)}")
            cursor.execute(f"CREATE DATABASE {quoted(pattern)} TEMPLATE {quoted(name)}")
        self._made.write_text(pattern, encoding="utf-8")


@contextmanager
def database(folder: Path | None) -> Iterator[None]:
    """Have a migrated database for the tests of this process; it shares ``folder`` with others of its run."""
    pattern = Pattern(folder) if folder else None
    with pattern.alone() if pattern else nullcontext():
        is_there = pattern is not None and pattern.copy()
        # PostgreSQL makes the copy itself; a file that is there already is to be taken as it is.
        keep = is_there and connection.vendor == "sqlite"
        made = setup_databases(verbosity=0, interactive=False, keepdb=keep, serialized_aliases=set())
        if pattern and not is_there:
            pattern.make()
    yield
    teardown_databases(made, verbosity=0)
