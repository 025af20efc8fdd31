"""Planning a table of 10,000 outlets with 200 errors: all of them in one pass, how long and how much memory.

Run with ``make bench``, or alone with ``python -m tests.benchmarks.importing``. Each kind of file is read in
a process of its own, so that its peak is its own; the peak is that of the whole process, Django included.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile

ROWS = 10_000
ERRORS = 200
FILES = ("short.csv", "same.csv", "same.xlsx")


def main() -> int:
    """Tell what each file takes; return 1 where a limit is passed or an error is missed."""
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {
            "DEMO": "1",
            "DJANGO_SETTINGS_MODULE": "cardservice.settings",
            "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3",
            "SNAPSHOT_PATH": f"{folder}/catalogue.json",
        }
        for name in ("prepare", *FILES):
            command = [sys.executable, "-m", "tests.benchmarks._import_plan", name, folder]
            failed |= subprocess.run(command, check=False, env=environment).returncode
    return failed


if __name__ == "__main__":
    sys.exit(main())
