"""Whenever a worker is killed: every receipt that was shown is in the database, and nothing is half there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from locator.models import Bank
from tests.thorough import either

from .database import url_of_the_test_database

OF_THE_CONTROL = 50
Rounds = list[dict[str, Any]]


def kills() -> int:
    return either(25, 1000)


def killed(url: str) -> tuple[Rounds, list[int], Rounds]:
    """Have a worker send forms and be killed at one point after another; return what became of each.

    Behind that is how many applications, events and messages there are, and the rounds of the control.
    """
    Bank.objects.create(code="bank", name="示例银行", short_name="示例", mail_applications=True)
    environment = os.environ | {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "cardservice.settings",
        # A process that forks has one thread: the others would be missing in its children.
        "OPENBLAS_NUM_THREADS": "1",
        "PYTHONWARNINGS": "error",
    }
    command = [sys.executable, "-m", "tests.workers.killed", str(kills()), str(OF_THE_CONTROL)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return lines[: kills()], lines[kills()], lines[kills() + 1 :]


def half_there(one: dict[str, Any]) -> bool:
    """Tell whether an application was left without its event or message, or the other way round."""
    return one["stray"] or any([events, messages] != [1, 1] for _reference, events, messages in one["left"])


@pytest.mark.long
def test_every_receipt_that_was_shown_is_in_the_database_and_nothing_is_half_there(
    transactional_db: None,
) -> None:
    rounds, counted, control = killed(url_of_the_test_database())
    assert len(rounds) == kills()
    assert not [one for one in rounds if half_there(one)]
    for one in rounds:
        [(reference, *counts)] = one["left_again"]
        assert (one["shown_again"], counts) == (reference, [1, 1]), "another press ends at one receipt"
        assert one["shown"] in {"", reference}
        assert one["left"] or not one["shown"], "what was shown is kept"
        assert not one["left"] or one["left"] == one["left_again"]
    # Beside those of the kills there are the two that went before.
    assert counted == [kills() + 2] * 3
    _the_kills_lie_on_all_of_the_way(rounds)
    # Without a transaction something is half there. Told here, where the worker has been killed already.
    assert [one for one in control if half_there(one)]


def _the_kills_lie_on_all_of_the_way(rounds: list[dict[str, Any]]) -> None:
    """Tell that the kills have hit what they were to hit, or nothing would have been shown above."""
    came_through = [one for one in rounds if not one["killed"]]
    assert len(came_through) <= len(rounds) // 10
    left = {part: [one for one in rounds if one["part"] == part] for part in ("before", "after", "shown")}
    assert not any(one["left"] or one["shown"] for one in left["before"])
    assert all(one["left"] for one in left["after"])
    assert all(one["killed"] and one["shown"] for one in left["shown"])
    assert sum(one["part"] == "taking" and one["killed"] for one in rounds) >= len(rounds) * 2 // 5
