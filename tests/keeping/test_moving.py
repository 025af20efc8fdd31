"""A whole database moves to PostgreSQL and back, and nothing is lost, added or left half there."""

from __future__ import annotations

import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import Error, connection, connections, transaction
from django.utils import timezone

from locator.keeping import moving
from locator.keeping.checksums import sums
from locator.keeping.moving import Differs, Moved, Refused, held_still, move
from locator.keeping.opened import database, opened
from locator.keeping.tables import tables
from locator.models import Act, Bank, CatalogueVersion, GuideEntry, Upload
from tests.migrated import Repeating

from .conftest import ODD, file_facts

pytestmark = pytest.mark.usefixtures("full", "migrated_once")


@pytest.fixture
def migrated_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have each kind of target migrated once; the next ones get their tables by the same statements."""
    monkeypatch.setattr(moving, "MigrationExecutor", Repeating)


def table_names(facts: dict[str, Any]) -> list[str]:
    with opened("looked-at", facts) as alias:
        return database(alias).introspection.table_names()


def test_there_and_back_again_everything_is_the_same(empty: dict[str, Any], tmp_path: Path) -> None:
    Repeating.executed.clear()  # this one sees both of them migrated
    before = sums("default")
    there = move("default", empty)
    assert {table: told[1] for table, told in there.items()} == before
    assert set(before) | {"django_migrations"} == set(table_names(empty)), "no table is left out"
    assert before["locator_guideentry"].rows == 600 > moving.ROWS_AT_ONCE
    back = file_facts(tmp_path / "back.sqlite3")
    with opened("moved", empty) as moved:
        assert Upload.objects.using(moved).get().options == ODD
        assert isinstance(move(moved, back), Moved)
        # What is new gets a number of its own, and a change raises the version where it is now.
        number = CatalogueVersion.objects.using(moved).get().number
        assert Act.objects.using(moved).create(how=Act.How.PORTAL).pk > max(
            Act.objects.values_list("pk", flat=True)
        )
        Bank.objects.using(moved).filter(code="sample-a").update(phone="12333")
        assert CatalogueVersion.objects.using(moved).get().number == number + 1
    assert (tmp_path / "back.sqlite3").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["back.sqlite3"]
    with opened("back", back) as again:
        assert sums(again) == before


def test_what_refers_to_another_comes_after_it() -> None:
    order = [model._meta.db_table for model in tables("default")]
    assert order.index("locator_bank") < order.index("locator_outlet") < order.index("locator_offer")
    assert order.index("django_content_type") < order.index("auth_permission")


def test_a_target_with_anything_in_it_is_refused(empty: dict[str, Any], tmp_path: Path) -> None:
    with opened("other", empty) as alias, database(alias).cursor() as cursor:
        cursor.execute("CREATE TABLE of_somebody_else (id integer)")
    with pytest.raises(Refused, match="of_somebody_else"):
        move("default", empty)
    assert table_names(empty) == ["of_somebody_else"]
    there = tmp_path / "there.sqlite3"
    there.write_bytes(b"")
    with pytest.raises(Refused, match="not empty"):
        move("default", file_facts(there))


def test_a_difference_is_found_told_and_leaves_nothing(
    empty: dict[str, Any], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def spoil(**of: Any) -> None:
        GuideEntry.objects.using(of["db"]).filter(text="550").update(text="551")

    monkeypatch.setattr(moving, "emit_post_migrate_signal", spoil)
    with pytest.raises(Differs, match="locator_guideentry") as told:
        move("default", empty)
    assert told.value.moved.different == ["locator_guideentry"]
    assert table_names(empty) == []


def test_an_interruption_leaves_the_target_empty(empty: dict[str, Any], tmp_path: Path) -> None:
    def interrupt(table: str) -> None:
        if table == "locator_offer":
            raise KeyboardInterrupt

    for facts in (empty, file_facts(tmp_path / "new.sqlite3")):
        with pytest.raises(KeyboardInterrupt):
            move("default", facts, said=interrupt)
        assert "target" not in vars(connections._connections)
    assert table_names(empty) == []
    assert list(tmp_path.iterdir()) == []


def test_a_row_that_the_target_cannot_hold_is_named_without_what_is_in_it(
    empty: dict[str, Any], tmp_path: Path
) -> None:
    file = file_facts(tmp_path / "lax.sqlite3")
    move("default", file)
    with opened("lax", file) as lax:
        Bank.objects.using(lax).filter(code="sample-a").update(phone="0411" * 40)  # SQLite counts no letters
        with pytest.raises(Refused, match="locator_bank") as told:
            move(lax, empty)
    assert "0411" not in str(told.value)
    assert table_names(empty) == []


def test_nobody_writes_while_the_source_is_held_still_but_everybody_reads() -> None:
    refused: list[type[BaseException]] = []

    def write() -> None:
        try:
            with connection.cursor() as cursor:
                hurry = {"sqlite": "PRAGMA busy_timeout = 50", "postgresql": "SET lock_timeout = '50ms'"}
                cursor.execute(hurry[connection.vendor])
            assert Bank.objects.count()
            Bank.objects.update(phone="1")
        except Error as error:
            refused.append(type(error))
        finally:
            connections.close_all()

    with held_still("default"):
        thread = threading.Thread(target=write)
        thread.start()
        thread.join()
    assert len(refused) == 1
    write()
    assert len(refused) == 1


def test_the_command_takes_the_url_from_the_environment_or_a_file_and_prints_the_sums(
    empty: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"postgres://{empty['USER']}@/{empty['HOST']}/{empty['NAME']}"
    monkeypatch.setenv("ELSEWHERE", url)
    call_command("move_database", to_env="ELSEWHERE")
    said = capsys.readouterr().out
    assert "locator_guideentry" in said
    assert "the same on both sides" in said
    (tmp_path / "url").write_text(url, encoding="utf-8")
    with pytest.raises(CommandError, match="not empty"):
        call_command("move_database", to_file=tmp_path / "url")


def test_a_url_that_leads_nowhere_is_refused_without_being_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    for url in ("", "mysql://user:secret@host/name", "postgres://user:secret@"):
        monkeypatch.setenv("TARGET_DATABASE_URL", url)
        with pytest.raises(CommandError) as told:
            call_command("move_database")
        assert "secret" not in str(told.value), url


def test_the_sum_tells_of_each_kind_of_change() -> None:
    before = sums("default")
    changes = [
        lambda: Upload.objects.update(content=b"x"),
        lambda: Upload.objects.update(options={**ODD, "more": 1}),
        lambda: Act.objects.update(at=timezone.now() + timedelta(microseconds=1)),
        lambda: Act.objects.filter(undoes=None).update(how=Act.How.ADMIN),
        lambda: GuideEntry.objects.filter(text="3").delete(),
    ]
    for change in changes:
        with transaction.atomic():
            change()
            assert sums("default") != before
            transaction.set_rollback(True)
    assert sums("default") == before
