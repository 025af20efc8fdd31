"""Wherever an import of a street map is killed, all of it is in the database, or nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from .database import url_of_the_test_database

HEAD = "名称,类型,纬度,经度,区市县,道路,门牌号\n"
SOURCE = ("--attribution", "大连某局", "--licence", "CC BY 4.0")
Killed = Callable[..., list[dict[str, Any]]]


def table(which: range) -> str:
    places = "".join(f"试验{n}小区,小区,38.{9000 + n},121.6147,中山区,,\n" for n in which)
    doors = "".join(f",门牌,38.{9000 + n},121.6160,中山区,试验大道,{n}号\n" for n in which)
    return f"{HEAD}试验大道,道路,38.9100,121.6160,中山区,,\n{places}{doors}"


@pytest.fixture
def killed(transactional_db: None, tmp_path: Path) -> Killed:
    """Bring in one state of a map, and have the next one's import killed at one point after another."""
    file = tmp_path / "streets.csv"
    file.write_text(table(range(1, 61)), encoding="utf-8")
    call_command("import_places", file, "--apply", *SOURCE, stdout=StringIO(), stderr=StringIO())
    file.write_text(table(range(41, 121)), encoding="utf-8")

    def run(*words: str) -> list[dict[str, Any]]:
        environment = os.environ | {
            "DATABASE_URL": url_of_the_test_database(),
            "DJANGO_SETTINGS_MODULE": "cardservice.settings",
            "OPENBLAS_NUM_THREADS": "1",
        }
        command = [sys.executable, "-m", "tests.workers.import_killed", str(file), *words]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    return run


def test_an_import_that_is_killed_leaves_all_of_it_or_nothing(killed: Killed) -> None:
    *rounds, last = killed()
    assert not last["killed"]
    assert all(one["killed"] for one in rounds)
    assert len(rounds) > 30, "the kills lie between many statements"
    before = rounds[0]["left"]
    assert (before["MapPlace"], before["MapDoor"], before["StreetMapImport"]) == ([61, 0], [60, 0], [1])
    # The last point is behind the end of the transaction: that import was whole, though its worker died.
    assert [one["point"] for one in rounds if one["left"] != before] == [rounds[-1]["point"]]
    whole = rounds[-1]["left"]
    assert (whole["MapPlace"], whole["MapDoor"], whole["StreetMapImport"]) == ([121, 40], [120, 40], [2])
    assert whole["StreetMap"][1] > before["StreetMap"][1]
    assert last["left"] == whole, "the same import once more has nothing to change"


def test_the_control_without_a_transaction_something_is_half_there(killed: Killed) -> None:
    rounds = killed("careless")
    assert any(one["left"]["StreetMapImport"] == [1] and one["left"]["MapPlace"] != [61, 0] for one in rounds)
