"""A database that is away for every thread, and settings that are read in a process of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.db.backends.signals import connection_created

from cardservice import gauges, health, readiness
from tests import sample_rows
from tests.house import ROOT

SHOW = "from cardservice import settings as s; print(s.{})"


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


@pytest.fixture(scope="session")
def start() -> Iterator[Callable[..., SimpleNamespace]]:
    """Read the settings in a process of their own, with this environment alone."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.cardservice.started"],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        asked, answered = process.stdin, process.stdout
        assert asked is not None
        assert answered is not None

        def started(code: str = "ALLOWED_HOSTS", **environment: str) -> SimpleNamespace:
            asked.write(f"{json.dumps([SHOW.format(code), only(environment)])}\n")
            asked.flush()
            return SimpleNamespace(**json.loads(answered.readline()))

        yield started
        asked.close()


def only(environment: dict[str, str]) -> dict[str, str]:
    # SYSTEMROOT and the like are of no use here; PATH finds the libraries of some Pythons.
    return {"PATH": os.environ["PATH"], **environment}
