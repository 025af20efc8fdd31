"""Wherever an import of a street map is killed, all of it is in the database, or nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from .database import url_of_the_test_database

HEAD = "名称,类型,纬度,经度,区市县,道路,门牌号\n"
Rounds = list[dict[str, Any]]


def table(which: range) -> str:
    places = "".join(f"试验{n}小区,小区,38.{9000 + n},121.6147,中山区,,\n" for n in which)
    doors = "".join(f",门牌,38.{9000 + n},121.6160,中山区,试验大道,{n}号\n" for n in which)
    return f"{HEAD}试验大道,道路,38.9100,121.6160,中山区,,\n{places}{doors}"


def killed(url: str) -> Rounds:
    """Bring in one state of a map, and have the next one's import killed at one point after another."""
    with TemporaryDirectory() as folder:
        files = [Path(folder, "first.csv"), Path(folder, "then.csv")]
        for file, which in zip(files, (range(1, 61), range(41, 121)), strict=True):
            file.write_text(table(which), encoding="utf-8")
        environment = os.environ | {
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "cardservice.settings",
            "OPENBLAS_NUM_THREADS": "1",
        }
        command = [sys.executable, "-m", "tests.workers.import_killed", *map(str, files)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_an_import_that_is_killed_leaves_all_of_it_or_nothing(transactional_db: None) -> None:
    told = killed(url_of_the_test_database())
    *rounds, last = [one for one in told if not one["careless"]]
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
    # Without a transaction something is half there. Told here, where the import has been killed already.
    others = [one["left"] for one in told if one["careless"]]
    assert any(left["StreetMapImport"] == [1] and left["MapPlace"] != [61, 0] for left in others)
