"""Run a command with DATABASE_URL naming a fresh PostgreSQL: ``python -m tests.postgres pytest …``."""

import os
import signal
import subprocess
import sys

from . import running


def stop(number: int, frame: object) -> None:
    raise SystemExit(128 + number)


# An unhandled signal would leave the server and its directory behind.
signal.signal(signal.SIGTERM, stop)
with running() as url:
    command = subprocess.run(sys.argv[1:], env={**os.environ, "DATABASE_URL": url}, check=False)
sys.exit(command.returncode)
