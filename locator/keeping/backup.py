"""A copy of the whole database in one file, with a list of what is in it beside."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import file_digest
from pathlib import Path
from typing import Any

from django.db import DEFAULT_DB_ALIAS, transaction

from .checksums import Sum, sums
from .opened import database, opened, server_version, unpooled
from .programs import run

NAMED = "backup-*.json"
SOURCE = "held-for-backup"
ENDINGS = {"sqlite": "sqlite3", "postgresql": "pgdump"}


class BackupFailed(Exception):  # noqa: N818 - named for what it says
    """There is no backup, or it cannot be used, and why."""


@dataclass(frozen=True)
class Manifest:
    """What a backup holds, as the database had it at the very moment that was copied."""

    made_at: str
    vendor: str
    file: str
    bytes: int
    sha256: str
    tables: dict[str, Sum]

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables.values())


def back_up(folder: Path, *, keep: int) -> tuple[Path, Manifest]:
    """Write a backup and its manifest, drop all but the newest ``keep``, and return it.

    Raises OSError, the database's Error, ProgramFailed and BackupFailed; then there is no new backup, and
    none of the old ones is dropped.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    vendor = database(DEFAULT_DB_ALIAS).vendor
    now = datetime.now(UTC)
    name = f"backup-{now:%Y%m%dT%H%M%S}.{now.microsecond:06d}Z"
    with _new_file(folder / f"{name}.{ENDINGS[vendor]}") as partial:
        tables = _copy_sqlite(partial) if vendor == "sqlite" else _copy_postgresql(partial)
        with partial.open("rb") as file:
            digest = file_digest(file, "sha256").hexdigest()
        size = partial.stat().st_size
    manifest = Manifest(now.isoformat(), vendor, f"{name}.{ENDINGS[vendor]}", size, digest, tables)
    # Last: a backup without its manifest is none.
    with _new_file(folder / f"{name}.json") as partial:
        partial.write_text(json.dumps(asdict(manifest), indent=1), encoding="utf-8")
    _drop_old(folder, keep)
    return folder / manifest.file, manifest


def manifests(folder: Path) -> list[Path]:
    """Return the manifests in a folder, the oldest first."""
    return sorted(folder.glob(NAMED))


def read_manifest(path: Path) -> Manifest:
    """Read a manifest, or raise BackupFailed."""
    try:
        held = json.loads(path.read_bytes())
        tables = {name: Sum(int(rows), str(told)) for name, (rows, told) in held.pop("tables").items()}
        return Manifest(**held, tables=tables)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BackupFailed(f"The manifest {path.name} cannot be read.") from error


def _copy_sqlite(partial: Path) -> dict[str, Sum]:
    """Copy what one reading transaction sees, while others go on writing; see that the copy is whole."""
    facts = database(DEFAULT_DB_ALIAS).settings_dict
    options = {**facts["OPTIONS"], "transaction_mode": "DEFERRED"}
    with (
        opened(SOURCE, {**facts, "OPTIONS": options}) as alias,
        opened("copy", _as_copy(facts, partial)) as copy,
    ):
        database(copy).ensure_connection()
        with transaction.atomic(using=alias):
            tables = sums(alias)  # the first reading holds the state that is copied below
            database(alias).connection.backup(database(copy).connection)
        with database(copy).cursor() as cursor:
            cursor.execute("PRAGMA journal_mode = DELETE")
            cursor.execute("PRAGMA integrity_check")
            verdict = cursor.fetchone()[0]
    if verdict != "ok":
        raise BackupFailed(f"The copy is damaged: {verdict}. Look at the disk, and at the database itself.")
    return tables


def _as_copy(facts: dict[str, Any], partial: Path) -> dict[str, Any]:
    return {"ENGINE": facts["ENGINE"], "NAME": str(partial), "OPTIONS": {}}


def _copy_postgresql(partial: Path) -> dict[str, Sum]:
    """Have pg_dump copy the same state of the database that the sums are of, while others go on writing."""
    facts = unpooled(database(DEFAULT_DB_ALIAS).settings_dict)
    with opened(SOURCE, facts) as alias, transaction.atomic(using=alias):
        with database(alias).cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            snapshot = cursor.fetchone()[0]
        how = ("--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}")
        run("pg_dump", server_version(alias), facts, *how, f"--file={partial}")
        return sums(alias)


@contextmanager
def _new_file(path: Path) -> Iterator[Path]:
    """Give a file for its owner alone, and put it in place when it is whole and on the disk."""
    partial = path.with_name(f".{path.name}.partial")
    partial.touch(mode=0o600, exist_ok=False)
    try:
        yield partial
        _to_the_disk(partial)
        partial.rename(path)
        _to_the_disk(path.parent)
    finally:
        for left in path.parent.glob(f"{partial.name}*"):  # SQLite may have left a journal beside it
            left.unlink()


def _to_the_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _drop_old(folder: Path, keep: int) -> None:
    for path in manifests(folder)[: -max(keep, 1)]:
        for ending in ENDINGS.values():
            path.with_suffix(f".{ending}").unlink(missing_ok=True)
        path.unlink()
