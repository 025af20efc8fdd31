"""Tries the site out from within, and says what to do about what is not well."""

from __future__ import annotations

import json
import tempfile
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection
from django.test.utils import override_settings

from cardservice.readiness import checks
from locator.management.selfcheck.machine import machine
from locator.management.selfcheck.pages import pages
from locator.management.selfcheck.searches import searches
from locator.management.selfcheck.verdict import Line, State
from locator.search.counting import not_counted
from locator.search.current import NoCatalogue, current
from locator.search.table import aligned

# How a statement begins that leaves all rows as they are.
READS = ("SELECT", "EXPLAIN", "SHOW", "PRAGMA", "BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK", "SET LOCAL")


class Command(BaseCommand):
    """Prints a table, or with --json the same as JSON; exits with 1 if anything is not well."""

    help = "Search, render and look at keys, files, calendar, clock and disk; nothing is changed or counted."
    # A check that stops the command would hide all others.
    requires_system_checks: list[str] = []  # noqa: RUF012 - as Django declares it

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="Print JSON instead of a table.")

    def handle(self, *args: Any, **options: Any) -> None:
        with nothing_changed() as copy:
            made = list(self._lines(copy))
        bad = [line for line in made if line.state is State.FAILED]
        if options["json"]:
            self.stdout.write(
                json.dumps({"ok": not bad, "checks": list(map(asdict, made))}, ensure_ascii=False, indent=2)
            )
        else:
            rows = [(line.state.upper(), line.name, line.detail) for line in made]
            self.stdout.write("\n".join(line.rstrip() for line in aligned(rows)))
        if bad:
            raise CommandError(f"{len(bad)} of {len(made)} checks failed: do what stands beside them.")
        if not options["json"]:
            self.stdout.write(f"None of {len(made)} checks failed.")

    def _lines(self, copy: Path) -> Iterator[Line]:
        yield from map(Line.of, checks())
        try:
            snapshot = current().snapshot
        except NoCatalogue:
            snapshot = None
        if snapshot is not None:
            yield from searches(snapshot)
            yield from pages(snapshot)
        yield from machine(snapshot, copy)


@contextmanager
def nothing_changed() -> Iterator[Path]:
    """Have nothing written or counted meanwhile; hand over where workers leave their copy of the catalogue.

    This process would leave one too: as root, one that the service may not read.
    """
    copy = Path(settings.SNAPSHOT_PATH)
    with tempfile.TemporaryDirectory() as scratch:
        held = Path(scratch) / "catalogue.json"
        if copy.is_file() and _readable(copy):
            held.write_bytes(copy.read_bytes())
        with (
            override_settings(SNAPSHOT_PATH=str(held), PREPARE_BESIDE=False),
            not_counted(),
            connection.execute_wrapper(_only_read),
        ):
            yield copy


def _readable(path: Path) -> bool:
    try:
        path.open("rb").close()
    except OSError:
        return False
    return True


def _only_read(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    """Refuse what would write: a session set to read would be another client's next, behind a pooler."""
    if not sql.lstrip("( \n").upper().startswith(READS):
        raise OperationalError("Nothing is written while the site is looked over.")
    return execute(sql, params, many, context)
