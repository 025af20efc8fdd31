"""A minute of made-up bytes for each importer: it reads them or refuses them, and soon."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house import ROOT

from .targets import TARGETS

SECONDS = 60
# A busy machine starts slowly; a run that has not begun by then has failed.
START = 300


def fuzz(target: str, found: Path, seconds: int) -> subprocess.CompletedProcess[str]:
    """Run the fuzzer over one target in a process of its own; what breaks it is left in ``found``."""
    return subprocess.run(
        [sys.executable, "-m", "tests.fuzz", target, f"-max_total_time={seconds}", "-seed=7"],
        cwd=ROOT, env=os.environ | {"FUZZ_FOUND": str(found)}, capture_output=True, text=True, check=False,
        errors="replace", timeout=seconds + START,
    )  # fmt: skip


def runs(said: str) -> int:
    counted = re.search(r"stat::number_of_executed_units:\s*(\d+)", said)
    return int(counted[1]) if counted else 0


def test_the_fuzzer_is_there() -> None:
    assert importlib.util.find_spec("atheris"), (
        "atheris is not installed, so the importers are not fuzzed: install what requirements.lock names, "
        "on Linux, with make setup."
    )


@pytest.mark.parametrize("target", [name for name in TARGETS if name != "planted"])
def test_an_importer_refuses_whatever_it_cannot_read(target: str, tmp_path: Path) -> None:
    done = fuzz(target, tmp_path, SECONDS)
    assert done.returncode == 0, done.stderr[-4000:]
    assert not list(tmp_path.iterdir())
    assert runs(done.stderr) > 100, "it has hardly begun"
    print(f"{target}: {runs(done.stderr)} executions")  # noqa: T201 - for who runs it with -rP


def test_the_control_a_mistake_that_was_planted_is_found(tmp_path: Path) -> None:
    done = fuzz("planted", tmp_path, SECONDS)
    assert done.returncode != 0
    assert "LookupError: planted" in done.stdout + done.stderr
    assert [found.read_bytes()[:4] for found in tmp_path.glob("crash-*")] == [b"card"]
