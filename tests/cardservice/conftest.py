"""A database that is away for every thread, as when its server is stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import date
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.db.backends.signals import connection_created

from cardservice import gauges, health, readiness
from tests import sample_rows


@pytest.fixture(autouse=True)
def _no_look_of_another_test() -> None:
    health.forget()


@pytest.fixture
def sample(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    # A process that has just begun reads migrations and places first, and the machine may be busy.
    monkeypatch.setattr(readiness, "SECONDS", 60.0)
    monkeypatch.setattr(gauges, "SECONDS", 60.0)
    # What looks at readiness has a connection of its own, so it sees only what was committed.
    sample_rows.load(today=date(2026, 11, 24))


@pytest.fixture
def away() -> Callable[[], AbstractContextManager[None]]:
    def refuse(*args: object) -> None:
        raise OperationalError("the server at db.internal closed the connection")

    def hold(connection: Any, **kwargs: Any) -> None:
        connection.execute_wrappers.append(refuse)

    @contextmanager
    def all_refused() -> Iterator[None]:
        connection_created.connect(hold)
        try:
            with ExitStack() as held:
                held.enter_context(connection.execute_wrapper(refuse))
                yield
        finally:
            connection_created.disconnect(hold)

    return all_refused
