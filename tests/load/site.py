"""The site as it is run: a database, gunicorn with its two workers, the sender of messages."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from urllib.request import urlopen

from tests.postgres import Server, steered

from .clock import AHEAD

SECONDS_TO_START = 60
# What was answered is to be on the disk when the server is killed: nothing is relaxed but the memory's kind.
OPTIONS = ("listen_addresses=", "dynamic_shared_memory_type=mmap", "max_connections=60")
# Counted as ever, and set so high that a crowd from one address is not refused.
NO_FEWER = str(10**8)
SETTINGS = {
    "DEMO": "1",
    "DJANGO_SETTINGS_MODULE": "tests.load.settings",
    "MESSAGE_BACKEND": "file",
    "CODES_PER_ADDRESS_HOUR": NO_FEWER,
    "APPLICATIONS_PER_ADDRESS_HOUR": NO_FEWER,
    "LOOKUPS_PER_ADDRESS_HOUR": NO_FEWER,
    "API_READS_PER_MINUTE": NO_FEWER,
    "OPENBLAS_NUM_THREADS": "1",
}
TICKS = os.sysconf("SC_CLK_TCK")


class NotStartedError(RuntimeError):
    """The server does not answer; the message is its log."""


class Site:
    """One site in a folder of its own."""

    # How long the last one took to answer; nobody knows before the first.
    seconds_to_start = 40.0

    def __init__(self, folder: Path, environment: dict[str, str], server: Server | None) -> None:
        self.folder = folder
        self.environment = environment
        self.database = server
        self.messages = Path(environment["MESSAGE_FILE"])
        self.port = _free_port()
        self.notes: list[str] = []
        # How many writings the crowd has seen refused.
        self.refused: Callable[[], int] = lambda: 0
        self._gunicorn: subprocess.Popen[bytes] | None = None

    def started(self, *words: str, **more: object) -> subprocess.Popen[bytes]:
        """Start a Python process of this site; its errors go to the log."""
        with self.log.open("a", encoding="utf-8") as log:
            return subprocess.Popen(
                [sys.executable, *words], env=self.environment, stderr=log, **({"stdout": log} | more)
            )  # type: ignore[call-overload]

    @property
    def log(self) -> Path:
        return self.folder / "log"

    def run(self, *words: str) -> None:
        """Run a Python process of this site to its end; raises NotStartedError."""
        if self.started(*words).wait():
            raise NotStartedError(self.log.read_text(encoding="utf-8"))

    @contextmanager
    def served(self, *, ahead: float = 0.0) -> Iterator[None]:
        """Serve until the end of the block, by a clock that is so many seconds ahead."""
        self.environment[AHEAD] = str(ahead)
        command = ("-m", "gunicorn", "-c", "python:tests.load.serving", "-b", f"127.0.0.1:{self.port}")
        began = time.monotonic()
        self._gunicorn = self.started(*command, "cardservice.wsgi")
        sender = self.started("-m", "tests.load._messages")
        try:
            self._wait()
            Site.seconds_to_start = time.monotonic() - began
            yield
        finally:
            for process in (self._gunicorn, sender):
                process.send_signal(signal.SIGTERM)
            for process in (self._gunicorn, sender):
                try:
                    process.wait(timeout=40)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()

    def workers(self) -> list[int]:
        assert self._gunicorn is not None
        pid = self._gunicorn.pid
        return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

    def kill_a_worker(self) -> None:
        os.kill(self.workers()[0], signal.SIGKILL)

    def processor_seconds(self) -> float:
        """Return how much of the processors the workers have used so far."""
        used = 0
        for pid in self.workers():
            facts = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
            used += int(facts[11]) + int(facts[12])
        return used / TICKS

    def _wait(self) -> None:
        until = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < until:
            if self._gunicorn is None or self._gunicorn.poll() is not None:
                break
            # The port listens before the workers are there, so only an answer tells.
            with (
                suppress(OSError),
                urlopen(f"http://127.0.0.1:{self.port}/", timeout=SECONDS_TO_START) as answer,
            ):
                answer.read()
                return
            time.sleep(0.05)
        raise NotStartedError(self.log.read_text(encoding="utf-8"))


class Sites:
    """Makes a fresh site for each scenario; the database is filled once and copied."""

    def __init__(self, folder: Path, server: Server | None) -> None:
        self._folder, self._server = folder, server
        self._keys = {
            name: secrets.token_urlsafe(64) for name in ("SECRET_KEY", "FIELD_KEYS", "FINGERPRINT_KEYS")
        }
        self._count = 0
        self._prepared = self._site("prepared")
        self._prepared.run("-m", "tests.load._prepare")

    def fresh(self) -> Site:
        self._count += 1
        name = f"load_{self._count}"
        if self._server is not None:
            self._server.execute(f"CREATE DATABASE {name} TEMPLATE prepared")
        site = self._site(name)
        if self._server is None:
            shutil.copy(self._prepared.folder / "database.sqlite3", site.folder)
        return site

    def _site(self, name: str) -> Site:
        folder = self._folder / name
        folder.mkdir()
        if self._server is None:
            url = f"sqlite:///{folder / 'database.sqlite3'}"
        else:
            url = self._server.url(name)
            if name == "prepared":
                self._server.execute("CREATE DATABASE prepared")
        own = {
            "DATABASE_URL": url,
            "SNAPSHOT_PATH": str(folder / "catalogue.json"),
            "PLACES_PATH": str(folder / "places.index"),
            "MESSAGE_FILE": str(folder / "messages"),
            "TMPDIR": str(folder),
        }
        return Site(folder, os.environ | SETTINGS | self._keys | own, self._server)


@contextmanager
def sites(folder: Path, *, postgres: bool) -> Iterator[Sites]:
    """Yield sites below a folder, over one PostgreSQL or over files of SQLite."""
    with ExitStack() as stack:
        yield Sites(folder, stack.enter_context(steered(OPTIONS, folder)) if postgres else None)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
