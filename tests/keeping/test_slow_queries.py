"""Slow statements are written down with holes for their values, and nothing stands in the way otherwise."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.backends.signals import connection_created

from locator.keeping.slow_queries import Watch, _watch_this, watch
from locator.models import Bank

SECRET = "11010519491231002X"
SLEEP = {"sqlite": "SELECT sleep(0.02)", "postgresql": "SELECT pg_sleep(0.02)"}


@pytest.fixture
def watched(db: None, settings: Any) -> Iterator[None]:
    """Have this connection watched as one that is opened while SLOW_QUERY_MS is set."""
    settings.SLOW_QUERY_MS = 10
    if connection.vendor == "sqlite":
        import time  # noqa: PLC0415

        connection.ensure_connection()
        connection.connection.create_function("sleep", 1, time.sleep)
    for _time in range(2):  # a pool opens it anew with each request
        _watch_this(connection)
    yield
    connection.execute_wrappers[:] = [
        each for each in connection.execute_wrappers if not isinstance(each, Watch)
    ]


@pytest.mark.usefixtures("watched")
def test_a_slow_statement_is_written_down_once_with_its_milliseconds(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.WARNING, "locator.slow"), connection.cursor() as cursor:
        cursor.execute(
            f"{SLEEP[connection.vendor]} FROM locator_district WHERE code = '210202' AND name <> %s", [SECRET]
        )
        cursor.fetchall()
    [record] = caplog.records
    assert record.name == "locator.slow"
    assert "locator_district" in record.getMessage()
    assert int(record.getMessage().split(" ms")[0].rsplit(" ", 1)[1]) >= 10
    assert SECRET not in caplog.text


@pytest.mark.usefixtures("watched")
def test_a_quick_statement_is_not(caplog: pytest.LogCaptureFixture, settings: Any) -> None:
    connection.execute_wrappers[:] = [Watch("default", 60_000)]
    with caplog.at_level(logging.DEBUG, "locator.slow"):
        Bank.objects.count()
    assert caplog.records == []


def test_off_by_default_nothing_is_watched(settings: Any) -> None:
    assert settings.SLOW_QUERY_MS == 0
    before = len(connection_created.receivers)
    watch()
    assert len(connection_created.receivers) == before
    settings.SLOW_QUERY_MS = 5
    watch()
    try:
        assert len(connection_created.receivers) == before + 1
    finally:
        connection_created.disconnect(dispatch_uid="locator.slow")
