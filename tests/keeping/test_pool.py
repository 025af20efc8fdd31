"""The pool of a server on a real PostgreSQL: shared by threads, mended by itself, made after the fork."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import Error, OperationalError

from cardservice.database import serve, serving
from locator.keeping.opened import database, opened

# Threads with connections of their own are no part of the tests' transaction.
pytestmark = pytest.mark.django_db
Facts = dict[str, Any]
POOLED = "pooled"


@pytest.fixture
def pooled(empty: Facts) -> Iterator[Facts]:
    """Give the facts of an empty database as a server has them, with three connections for all threads."""
    serve({POOLED: empty}, serving("1-3", 5.0, 0.4, 60))
    with opened(POOLED, empty):
        yield empty
        database(POOLED).close()
        database(POOLED).close_pool()  # type: ignore[attr-defined]


def told(statement: str) -> Any:
    with database(POOLED).cursor() as cursor:
        cursor.execute(statement)
        found = cursor.fetchone()[0]
    database(POOLED).close()  # as at the end of a request
    return found


def test_threads_share_a_few_connections(pooled: Facts) -> None:
    def one_of_many(_which: int) -> Any:
        with opened(POOLED, pooled):
            return told("SELECT pg_backend_pid() FROM pg_sleep(0.05)")

    with ThreadPoolExecutor(8) as threads:
        answered = list(threads.map(one_of_many, range(24)))
    assert len(answered) == 24
    assert 1 <= len(set(answered)) <= 3


def test_a_request_that_gets_no_connection_fails_as_with_a_database_that_is_away(pooled: Facts) -> None:
    pooled["OPTIONS"]["pool"] |= {"max_size": 1, "timeout": 0.1}

    def another() -> None:
        with opened(POOLED, pooled):
            told("SELECT 1")

    with database(POOLED).cursor() as cursor, ThreadPoolExecutor(1) as threads:
        cursor.execute("SELECT 1")
        assert isinstance(threads.submit(another).exception(), OperationalError)


def test_connections_that_the_server_has_ended_are_replaced(pooled: Facts, empty: Facts) -> None:
    ended = told("SELECT pg_backend_pid()")
    with opened("other", {**empty, "OPTIONS": {}}) as other, database(other).cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [ended])
    assert told("SELECT pg_backend_pid()") != ended


def test_a_statement_of_the_server_is_ended_in_time_and_one_of_a_command_is_not(
    pooled: Facts, empty: Facts
) -> None:
    began = time.monotonic()
    with pytest.raises(Error):
        told("SELECT 1 FROM pg_sleep(20)")
    assert time.monotonic() - began < 15
    assert told("SHOW idle_in_transaction_session_timeout") == "1min"
    with opened("command", {**empty, "OPTIONS": {}}) as command, database(command).cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_sleep(0.6)")


def test_the_pool_is_made_after_the_fork(empty: Facts) -> None:
    environment = os.environ | {
        "DATABASE_URL": f"postgres://{empty['USER']}@/{empty['HOST']}/{empty['NAME']}",
        "DJANGO_SETTINGS_MODULE": "cardservice.settings",
        "OPENBLAS_NUM_THREADS": "1",
    }
    command = [sys.executable, "-W", "ignore", "-m", "tests.keeping.forked"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["before"] > 1, "there was a pool with threads"
    assert told["left"] == [1, 0], "and none of it when the workers are forked"
    one, other = told["children"]
    assert not {asked[0] for asked in one} & {asked[0] for asked in other}, (
        "each worker has its own connections"
    )
    assert [asked[1:] for asked in (*one, *other)] == [["30s", True]] * 4
