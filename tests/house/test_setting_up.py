"""Setting up says what is missing, and does nothing twice."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.postgres import running, server

from . import ROOT
from .test_tools import run

FITS = 'case "$*" in *ensurepip*) exit 1;; *venv*) echo python3.11-venv;; esac'


@pytest.fixture
def machine(tmp_path):
    """Return a folder with the scripts, and a machine on which nothing else is installed."""
    shutil.copytree(ROOT / ".ci", tmp_path / ".ci")
    shutil.copy(ROOT / "requirements.lock", tmp_path)
    (tmp_path / "bin").mkdir()
    for name in ("sh", "dirname", "cmp", "cp", "id"):
        (tmp_path / "bin" / name).symlink_to(shutil.which(name))
    return tmp_path


def program(path: Path, script: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def call(machine: Path, name: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [machine / "bin" / "sh", machine / ".ci" / name],
        env={"PATH": str(machine / "bin")}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_without_a_python_that_fits_the_versions_are_named(machine):
    program(machine / "bin" / "python3", "exit 1")
    said = call(machine, "setup")
    assert said.returncode == 1
    assert "Python 3.11, 3.12 or 3.13 is needed" in said.stderr


def test_without_its_venv_module_the_package_is_named(machine):
    program(machine / "bin" / "python3", FITS)
    said = call(machine, "setup")
    assert said.returncode == 1
    assert "apt-get install python3.11-venv" in said.stderr


def test_a_second_call_does_nothing(machine):
    program(machine / ".venv" / "bin" / "python", "exit 0")
    shutil.copy(machine / "requirements.lock", machine / ".venv" / "installed.lock")
    said = call(machine, "setup")
    assert (said.returncode, said.stdout, said.stderr) == (0, "", "")


def test_another_lock_is_installed(machine):
    program(machine / ".venv" / "bin" / "python", 'echo "$*" >> calls')
    program(machine / "bin" / "python3", "exit 0")
    (machine / ".venv" / "installed.lock").write_text("an older lock")
    said = call(machine, "setup")
    assert said.returncode == 0, said.stderr
    assert "--require-hashes -r requirements.lock" in (machine / "calls").read_text()
    assert call(machine, "setup").stdout == ""


def test_without_a_browser_the_packages_are_named(machine):
    said = call(machine, "chromium")
    assert said.returncode == 1
    assert "apt-get install chromium fonts-noto-cjk" in said.stderr


OWNERS = """
home=$(dirname "${DATABASE_URL#postgres://tests@}")
echo "$home" $(stat -c %u "$home" "/proc/$(head -n 1 "$home/data/postmaster.pid")")
exit 7
"""


@pytest.fixture(scope="module")
def postgres():
    """Have a server run for one command, which names its folder and the owners of that and of its process."""
    return run("tests.postgres", "sh", "-c", OWNERS)


def test_the_tests_own_postgres_passes_the_result_on_and_leaves_nothing(postgres):
    assert postgres.returncode == 7, postgres.stderr
    home = Path(postgres.stdout.split()[0])
    assert home.is_absolute()
    assert not home.exists()


def test_the_tests_own_postgres_does_not_run_as_root(postgres):
    _home, of_the_folder, of_the_process = postgres.stdout.split()
    assert of_the_process == of_the_folder != "0"


def test_without_a_postgres_the_package_is_named(monkeypatch):
    monkeypatch.setattr(server, "_works", lambda *given: False)
    with pytest.raises(server.NoPostgresError, match="apt-get install postgresql"), running():
        pass


def test_a_postgres_that_does_not_start_says_why(monkeypatch):
    monkeypatch.setattr(server, "OPTIONS", ("no_such_setting=1",))
    with pytest.raises(server.NoPostgresError, match="no_such_setting"), running():
        pass


def test_a_missing_account_is_told_to_root(monkeypatch):
    def nobody(name):
        raise KeyError(name)

    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(server.pwd, "getpwnam", nobody)
    with pytest.raises(server.NoPostgresError, match="does not run as root"):
        server._account()
