"""How a server holds its connections: a pool, limits in time, and none of either for commands."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from cardservice.database import PrimaryAlone, serve, serving, tuned, with_replica

from .test_settings import SOUND

POSTGRES = {"ENGINE": "django.db.backends.postgresql", "NAME": "cards", "OPTIONS": {}}
SQLITE = {"ENGINE": "django.db.backends.sqlite3", "NAME": "x.sqlite3"}


def served(
    facts: dict[str, Any], pool: str = "1-6", statement: float = 30, idle: float = 60
) -> dict[str, Any]:
    databases = {"default": tuned(facts, "test.sqlite3")}
    serve(databases, serving(pool, 2.0, statement, idle))
    return databases["default"]


def test_a_server_shares_connections_and_bounds_their_time():
    facts = served(POSTGRES)
    assert facts["CONN_MAX_AGE"] == 0, "Django refuses a pool of connections that are kept"
    pool = facts["OPTIONS"]["pool"]
    assert (pool["min_size"], pool["max_size"], pool["timeout"]) == (1, 6, 2.0)
    assert facts["OPTIONS"]["options"] == (
        "-c statement_timeout=30000 -c idle_in_transaction_session_timeout=60000"
    )


def test_a_command_has_neither():
    facts = tuned(POSTGRES, "")
    assert set(facts["OPTIONS"]) == {"connect_timeout"}
    assert facts["CONN_MAX_AGE"] == 60


def test_both_can_be_switched_off_for_a_pooler():
    facts = served(POSTGRES, "0", 0, 0)
    assert set(facts["OPTIONS"]) == {"connect_timeout"}
    assert facts["CONN_MAX_AGE"] == 60


def test_what_the_url_says_comes_behind_ours_and_so_stands():
    facts = served(POSTGRES | {"OPTIONS": {"options": "-c statement_timeout=5000"}})
    assert facts["OPTIONS"]["options"].endswith(" -c statement_timeout=5000")


def test_sqlite_is_left_as_it_is():
    assert served(SQLITE) == tuned(SQLITE, "test.sqlite3")


@pytest.mark.parametrize("pool", ["", "x", "6-1", "-1", "1-", "1-2-3", "-1-4"])
def test_a_pool_that_cannot_be_is_refused_by_name(pool):
    with pytest.raises(ImproperlyConfigured, match="DATABASE_POOL"):
        serving(pool, 2.0, 30, 60)


@pytest.mark.parametrize("times", [(0, 30, 60), (2, -1, 60), (2, 30, -1)])
def test_times_that_cannot_be_are_refused_by_name(times):
    with pytest.raises(ImproperlyConfigured, match="DATABASE_POOL_SECONDS"):
        serving("1-6", *times)


def test_a_replica_is_a_database_that_nothing_is_written_to():
    assert set(with_replica(POSTGRES, None)) == {"default"}
    assert set(with_replica(POSTGRES, POSTGRES)) == {"default", "replica"}
    router = PrimaryAlone()
    assert router.allow_migrate("replica", "locator") is False
    assert router.allow_migrate("default", "locator") is None


def test_the_settings_read_the_replica(start):
    said = start("DATABASES['replica']['HOST']", **SOUND, REPLICA_DATABASE_URL="postgres://u:p@second/cards")
    assert said.stdout.strip() == "second"
    assert (
        start("DATABASES.keys()", **SOUND, REPLICA_DATABASE_URL="").stdout.strip() == "dict_keys(['default'])"
    )
