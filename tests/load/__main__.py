"""``python -m tests.load [--scenario NAME] [--database sqlite] [--seconds N] [--write]``; ``make load``."""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from .disasters import is_small
from .scenarios import SCENARIOS, run
from .site import sites
from .table import HEAD, line, report, write

SMALL = "256m"
NAMES = {"postgresql": "PostgreSQL, fsync on", "sqlite": "SQLite, a file, synchronous=FULL"}


def main() -> int:
    """Run what is asked for, print the table; return 1 where something failed."""
    given = _arguments()
    names = [given.scenario] if given.scenario else list(SCENARIOS)
    if not given.inside and any(SCENARIOS[name].small_disk for name in names):
        return _inside_a_small_file_system()
    failed, said = False, []
    databases = list(NAMES) if given.database == "both" else [given.database]
    for database in databases:
        outcomes, not_run = [], {}
        folder = Path(tempfile.mkdtemp(prefix="load-", dir=given.inside or "/tmp"))
        try:
            # Whoever PostgreSQL runs as has to reach its folder in it.
            folder.chmod(0o711)
            print(f"{NAMES[database]}\n{HEAD}", flush=True)
            with sites(folder, postgres=database == "postgresql") as made:
                for name in names:
                    scenario = SCENARIOS[name]
                    if database == "sqlite" and not scenario.on_sqlite:
                        not_run[name] = "SQLite has no server"
                    elif scenario.small_disk and not is_small(folder):
                        not_run[name] = "no small file system could be mounted; try as root"
                    else:
                        outcomes.append(run(name, made, given.seconds, given.seed))
                        print(line(outcomes[-1]), flush=True)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        failed |= any(outcome.failed for outcome in outcomes)
        said.append(report(outcomes, not_run, NAMES[database]))
    print("\n" + "\n\n".join(said))
    if given.write:
        write(said)
    print("\nFAILED" if failed else "\nAll held.")
    return int(failed)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.load", description=__doc__)
    parser.add_argument("--scenario", choices=SCENARIOS)
    parser.add_argument("--database", choices=[*NAMES, "both"], default="postgresql")
    parser.add_argument("--seconds", type=float, default=15.0, help="of each scenario")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", action="store_true", help="put the tables into docs/load.md")
    parser.add_argument("--inside", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def _inside_a_small_file_system() -> int:
    """Run this anew where a small file system is mounted that nobody else sees; it goes with the process."""
    folder = tempfile.mkdtemp(prefix="small-", dir="/tmp")
    again = [sys.executable, "-m", "tests.load", *sys.argv[1:], "--inside"]
    mount = f'mount -t tmpfs -o size={SMALL},mode=0755 tmpfs "$0" && exec "$@" "$0"'
    private = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--map-root-user", "--mount"]
    try:
        if shutil.which("unshare") and _may([*private, "sh", "-c", mount, folder, "true"]):
            command = [*private, "sh", "-c", mount, folder, *again]
        else:
            command = [*again, folder]
        with subprocess.Popen(command) as inside:
            try:
                return inside.wait()
            finally:
                # Asked to stop, this one asks the other and waits until that has cleaned up.
                inside.terminate()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _may(command: list[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _stop(number: int, frame: object) -> None:
    raise SystemExit(128 + number)


if __name__ == "__main__":
    # An unhandled signal would leave servers and folders behind.
    signal.signal(signal.SIGTERM, _stop)
    sys.exit(main())
