"""Serves the tests' database with three workers of the shipped server, which say what they answered."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .database import url_of_the_test_database

START_SECONDS = 120


@dataclass(frozen=True)
class Serving:
    """A server that listens: where, what it logs, and which worker has answered what."""

    port: int
    log: Path
    answered: Path


@contextmanager
def serving(folder: Path, **settings: str) -> Iterator[Serving]:
    """Serve until the test is over; ``settings`` go into its environment."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Serving(port, folder / "log", folder / "answered")
    server.answered.touch()
    environment = os.environ | {
        "DATABASE_URL": url_of_the_test_database(),
        "SNAPSHOT_PATH": str(folder / "catalogue.json"),
        "ANSWERED": str(server.answered),
        "DEMO": "1",
        **settings,
    }
    command = ["-m", "gunicorn", "-c", "python:tests.workers.named", "-b", f"127.0.0.1:{port}"]
    with server.log.open("w", encoding="utf-8") as log:
        process = subprocess.Popen(
            [sys.executable, *command, "cardservice.wsgi"], env=environment, stdout=log, stderr=log
        )
    try:
        _wait_for(server, process)
        yield server
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            # Answers on their way have half a minute.
            process.wait(timeout=60)
        finally:
            process.kill()


def _wait_for(server: Serving, process: Any) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        assert process.poll() is None, server.log.read_text(encoding="utf-8")
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", server.port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError(server.log.read_text(encoding="utf-8"))
