"""While the database is away, answers come from the snapshot and say how old it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import OperationalError, connection
from django.utils import timezone

from locator.search.current import forget

from .conftest import NEAREST, QINGNIWAQIAO

READING = [
    "outlets/",
    "services/",
    "banks/",
    "districts/",
    "outlets/nearest/?latitude=38.914&longitude=121.63",
]


@contextmanager
def away() -> Iterator[None]:
    def refuse(*args: object) -> None:
        raise OperationalError("the server closed the connection")

    with connection.execute_wrapper(refuse):
        yield


def test_searches_go_on_and_say_how_old_they_are(api: Any, settings: Any) -> None:
    settings.SNAPSHOT_CHECK_SECONDS = 0
    assert api("get", NEAREST, QINGNIWAQIAO).json()["catalogue"]["stale"] is False
    with away():
        api("get", NEAREST, QINGNIWAQIAO)  # finds out that it is away
        with time_machine.travel(timezone.now() + timedelta(hours=2), tick=True):
            answers = [api("get", NEAREST, QINGNIWAQIAO), api("json", NEAREST, {"address": "青泥洼桥"})]
    for answer in answers:
        assert answer.status_code == 200
        assert len(answer.json()["results"]) == 8
        assert answer.json()["catalogue"]["stale"] is True
        assert answer.json()["catalogue"]["age_seconds"] >= 7199


def test_a_worker_that_starts_meanwhile_answers_from_the_copy_on_disk(api: Any) -> None:
    api("get", NEAREST, QINGNIWAQIAO)
    forget()
    with away():
        for path in READING:
            answer = api.client.get(f"/api/v1/{path}")
            assert answer.status_code == 200
            assert answer.json()["catalogue"]["stale"] is True


@pytest.mark.parametrize("path", READING)
def test_with_neither_a_database_nor_a_copy_the_answer_is_try_later(
    api: Any, settings: Any, path: str
) -> None:
    Path(settings.SNAPSHOT_PATH).unlink(missing_ok=True)
    forget()
    with away():
        answer = api.client.get(f"/api/v1/{path}")
    assert answer.status_code == 503
    assert answer.json()["type"] == "server_error"
    assert answer.json()["errors"][0]["code"] == "no_catalogue"
    assert "12333" in answer.json()["errors"][0]["detail"]
