"""The clock of a load is set once, and ticks from then on."""

from __future__ import annotations

import os
import subprocess
import sys
import time

from tests.load.clock import AHEAD

LOOKS = (
    "import time; from tests.load.clock import set_the_clock as go; go(); time.sleep(0.5); print(time.time())"
)


def test_it_ticks_while_nobody_looks() -> None:
    began = time.time()
    command = [sys.executable, "-c", LOOKS]
    said = subprocess.run(command, env=os.environ | {AHEAD: "100000"}, capture_output=True, check=True).stdout
    assert 0.5 <= float(said) - 100_000 - began <= time.time() - began
