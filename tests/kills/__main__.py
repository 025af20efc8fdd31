"""``python -m tests.kills FOLDER KILLS SEED [CARELESS]``: kill so many processes of each act at any moment.

This process is warm and forks a child for each kill, which does the act on a connection of its own. Every
other kill falls anywhere between the act's start and a little behind its end, the others from where it begins
to write. A kill that came too late is tried again a little sooner, so that as many are killed as were asked
for. A line of JSON for each child says what it had shown, and what the audit found. With a number CARELESS,
as many of each are killed afterwards without transactions, until something is wrong: the control.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any

import django

import tests.environment

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connections  # noqa: E402
from django.db.backends.signals import connection_created  # noqa: E402

from . import acts, audit  # noqa: E402

# So many acts come through first, to tell how long one takes.
MEASURED = 4
# Beyond the usual end, for an act may take longer, and behind what is written comes the commit.
SPREAD = {"start": 1.15, "inside": 1.5}
LEAST_SECONDS = 1e-5
# A busy machine comes late with a kill, and more so the shorter the act.
SOONER = 0.7
TRIED_AT_MOST = 40
KILLED = {signal.SIGKILL, signal.SIGALRM}
Act = Callable[[int, acts.Say], None]


def main(folder: Path, kills: int, seed: int, of_the_control: int) -> None:
    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    settings.STATIC_ROOT = tests.environment.SCRATCH
    settings.SNAPSHOT_CHECK_SECONDS = 3600.0
    connection_created.connect(_leave_the_disk_alone)
    codes = acts.prepare()
    each: dict[str, Act] = {"apply": acts.applying_by_post, "import": acts.importing(folder, codes)}
    numbers = count(1)
    for name, act in each.items():
        for became in rounds(act, name, codes, kills, numbers, random.Random(seed)):
            tell(became, act=name, careless=False)
    if not of_the_control:
        return
    acts.without_transactions()
    for name, act in each.items():
        for became in rounds(act, name, codes, of_the_control, numbers, random.Random(seed)):
            tell(became, act=name, careless=True)
            if became["wrong"]:
                break  # one is enough to show that it would be noticed


def rounds(
    act: Act, name: str, codes: list[str], kills: int, numbers: Iterator[int], chance: random.Random
) -> Iterator[dict[str, Any]]:
    measured = [came_through(act, next(numbers)) for _time in range(MEASURED)][1:]
    lengths = {mark: median(one[mark] for one in measured) for mark in SPREAD}
    # Spread evenly over the act, and in no order: what is careless is soon seen to be.
    for stratum in chance.sample(range(kills), kills):
        mark = "inside" if stratum % 2 else "start"
        share = (stratum // 2 + chance.random()) / ((kills + 1) // 2) * SPREAD[mark]
        for tried in range(TRIED_AT_MOST):
            seconds = max(LEAST_SECONDS, share * SOONER**tried * lengths[mark])
            before = audit.version()
            shown, killed = killed_at(act, next(numbers), mark, seconds)
            wrong = audit.half_imported(codes) if name == "import" else audit.half_taken()
            wrong += [f"lost: {one}" for one in shown if not audit.is_kept(one)]
            if any(one.startswith("act") for one in shown) and audit.version() <= before:
                wrong.append("the catalogue changed, and its version did not")
            yield {"mark": mark, "seconds": seconds, "killed": killed, "shown": shown, "wrong": wrong}
            if killed:
                break


def tell(became: dict[str, Any], **of: Any) -> None:
    sys.stdout.write(f"{json.dumps({**of, **became}, ensure_ascii=False)}\n")
    sys.stdout.flush()  # or the next child would have it to write as well


def _leave_the_disk_alone(connection: Any, **kwargs: Any) -> None:
    """Wait for no disk: the machine goes on when a process is killed, and with it what it was handed."""
    if connection.vendor == "sqlite":
        connection.cursor().execute("PRAGMA synchronous=OFF")


def came_through(act: Act, which: int) -> dict[str, float]:
    """Let one act come to its end; return how long all of it took, and the writing."""
    child, readable = forked(act, which)
    began = wrote = 0.0
    with os.fdopen(readable, encoding="ascii") as lines:
        for line in lines:
            began = began or time.perf_counter()
            wrote = float(line.split()[1]) if line.startswith("wrote") else wrote
    ended = time.perf_counter()
    assert os.waitpid(child, 0)[1] == 0
    return {"start": ended - began, "inside": wrote}


def killed_at(act: Act, which: int, mark: str, seconds: float) -> tuple[list[str], bool]:
    """Kill a child so long after a mark; return what it had shown, and whether it was still at it."""
    child, readable = forked(act, which, seconds if mark == "inside" else 0.0)
    with os.fdopen(readable, encoding="ascii") as lines:
        said = [next(lines)]
        if mark == "start":
            time.sleep(seconds)
            os.kill(child, signal.SIGKILL)
        said += lines
    status = os.waitpid(child, 0)[1]
    # It was killed, or had come through to the end before; nothing else went wrong.
    assert status in {0, *KILLED}, status
    shown = [word.strip() for word in said if word.startswith(("receipt", "act"))]
    return shown, status in KILLED


def forked(act: Act, which: int, seconds: float = 0.0) -> tuple[int, int]:
    connections.close_all()  # a child on its parent's connection would end that one's transactions
    readable, writable = os.pipe()
    child = os.fork()
    if not child:
        os.close(readable)
        _do(act, which, acts.saying(writable, seconds))
    os.close(writable)
    return child, readable


def _do(act: Act, which: int, say: acts.Say) -> Any:
    status = 1
    try:
        act(which, say)
        status = 0
    finally:
        os._exit(status)


if __name__ == "__main__":
    kills, seed, of_the_control = map(int, (*sys.argv[2:], 0)[:3])
    main(Path(sys.argv[1]), kills, seed, of_the_control)
