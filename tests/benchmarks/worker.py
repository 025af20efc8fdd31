"""What a worker weighs with the sample, and how long it takes from its start to its first answer.

Run with ``make bench``, or alone with ``python -m tests.benchmarks.worker``. The floor is a Django site with
one empty view, served by the same gunicorn with as many workers. Memory is counted after a round of answers.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from urllib.error import URLError
from urllib.request import urlopen

from ._figures import Figure, tell

ROUNDS = 2
MOST_SECONDS = 120
PART = "a worker with the sample"
FLOOR = "a site with one empty view"
PROJECT = ["-c", "python:cardservice.gunicorn", "cardservice.wsgi"]
BARE = ["--workers", "2", "--threads", "4", "--preload", "--no-control-socket", "tests.benchmarks._bare"]
ASKED = ("", "en/", "outlets/", "api/v1/outlets/nearest/?latitude=38.914&longitude=121.6325")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {
            "DEMO": "1",
            "DATABASE_URL": f"sqlite:///{folder}/worker.sqlite3",
            "SNAPSHOT_PATH": f"{folder}/catalogue.json",
            "PLACES_PATH": f"{folder}/places.index",
        }
        for command in (["migrate", "-v", "0"], ["load_sample"], ["collectstatic", "--no-input"]):
            subprocess.run(
                [sys.executable, "manage.py", *command],
                env=environment,
                check=True,
                stdout=subprocess.DEVNULL,
            )
        environment.pop("BENCHMARK_FIGURES", None)
        bare, warm, cold = [], [], []
        bytecode = {"PYTHONPYCACHEPREFIX": f"{folder}/bytecode"}
        for _ in range(ROUNDS):
            bare.append(start(BARE, environment, ("",)))
            warm.append(start(PROJECT, environment, ASKED))
        # As on the first start after an installation: nothing has been compiled yet.
        cold.append(start(PROJECT, environment | bytecode, ASKED))
        shutil.rmtree(f"{folder}/bytecode", ignore_errors=True)
        floor_cold = start(BARE, environment | bytecode, ("",))
    tell_of("start to the first answer", 0, bare, warm, "s")
    cold_floor = f"{FLOOR}, nothing compiled"
    tell(
        Figure(PART, cold_floor, floor_cold[0], "s", is_ours=False),
        Figure(PART, "start, nothing compiled", cold[0][0], "s", cold_floor, cold[0][0] / floor_cold[0]),
    )
    tell_of("memory of a worker, RSS", 1, bare, warm, "MB")
    tell_of("memory of a worker, its share (PSS)", 2, bare, warm, "MB")


Measured = tuple[float, float, float]


def tell_of(name: str, which: int, bare: list[Measured], ours: list[Measured], unit: str) -> None:
    floor, value = (median(one[which] for one in measured) for measured in (bare, ours))
    tell(
        Figure(PART, f"{FLOOR}: {name}", floor, unit, is_ours=False),
        Figure(PART, name, value, unit, FLOOR, value / floor),
    )


def start(served: list[str], environment: dict[str, str], asked: tuple[str, ...]) -> Measured:
    """Return the seconds until the first answer, and the megabytes of the larger worker after all of them."""
    started = time.perf_counter()
    with serving(served, environment) as (server, site):
        seconds = first_answer(server, site) - started
        for path in asked * 4:
            urlopen(site + path, timeout=MOST_SECONDS).read()
        workers = children(server.pid)
        return seconds, max(map(resident, workers)), max(map(proportional, workers))


@contextmanager
def serving(served: list[str], environment: dict[str, str]) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", *served]
    server = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    try:
        yield server, f"http://localhost:{port}/"
    finally:
        server.terminate()
        server.wait(MOST_SECONDS)


def first_answer(server: subprocess.Popen[bytes], site: str) -> float:
    until = time.perf_counter() + MOST_SECONDS
    while time.perf_counter() < until and server.poll() is None:
        try:
            urlopen(site, timeout=MOST_SECONDS).close()
        except (URLError, ConnectionError):
            time.sleep(0.01)
        else:
            return time.perf_counter()
    raise SystemExit("The site did not start.")


def children(process: int) -> list[int]:
    listed = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii")
    return [int(number) for number in listed.split()]


def resident(process: int) -> float:
    return _kilobytes(process, "Rss:") / 1024


def proportional(process: int) -> float:
    return _kilobytes(process, "Pss:") / 1024


def _kilobytes(process: int, name: str) -> float:
    lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="utf-8").splitlines()
    return next(float(line.split()[1]) for line in lines if line.startswith(name))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main()
