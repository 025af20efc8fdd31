"""Proves that a backup can be restored: into a scratch database, which is compared and dropped again."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import file_digest
from pathlib import Path
from secrets import token_hex
from typing import Any

from django.db import DEFAULT_DB_ALIAS, Error

from .backup import BackupFailed, Manifest, manifests, read_manifest
from .checksums import Sum, sums
from .opened import database, opened, server_version, unpooled
from .programs import run
from .tables import missing_migrations

SCRATCH = "scratch"


class Restored:
    """A backup in a scratch database, as long as that stands."""

    def __init__(self, manifest: Manifest) -> None:
        self.manifest = manifest

    def compare(self) -> None:
        """Raise BackupFailed where the scratch database is not what was backed up, or not of this release."""
        vendor, want = database(SCRATCH).vendor, set(self.manifest.tables)
        if lost := sorted(want - set(database(SCRATCH).introspection.table_names())):
            raise BackupFailed(
                f"The restored database has no table {lost[0]}. The {vendor} backup is not whole."
            )
        if missing := missing_migrations(SCRATCH):
            raise BackupFailed(
                f"The backup is of an older release, which had not had {missing[0]}. "
                "Make a new backup, and try that."
            )
        found: dict[str, Sum] = sums(SCRATCH)
        different = sorted(
            table for table in want | set(found) if found.get(table) != self.manifest.tables.get(table)
        )
        if different:
            table = different[0]
            had, has = (each.get(table, Sum(0, "")).rows for each in (self.manifest.tables, found))
            raise BackupFailed(
                f"The restored database differs from what was backed up in {', '.join(different)}: "
                f"{table} had {had} rows and has {has}."
            )


def newest(folder: Path) -> tuple[Path, Manifest]:
    """Return the newest backup, found to be the file that was written; raises BackupFailed."""
    every = manifests(folder)
    if not every:
        raise BackupFailed(f"There is no backup in {folder}. Make one with `manage.py backup`.")
    manifest = read_manifest(every[-1])
    path = folder / Path(manifest.file).name
    if not path.is_file():
        raise BackupFailed(f"The backup {path.name} is gone; its manifest is there.")
    with path.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
    if digest != manifest.sha256:
        raise BackupFailed(
            f"The backup {path.name} is not the file that was written: it was changed or is damaged."
        )
    return path, manifest


@contextmanager
def restored(path: Path, manifest: Manifest) -> Iterator[Restored]:
    """Restore a backup into a scratch database; raises BackupFailed, ProgramFailed and OSError."""
    own = database(DEFAULT_DB_ALIAS).settings_dict
    if manifest.vendor != database(DEFAULT_DB_ALIAS).vendor:
        raise BackupFailed(
            f"The backup is of {manifest.vendor}, and DATABASE_URL names another. Make a new backup."
        )
    scratch = _scratch_file(path, own) if manifest.vendor == "sqlite" else _scratch_database(path, own)
    with scratch as facts, opened(SCRATCH, facts):
        try:
            yield Restored(manifest)
        except Error as error:
            raise BackupFailed(f"The restored database cannot be read ({type(error).__name__}).") from error


@contextmanager
def _scratch_file(path: Path, own: dict[str, Any]) -> Iterator[dict[str, Any]]:
    # Beside the backup, where there is room for it, and where nobody else reads.
    with tempfile.TemporaryDirectory(prefix=".drill-", dir=path.parent) as folder:
        file = Path(folder) / "scratch.sqlite3"
        shutil.copyfile(path, file)
        yield {"ENGINE": own["ENGINE"], "NAME": str(file), "OPTIONS": own["OPTIONS"]}


@contextmanager
def _scratch_database(path: Path, own: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Make a database on the same server, restore the backup into it, and drop it whatever comes."""
    name = f"drill_{token_hex(6)}"
    own = unpooled(own)
    facts = {**own, "NAME": name, "CONN_MAX_AGE": 0}
    with opened("server", own) as server, database(server).cursor() as cursor:
        version = server_version(server)
        try:
            cursor.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
        except Error as error:
            raise BackupFailed(
                "No scratch database can be made on the server. Give the role the right to: "
                "ALTER ROLE … CREATEDB."
            ) from error
    try:
        how = ("--exit-on-error", "--no-owner", "--no-privileges", f"--dbname={name}")
        run("pg_restore", version, facts, *how, str(path))
        yield facts
    finally:
        with opened("server", own) as server, database(server).cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
