"""How the site speaks to its databases, whichever of the two kinds they are."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.core.exceptions import ImproperlyConfigured

REPLICA = "replica"


class Serving(NamedTuple):
    """What holds for connections of a server that answers requests, and for no command.

    ``pool`` is the least and the most connections of a worker; none where the most is 0. A request waits
    ``pool_seconds`` for one of them. The other times are in seconds too, and 0 for no limit.
    """

    pool: tuple[int, int]
    pool_seconds: float
    statement_seconds: float
    idle_seconds: float


def serving(pool: str, pool_seconds: float, statement_seconds: float, idle_seconds: float) -> Serving:
    """Return what DATABASE_POOL and its like say; raises ImproperlyConfigured with the setting's name."""
    least, _, most = pool.partition("-") if "-" in pool else ("1", "-", pool)
    try:
        bounds = int(least), int(most)
    except ValueError:
        bounds = (-1, -1)
    if (bounds[1] != 0 and not 0 <= bounds[0] <= bounds[1]) or bounds[1] < 0:
        raise ImproperlyConfigured(
            "Set DATABASE_POOL to the least and the most connections, such as 1-6, or to 0."
        )
    if pool_seconds <= 0 or statement_seconds < 0 or idle_seconds < 0:
        raise ImproperlyConfigured(
            "Set DATABASE_POOL_SECONDS above 0, DATABASE_STATEMENT_SECONDS and DATABASE_IDLE_SECONDS to "
            "0 or more."
        )
    return Serving(bounds, pool_seconds, statement_seconds, idle_seconds)


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


def with_replica(primary: dict[str, Any], replica: dict[str, Any] | None) -> dict[str, dict[str, Any]]:
    """Return DATABASES: the primary, and what public reading may ask instead, if there is such a one."""
    databases = {"default": primary}
    if replica is not None:
        # The tests' own database is both: nothing copies it to another.
        databases[REPLICA] = tuned(replica, "") | {"TEST": {"MIRROR": "default"}}
    return databases


def serve(databases: dict[str, dict[str, Any]], rules: Serving) -> None:
    """Have connections as a server needs them, before the first is made: the settings are changed in place.

    SQLite has no connections to share, and ends no statement by the clock.
    """
    for facts in databases.values():
        if not facts["ENGINE"].endswith("postgresql"):
            continue
        options = facts["OPTIONS"]
        limits = {
            "statement_timeout": rules.statement_seconds,
            "idle_in_transaction_session_timeout": rules.idle_seconds,
        }
        said = [f"-c {name}={round(1000 * seconds)}" for name, seconds in limits.items() if seconds]
        # Ours first, so that what DATABASE_URL says stands.
        if said:
            options["options"] = " ".join([*said, options.get("options", "")]).strip()
        if rules.pool[1]:
            facts["CONN_MAX_AGE"] = 0  # a request gives its connection back
            options["pool"] = {
                "min_size": rules.pool[0],
                "max_size": rules.pool[1],
                "timeout": rules.pool_seconds,
                # Given up soon, or the wait between attempts would grow to minutes while a server restarts.
                "reconnect_timeout": rules.pool_seconds,
            }


class PrimaryAlone:
    """Keeps what is written off the replica; only what names the replica itself reads from it."""

    def db_for_write(self, model: Any, **hints: Any) -> str | None:
        instance = hints.get("instance")
        return "default" if instance is not None and instance._state.db == REPLICA else None

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        return False if db == REPLICA else None
