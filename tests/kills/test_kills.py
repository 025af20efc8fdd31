"""Whenever a process is killed: nothing is half done, and nothing that was shown is lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from tests.migrated import copied
from tests.postgres import running
from tests.thorough import long

ACTS = ("apply", "import")
# Of each act, on each of the databases; in the long run a thousand together.
SHORT = {"databases": ("sqlite",), "kills": 6}
LONG = {"databases": ("sqlite", "postgresql"), "kills": 250}
OF_THE_CONTROL = 60
Round = dict[str, Any]


def plan() -> dict[str, Any]:
    return LONG if long() else SHORT


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "database" in metafunc.fixturenames:
        metafunc.parametrize("kills", [plan()["kills"]])
        metafunc.parametrize("database", plan()["databases"])


def killed(database: str, kills: int) -> list[Round]:
    """Have processes killed while they do each of the acts; return what became of each.

    On SQLite those of the control come behind them, where nothing is a transaction.
    """
    with TemporaryDirectory() as folder, ExitStack() as held:
        if database == "postgresql":
            url, of_the_control = held.enter_context(running()), 0
        else:
            file, of_the_control = Path(folder, "kills.sqlite3"), OF_THE_CONTROL
            copied(file)
            url = f"sqlite:///{file}"
        environment = os.environ | {
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "cardservice.settings",
            # A process that forks has one thread: the others would be missing in its children.
            "OPENBLAS_NUM_THREADS": "1",
        }
        command = [sys.executable, "-m", "tests.kills", folder, *map(str, (kills, 2026, of_the_control))]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(autouse=True)
def _tables_to_copy(request: pytest.FixtureRequest) -> None:
    # Asked for here and not by name: these tests look after databases of their own, whichever the run is on.
    request.getfixturevalue("django_db_setup")


@pytest.mark.long
def test_a_process_that_is_killed_leaves_nothing_half_done_and_loses_nothing_that_it_has_shown(
    database: str, kills: int
) -> None:
    told = killed(database, kills)
    careful = [one for one in told if not one["careless"]]
    assert [one for one in careful if one["wrong"]] == []
    for act in ACTS:
        rounds = [one for one in careful if one["act"] == act]
        # As many as were asked for were at it when they were killed, and others came to their end before.
        assert sum(one["killed"] for one in rounds) == kills, act
    if database == "sqlite":
        # Without transactions something is half done. Told here, where processes have been killed already.
        assert {one["act"] for one in told if one["careless"] and one["wrong"]} == set(ACTS)


def test_a_receipt_that_is_not_in_the_database_is_told(db: None) -> None:
    from tests.kills import audit  # noqa: PLC0415 - the models want their settings first

    assert not audit.is_kept("receipt AAAAABBBBB")
    assert not audit.is_kept("act 1")
