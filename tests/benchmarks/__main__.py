"""Run every benchmark of this folder, one process after the other; then one table, the document, the check.

``python -m tests.benchmarks [--update] [NAME...]``: with names, only those are run, and nothing is written.
"""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from . import _document, _ratios
from ._figures import PLACE, Figure, Remark, columns, read
from ._one import stop

NAMES = ("nearest", "answers", "places", "applications", "importing", "worker", "first_visit")
MOST_SECONDS = 900


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("--update", action="store_true", help="Keep this run's ratios for the next.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"One of: {', '.join(NAMES)}.")
    asked = parser.parse_args()
    started, failed = time.monotonic(), []
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "figures"
        for name in asked.names or NAMES:
            print(f"\n{name}", flush=True)
            if not run(name, place):
                failed.append(f"tests.benchmarks.{name} did not end well.")
        told = read(place)
    figures = [one for one in told if isinstance(one, Figure)]
    show(figures)
    for one in told:
        if isinstance(one, Remark):
            print(f"{one.part}: {one.text}")
    kept = _ratios.read()
    bad = failed + _ratios.broken(figures) + ([] if asked.update else _ratios.worse(figures, kept))
    if not asked.names:
        _document.write(told, time.monotonic() - started)
        for key in _ratios.missing(figures, kept):
            print(f"Not measured this time: {key}")
        if asked.update and not failed:
            _ratios.write(figures)
    print("\n".join(["", *bad]) if bad else "\nNo ratio is worse than the kept one.")
    return int(bool(bad))


def run(name: str, place: Path) -> bool:
    command = [sys.executable, "-m", "tests.benchmarks._one", name]
    process = subprocess.Popen(command, env={**os.environ, PLACE: str(place)})
    try:
        return process.wait(MOST_SECONDS) == 0
    except subprocess.TimeoutExpired:
        return False
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait()


def show(figures: list[Figure]) -> None:
    """Print one table of everything."""
    print("\n" + "=" * 100)
    part = ""
    for one in figures:
        if one.part != part:
            part = one.part
            print(f"\n{part}")
        print("  " + "  ".join(columns(one)))
    print()


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, stop)
    sys.exit(main())
