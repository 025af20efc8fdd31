"""With a replica, the catalogue is read there; one that lags or is away takes nobody back to yesterday."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import DEFAULT_DB_ALIAS, OperationalError, connection, connections

from cardservice.database import tuned
from locator.keeping.moving import move
from locator.keeping.opened import database, opened
from locator.models import Bank, CatalogueVersion
from locator.search import sources
from locator.search.current import current, forget
from tests import migrated

from .rows import database_away, make

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_wait", "replica")]
Names = list[str]


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Name the file of a copy, made by the first test and used by all: making one takes seconds."""
    return tmp_path_factory.mktemp("replica") / "replica.sqlite3"


@pytest.fixture
def replica(bank: Bank, copied: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have a second database that was the first one's copy a moment ago; nothing copies it further."""
    make(bank, "a")
    if not copied.exists():
        if connection.vendor == "sqlite":
            migrated.copied(copied)
        else:
            move(DEFAULT_DB_ALIAS, facts_of(copied))
    file = tmp_path / copied.name
    shutil.copyfile(copied, file)
    monkeypatch.setattr(sources.Sources, "asks_replica", _asks_whenever_it_does_not_rest)
    with opened(sources.REPLICA, facts_of(file)):
        caught_up()
        forget()
        yield


def facts_of(file: Path) -> dict[str, Any]:
    return tuned({"ENGINE": "django.db.backends.sqlite3", "NAME": str(file)}, "")


def _asks_whenever_it_does_not_rest(self: Any) -> bool:
    # Settings name no replica in the tests; this thread has one all the same.
    return sources.time.monotonic() >= self._rests_until


@contextmanager
def asked(alias: str) -> Iterator[list[str]]:
    statements: list[str] = []

    def note(execute: Callable[..., Any], sql: str, *given: Any) -> Any:
        statements.append(sql)
        return execute(sql, *given)

    with connections[alias].execute_wrapper(note):
        yield statements


@contextmanager
def replica_away() -> Iterator[None]:
    def refuse(*_given: Any) -> None:
        raise OperationalError("the server went away")

    with connections[sources.REPLICA].execute_wrapper(refuse):
        yield


def caught_up() -> None:
    """Bring the replica to where the primary is, as streaming does."""
    with ExitStack() as stack:
        cursor = stack.enter_context(database(sources.REPLICA).cursor())
        number = CatalogueVersion.objects.get().number
        for name in Bank.objects.values_list("short_name", flat=True):
            cursor.execute("UPDATE locator_bank SET short_name = %s", [name])
        cursor.execute("UPDATE locator_catalogueversion SET number = %s", [number])


def short_names() -> Names:
    return [bank.short_name for bank in current().snapshot.banks.values()]


def test_the_catalogue_is_read_from_the_replica_alone() -> None:
    with asked("default") as of_primary, asked(sources.REPLICA) as of_replica:
        assert not current().stale
        assert not current().stale
    assert of_primary == []
    assert len(of_replica) == 14, "a reading of everything, and a look"


def test_a_change_is_seen_once_the_replica_has_it() -> None:
    assert short_names() == ["一号"]
    Bank.objects.update(short_name="新")
    assert short_names() == ["一号"]
    caught_up()
    assert short_names() == ["新"]


def test_a_replica_that_is_away_leaves_reading_to_the_primary_and_rests(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Bank.objects.update(short_name="新")
    with asked(sources.REPLICA) as of_replica, replica_away():
        assert short_names() == ["新"]
        assert not current().stale
    assert len(of_replica) == 1, "it is not asked again at every look"


def test_a_replica_that_lags_takes_nobody_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "SECONDS_OF_REST", 0.0)
    Bank.objects.update(short_name="新")
    with replica_away():
        assert short_names() == ["新"]
    assert short_names() == ["新"], "the replica is back, with what held before"
    assert not current().stale, "the primary has said that it holds"
    Bank.objects.update(short_name="更新")
    assert short_names() == ["更新"]
    with database_away():
        assert short_names() == ["更新"]
        assert current().stale, "only the replica is there, and it knows of less"
    caught_up()
    with database_away():
        assert short_names() == ["更新"]
        assert not current().stale


def test_the_control_a_worker_that_holds_nothing_takes_what_the_replica_has() -> None:
    Bank.objects.update(short_name="新")
    assert short_names() == ["一号"]


def test_a_primary_that_was_restored_to_an_earlier_day_is_followed() -> None:
    Bank.objects.update(short_name="新")
    caught_up()
    assert short_names() == ["新"]
    for alias in ("default", sources.REPLICA):
        with connections[alias].cursor() as cursor:
            cursor.execute("UPDATE locator_bank SET short_name = %s", ["旧"])
            cursor.execute("UPDATE locator_catalogueversion SET number = 5")
    assert short_names() == ["旧"]


def test_with_both_away_the_last_snapshot_and_then_the_copy_on_disk_answer() -> None:
    before = current()
    with replica_away(), database_away():
        assert current().stale
        assert current().snapshot is before.snapshot
        forget()
        assert current().stale
        assert list(current().snapshot.banks) == ["one"]


def test_what_is_not_the_catalogue_stays_on_the_primary() -> None:
    with asked(sources.REPLICA) as of_replica:
        assert Bank.objects.count() == 1
    assert of_replica == []
    assert Bank.objects.get().save() is None
    assert connection.alias == "default"
