"""Whenever a worker is killed: every receipt that was shown is in the database, and nothing is half there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import hypothesis
import pytest

from locator.models import ApplicationEvent, Bank, MailApplication, OutgoingMessage

from .database import url_of_the_test_database

KILLS = {"suite": 50, "long": 1000}
Worker = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def kills() -> int:
    return KILLS[hypothesis.settings.get_current_profile_name()]


@pytest.fixture
def killed(transactional_db: None) -> Worker:
    """Have a worker send forms and be killed at one point after another; return what became of each."""
    Bank.objects.create(code="bank", name="示例银行", short_name="示例", mail_applications=True)

    def run(*words: str) -> list[dict[str, Any]]:
        environment = os.environ | {
            "DATABASE_URL": url_of_the_test_database(),
            "DJANGO_SETTINGS_MODULE": "cardservice.settings",
            # A process that forks has one thread: the others would be missing in its children.
            "OPENBLAS_NUM_THREADS": "1",
            "PYTHONWARNINGS": "error",
        }
        command = [sys.executable, "-m", "tests.workers.killed", *words]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    return run


def half_there(one: dict[str, Any]) -> bool:
    """Tell whether an application was left without its event or message, or the other way round."""
    return one["stray"] or any([events, messages] != [1, 1] for _reference, events, messages in one["left"])


def test_every_receipt_that_was_shown_is_in_the_database_and_nothing_is_half_there(
    killed: Worker, kills: int
) -> None:
    rounds = killed(str(kills))
    assert len(rounds) == kills
    assert not [one for one in rounds if half_there(one)]
    for one in rounds:
        [(reference, *counts)] = one["left_again"]
        assert (one["shown_again"], counts) == (reference, [1, 1]), "another press ends at one receipt"
        assert one["shown"] in {"", reference}
        assert one["left"] or not one["shown"], "what was shown is kept"
        assert not one["left"] or one["left"] == one["left_again"]
    # Beside those of the kills there are the two that went before.
    told = OutgoingMessage.objects.filter(topic="submitted")
    assert [each.count() for each in (MailApplication.objects, ApplicationEvent.objects, told)] == [
        kills + 2
    ] * 3
    _the_kills_lie_on_all_of_the_way(rounds)


def _the_kills_lie_on_all_of_the_way(rounds: list[dict[str, Any]]) -> None:
    """Tell that the kills have hit what they were to hit, or nothing would have been shown above."""
    came_through = [one for one in rounds if not one["killed"]]
    assert len(came_through) <= len(rounds) // 10
    left = {part: [one for one in rounds if one["part"] == part] for part in ("before", "after", "shown")}
    assert not any(one["left"] or one["shown"] for one in left["before"])
    assert all(one["left"] for one in left["after"])
    assert all(one["killed"] and one["shown"] for one in left["shown"])
    taking = [bool(one["left"]) for one in rounds if one["part"] == "taking"]
    assert len(taking) >= len(rounds) // 2
    assert set(taking) == {False, True}


def test_the_control_without_a_transaction_something_is_half_there(killed: Worker) -> None:
    assert [one for one in killed(str(KILLS["suite"]), "careless") if half_there(one)]
