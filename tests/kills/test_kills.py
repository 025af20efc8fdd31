"""Whenever a process is killed: nothing is half done, and nothing that was shown is lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from tests.postgres import running

ACTS = ("apply", "import")
# Of each act, on each of the databases; in the long run a thousand together.
SHORT = {"databases": ("sqlite",), "kills": 6}
LONG = {"databases": ("sqlite", "postgresql"), "kills": 250}
OF_THE_CONTROL = 24
Round = dict[str, Any]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "database" in metafunc.fixturenames:
        long = hypothesis.settings.get_current_profile_name() == "long"
        plan = LONG if long else SHORT
        metafunc.parametrize("kills", [plan["kills"]])
        metafunc.parametrize("database", plan["databases"])


def killed(folder: Path, url: str, act: str, kills: int, *words: str) -> list[Round]:
    """Have processes killed while they do an act; return what became of each."""
    environment = os.environ | {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "cardservice.settings",
        # A process that forks has one thread: the others would be missing in its children.
        "OPENBLAS_NUM_THREADS": "1",
    }
    command = [sys.executable, "-m", "tests.kills", str(folder), act, str(kills), "2026", *words]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture
def file(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'kills.sqlite3'}"


@pytest.mark.long
@pytest.mark.parametrize("act", ACTS)
def test_a_process_that_is_killed_leaves_nothing_half_done_and_loses_nothing_that_it_has_shown(
    act: str, database: str, kills: int, file: str, tmp_path: Path
) -> None:
    with nullcontext(file) if database == "sqlite" else running() as url:
        rounds = killed(tmp_path, url, act, kills)
    assert [one["wrong"] for one in rounds if one["wrong"]] == []
    assert len(rounds) == kills
    # Most of them were at it when they were killed, or nothing would have been shown.
    assert sum(one["killed"] for one in rounds) > kills / 2


@pytest.mark.long
@pytest.mark.parametrize("act", ACTS)
def test_the_control_without_transactions_something_is_half_done(act: str, file: str, tmp_path: Path) -> None:
    rounds = killed(tmp_path, file, act, OF_THE_CONTROL, "careless")
    assert [one for one in rounds if one["wrong"]]


def test_a_receipt_that_is_not_in_the_database_is_told(db: None) -> None:
    from tests.kills import audit  # noqa: PLC0415 - the models want their settings first

    assert not audit.is_kept("receipt AAAAABBBBB")
    assert not audit.is_kept("act 1")
