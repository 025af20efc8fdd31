"""Run every benchmark of this folder, one process after the other, and let each print its table."""

import subprocess
import sys
from pathlib import Path

failed = 0
for benchmark in sorted(Path(__file__).parent.glob("[!_]*.py")):
    command = [sys.executable, "-m", f"tests.benchmarks.{benchmark.stem}"]
    failed |= subprocess.run(command, check=False).returncode
sys.exit(failed)
