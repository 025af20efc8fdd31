"""From one database to an empty one: all tables in one transaction, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.management.color import no_style
from django.core.management.sql import emit_post_migrate_signal
from django.db import Error, transaction
from django.db.backends.utils import CursorWrapper
from django.db.migrations.executor import MigrationExecutor

from .checksums import Sum, sums
from .opened import database, opened
from .tables import Model, columns, missing_migrations, tables

ROWS_AT_ONCE = 500
SECONDS_FOR_WRITERS = 20
TARGET = "target"

Said = Callable[[str], None]


class Refused(Exception):  # noqa: N818 - named for what it says
    """The move was not made, and what to do about it; the target is as empty as before."""


class Moved(dict[str, tuple[Sum, Sum]]):
    """The sums of every table, in the one database and in the other."""

    @property
    def different(self) -> list[str]:
        return [table for table, (before, after) in self.items() if before != after]


class Differs(Refused):
    """What arrived is not what was sent; the sums say where."""

    def __init__(self, moved: Moved) -> None:
        super().__init__(
            f"These tables differ after the move: {', '.join(moved.different)}. Nothing is kept."
        )
        self.moved = moved


def move(source: str, facts: dict[str, Any], said: Said = lambda _line: None) -> Moved:
    """Move everything from a database that is held still to the empty one of ``facts``; return the sums.

    Raises Refused, and Differs with the sums; then nothing is left in the target.
    """
    if missing := missing_migrations(source):
        raise Refused(f"Run `manage.py migrate` first: the source has not had {', '.join(missing)}.")
    with _empty(facts) as target_facts, opened(TARGET, target_facts) as target:
        try:
            with held_still(source), transaction.atomic(using=target):
                return _moved(source, target, said)
        except Error as error:
            # The class and the database's first line without the row, which may be personal.
            raise Refused(
                f"The move failed: {type(error).__name__} {_without_values(error)}".strip()
            ) from error


@contextmanager
def held_still(alias: str) -> Iterator[None]:
    """Let nobody write to a database meanwhile; reading goes on. Raises Error where writers do not end.

    On SQLite the transaction takes the write lock as it begins; on PostgreSQL each table is locked.
    """
    with transaction.atomic(using=alias):
        if database(alias).vendor == "postgresql":
            quote = database(alias).ops.quote_name
            names = ", ".join(quote(model._meta.db_table) for model in tables(alias))
            with database(alias).cursor() as cursor:
                cursor.execute(f"SET LOCAL lock_timeout = '{SECONDS_FOR_WRITERS}s'")
                cursor.execute(f"LOCK TABLE {names} IN SHARE MODE")
        yield


def _moved(source: str, target: str, said: Said) -> Moved:
    executor = MigrationExecutor(database(target))
    executor.migrate(executor.loader.graph.leaf_nodes())
    every = tables(target)
    for model in every:
        said(model._meta.db_table)
        _copy(model, source, target)
    with database(target).cursor() as cursor:
        for statement in database(target).ops.sequence_reset_sql(no_style(), every):
            cursor.execute(statement)
    database(target).check_constraints()
    # Last, as the version's triggers would count each row that is copied.
    emit_post_migrate_signal(verbosity=0, interactive=False, db=target)
    before, after = sums(source), sums(target)
    moved = Moved({table: (before[table], after[table]) for table in before})
    if moved.different:
        raise Differs(moved)
    return moved


def _copy(model: Model, source: str, target: str) -> None:
    """Copy a table as it is: no default, no time of now and no signal comes between."""
    fields = columns(model)
    connection = database(target)
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(field.column)) for field in fields)
    holes = ", ".join(["%s"] * len(fields))
    insert = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({holes})"  # noqa: S608 - our own names
    rows = model._base_manager.using(source).order_by("pk").values_list(*(field.attname for field in fields))
    lines = rows.iterator(chunk_size=ROWS_AT_ONCE)
    with connection.cursor() as cursor:
        while batch := list(islice(lines, ROWS_AT_ONCE)):
            _write(cursor, insert, [_prepared(fields, line, connection) for line in batch], model)


def _prepared(fields: list[Any], line: tuple[Any, ...], connection: Any) -> list[Any]:
    return [field.get_db_prep_save(value, connection) for field, value in zip(fields, line, strict=True)]


def _write(cursor: CursorWrapper, insert: str, lines: list[list[Any]], model: Model) -> None:
    try:
        cursor.executemany(insert, lines)
    except (Error, ValueError) as error:
        # SQLite takes text of any length and zero bytes in it; PostgreSQL takes neither.
        keys = f"{lines[0][0]} to {lines[-1][0]}" if model._meta.pk is columns(model)[0] else "unknown"
        told = _without_values(error) if isinstance(error, Error) else "a value that it cannot hold"
        raise Refused(
            f"The target refuses a row of {model._meta.db_table} ({told}), one of the keys {keys}. "
            "Correct it in the source and move again."
        ) from error


@contextmanager
def _empty(facts: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Give the target as it is to be written to; raises Refused where there is anything in it."""
    if facts["ENGINE"].endswith("sqlite3"):
        with _new_file(Path(facts["NAME"])) as name:
            # Tables cannot be made in a transaction with constraints on: they are checked at the end.
            pragmas = "PRAGMA journal_mode=DELETE; PRAGMA synchronous=FULL; PRAGMA foreign_keys=OFF;"
            yield facts | {"NAME": name, "OPTIONS": facts["OPTIONS"] | {"init_command": pragmas}}
        return
    if not facts["ENGINE"].endswith("postgresql"):
        raise Refused("The target is neither PostgreSQL nor SQLite.")
    with opened(TARGET, facts) as target:
        try:
            found = database(target).introspection.table_names()
        except Error as error:
            raise Refused(f"The target cannot be reached ({type(error).__name__}).") from error
    if found:
        raise Refused(
            f"The target is not empty: it has {len(found)} tables, {found[0]} among them. "
            "Name an empty database."
        )
    yield facts


@contextmanager
def _new_file(path: Path) -> Iterator[str]:
    """Give the name of a file beside the one that is wanted, and put it in place when it is whole."""
    if path.exists():
        raise Refused("The target is not empty: there is such a file already. Name one that is not there.")
    if not path.parent.is_dir():
        raise Refused("The folder of the target is not there. Make it, and move again.")
    partial = path.with_name(f"{path.name}.partial")
    partial.unlink(missing_ok=True)
    partial.touch(mode=0o600)
    try:
        yield str(partial)
        partial.rename(path)
    finally:
        partial.unlink(missing_ok=True)


def _without_values(error: BaseException) -> str:
    """Return what a driver says without what it quotes of a row: the first line of its plain message."""
    cause = getattr(error, "__cause__", None)
    diagnosis = getattr(cause, "diag", None)
    return str(getattr(diagnosis, "message_primary", "") or "")
