"""How many applications are taken and how many are looked up in a second, on both databases.

Run with ``make bench``, or alone with ``python -m tests.benchmarks.applications``. Four processes do the same
thing at once for a few seconds, once all are warm; beside each stands the least that it could cost meanwhile:
one row written in a transaction, or one row read. In the end everything that was answered is counted
in the database.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile

from tests.postgres import running
from tests.postgres.server import NoPostgresError

from ._figures import Figure, Remark, tell

PROCESSES = 4
SECONDS = 4.0
# What is measured, and the floor that it is held against.
WRITING = ("one row in a transaction", "an application")
READING = ("one row by its key", "status")


def main() -> int:
    """Print a table for each database; return 1 where anything that was answered is lost."""
    lost = 0
    with tempfile.TemporaryDirectory() as folder:
        lost |= measured("SQLite, a file", f"sqlite:///{folder}/bench.sqlite3", folder)
    try:
        with tempfile.TemporaryDirectory() as folder, running() as url:
            lost |= measured("PostgreSQL, fsync off", url, folder)
    except NoPostgresError as error:
        tell(Remark("applications", f"PostgreSQL was not measured. {error}"))
    return lost


def measured(name: str, url: str, folder: str) -> int:
    environment = os.environ | {
        "DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "cardservice.settings",
        "DATABASE_URL": url,
        "SNAPSHOT_PATH": f"{folder}/catalogue.json",
        "OPENBLAS_NUM_THREADS": "1",
    }
    started("prepare", 0, environment).communicate()
    part = f"applications, {name}"
    answered = {}
    for floor, thing in (WRITING, READING):
        for each in (floor, thing):
            answered[each] = sum(done_at_once(each, environment))
            if each == floor:
                tell(Figure(part, each, answered[each] / SECONDS, "a second", is_ours=False))
        # How many times as long one takes as its floor, as all ratios are told.
        ratio = answered[floor] / answered[thing]
        tell(Figure(part, thing, answered[thing] / SECONDS, "a second", floor, ratio))
    said, _ = started("count", 0, environment).communicate()
    kept = [int(word) for word in said.split()]
    expected = [answered["an application"]] * 3 + [answered["one row in a transaction"]]
    lost = "none lost" if kept == expected else f"LOST: {kept} of {expected}"
    tell(Remark(part, f"answered and kept {kept[0]:,} applications with their events and messages; {lost}."))
    return int(kept != expected)


def done_at_once(thing: str, environment: dict[str, str]) -> list[int]:
    """Have all processes do a thing at the same time; return how often each was answered."""
    working = [started(thing, which + 1, environment) for which in range(PROCESSES)]
    for process in working:
        assert process.stdout is not None
        assert process.stdout.readline() == "warm\n"
    for process in working:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    return [int(process.communicate()[0]) for process in working]


def started(what: str, which: int, environment: dict[str, str]) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.benchmarks._taking", what, str(which), str(SECONDS)]
    return subprocess.Popen(
        command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


if __name__ == "__main__":
    sys.exit(main())
