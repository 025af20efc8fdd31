"""How the site speaks to its database, whichever of the two it is."""

from __future__ import annotations

from typing import Any


def tuned(database: dict[str, Any], test_name: str) -> dict[str, Any]:
    """Return the settings of a database with ours added; what DATABASE_URL says in its query stands.

    ``test_name`` is the file of the tests' database on SQLite.
    """
    options = dict(database.get("OPTIONS", {}))
    if not database["ENGINE"].endswith("sqlite3"):
        options.setdefault("connect_timeout", 2)
        return database | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True, "OPTIONS": options}
    options |= {
        # Take the write lock at the start: a transaction that reads first cannot wait for it later.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # Full: what was answered is on the disk, also after a power cut.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
    # Races need a file: in memory, threads get "table is locked".
    return database | {"OPTIONS": options, "TEST": {"NAME": test_name}}
