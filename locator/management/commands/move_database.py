"""Moves the whole database to another one that is empty: from SQLite to PostgreSQL, or back."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import environ
from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS

from cardservice.database import tuned
from locator.keeping.moving import Differs, Moved, Refused, move

if TYPE_CHECKING:
    from argparse import ArgumentParser

SCHEMES = {"postgres", "postgresql", "sqlite"}


class Command(BaseCommand):
    """Migrates the target, copies every table in one transaction, and compares both, table by table."""

    help = (
        "Move everything from DATABASE_URL's database to an empty one, whose URL is in the environment "
        "variable TARGET_DATABASE_URL or in a file. Stop the site first: what is written to the old one "
        "afterwards stays there."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        # Never the URL itself: everybody on the machine can read a command line.
        where = parser.add_mutually_exclusive_group()
        where.add_argument(
            "--to-env",
            metavar="NAME",
            default="TARGET_DATABASE_URL",
            help="The environment variable that holds the target's URL; TARGET_DATABASE_URL if not given.",
        )
        where.add_argument("--to-file", metavar="FILE", type=Path, help="A file that holds the target's URL.")

    def handle(self, *args: Any, **options: Any) -> None:
        facts = target(self._url(options["to_env"], options["to_file"]))
        try:
            moved = move(DEFAULT_DB_ALIAS, facts, said=self._said)
        except Differs as differs:
            self._print(differs.moved)
            raise CommandError(str(differs)) from differs
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self._print(moved)
        self.stdout.write(
            f"{sum(before.rows for before, _after in moved.values())} rows in {len(moved)} tables moved, "
            "and the same on both sides. Set DATABASE_URL to the target and start the site."
        )

    def _url(self, name: str, file: Path | None) -> str:
        if file is not None:
            try:
                url = file.read_text(encoding="utf-8").strip()
            except OSError as error:
                raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
            where = str(file)
        else:
            url, where = os.environ.get(name, "").strip(), name
        if not url:
            raise CommandError(
                f"Set {where} to the target's URL, such as postgres://user:password@host/name."
            )
        return url

    def _said(self, table: str) -> None:
        self.stdout.write(f"copying {table}")

    def _print(self, moved: Moved) -> None:
        width = max(map(len, moved))
        self.stdout.write(f"{'table':{width}}  {'rows':>9}  {'there':>9}  checksum")
        for table, (before, after) in moved.items():
            verdict = f"the same, {after.sum[:12]}" if before == after else "DIFFERENT"
            self.stdout.write(f"{table:{width}}  {before.rows:9}  {after.rows:9}  {verdict}")


def target(url: str) -> dict[str, Any]:
    """Return the facts of a database by its URL; raises CommandError for what is no such URL."""
    scheme = url.partition("://")[0]
    try:
        facts: dict[str, Any] = environ.Env.db_url_config(url) if scheme in SCHEMES else {}
    except (ValueError, KeyError, environ.ImproperlyConfigured):
        facts = {}
    if not facts.get("NAME") or facts["NAME"] == ":memory:":
        # Without the URL: a password may be in it.
        raise CommandError(
            "The target's URL cannot be read. Write postgres://user:password@host/name or sqlite:////path/to/file."
        ) from None
    return tuned(facts, "")
