"""A backup is whole and for its owner alone, and whatever is wrong with it is told in one sentence."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections

from locator import migrations
from locator.keeping import backup as module
from locator.keeping.backup import BackupFailed, back_up, manifests
from locator.keeping.checksums import sums
from locator.keeping.drill import newest, restored
from locator.keeping.programs import ProgramFailed, environment, found
from locator.models import Bank, GuideEntry, Outlet

LAST_MIGRATION = max(path.stem for path in Path(migrations.__path__[0]).glob("0*.py"))


@pytest.fixture
def folder(full: None, tmp_path: Path, settings: Any) -> Path:
    settings.BACKUP_DIR = tmp_path / "backups"
    return tmp_path / "backups"


def drill() -> None:
    call_command("restore_drill")


def rewritten(folder: Path, **changes: Any) -> None:
    [path] = manifests(folder)
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | changes), encoding="utf-8")


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def scratch_databases() -> list[str]:
    if connection.vendor == "sqlite":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE 'drill%%'")
        return [name for (name,) in cursor.fetchall()]


def test_a_backup_is_restored_compared_checked_and_the_scratch_is_gone(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("backup")
    drill()
    said = capsys.readouterr().out
    assert "keys of the settings are not in it" in said
    assert "can be restored" in said
    assert "53" in said, "the catalogue in it was checked"
    assert scratch_databases() == []
    assert len(files(folder)) == 2
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    assert folder.stat().st_mode & 0o777 == 0o700


def test_what_is_written_down_is_what_was_copied_though_others_write_meanwhile(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sums("default")

    def others_write() -> None:
        GuideEntry.objects.all().delete()
        connections.close_all()

    def meanwhile(alias: str) -> Any:
        told = sums(alias)
        thread = threading.Thread(target=others_write)
        thread.start()
        thread.join()
        return told

    monkeypatch.setattr(module, "sums", meanwhile)
    assert back_up(folder, keep=3)[1].tables == before
    assert GuideEntry.objects.count() == 0
    with restored(*newest(folder)) as scratch:
        scratch.compare()


def test_only_the_newest_backups_are_kept(folder: Path) -> None:
    made = [back_up(folder, keep=2)[0].name for _time in range(3)]
    assert [name for name in files(folder) if not name.endswith("json")] == made[1:]
    assert len(manifests(folder)) == 2


def test_a_backup_that_fails_leaves_nothing_and_drops_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(folder, keep=1)
    before = files(folder)

    def full_disk(_path: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module, "_to_the_disk", full_disk)
    with pytest.raises(CommandError, match="No space left"):
        call_command("backup")
    assert files(folder) == before


def test_without_a_backup_the_drill_says_how_to_make_one(folder: Path) -> None:
    with pytest.raises(CommandError, match=r"manage\.py backup"):
        drill()


def test_a_backup_that_was_damaged_is_noticed(folder: Path) -> None:
    path = back_up(folder, keep=1)[0]
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(CommandError, match="damaged"):
        drill()
    path.unlink()
    with pytest.raises(CommandError, match="gone"):
        drill()


def test_a_file_that_is_no_backup_at_all_is_noticed_even_under_its_own_checksum(folder: Path) -> None:
    path, manifest = back_up(folder, keep=1)
    path.write_bytes(path.read_bytes()[: manifest.bytes // 3])
    from hashlib import sha256  # noqa: PLC0415

    rewritten(folder, sha256=sha256(path.read_bytes()).hexdigest())
    with pytest.raises(CommandError):
        drill()
    assert scratch_databases() == []
    assert len(files(folder)) == 2


def test_a_table_that_is_missing_or_differs_is_named(folder: Path) -> None:
    back_up(folder, keep=1)
    [path] = manifests(folder)
    tables = json.loads(path.read_text(encoding="utf-8"))["tables"]
    rewritten(folder, tables={**tables, "locator_lost": [1, "0"]})
    with pytest.raises(CommandError, match="no table locator_lost"):
        drill()
    rewritten(folder, tables={**tables, "locator_bank": [9, tables["locator_bank"][1]]})
    with pytest.raises(CommandError, match="locator_bank had 9 rows and has 8"):
        drill()
    assert scratch_databases() == []


def test_a_backup_without_a_table_is_noticed(folder: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE locator_visit RENAME TO locator_away")
    try:
        with pytest.raises(CommandError, match="database failed"):
            call_command("backup")
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE locator_away RENAME TO locator_visit")
    assert files(folder) == []


def test_a_backup_of_an_older_release_is_told_as_such(folder: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE django_migrations SET app = 'away' WHERE name = %s", [LAST_MIGRATION])
    try:
        back_up(folder, keep=1)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE django_migrations SET app = 'locator' WHERE name = %s", [LAST_MIGRATION])
    with pytest.raises(CommandError, match="older release"):
        drill()


def test_errors_in_the_catalogue_that_was_backed_up_are_told(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Outlet.objects.filter(code="sample-a-01").update(phones=["nobody"])
    back_up(folder, keep=1)
    Outlet.objects.filter(code="sample-a-01").update(phones=[])
    with pytest.raises(CommandError):
        drill()
    assert "sample-a-01 phones" in capsys.readouterr().out
    assert Bank.objects.count() == 8, "the site's own database stands in its place again"


def test_a_program_that_is_missing_is_named_with_its_package() -> None:
    with pytest.raises(ProgramFailed, match="apt-get install postgresql-client"):
        found("pg_nothing")
    with pytest.raises(ProgramFailed, match="of version 99 or newer"):
        found("pg_dump", 99)


def test_the_password_is_on_no_command_line_and_other_servers_settings_are_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PGSERVICE", "of-somebody-else")
    facts = {"HOST": "db.example", "PORT": 5433, "USER": "cards", "PASSWORD": "secret", "NAME": "cards",
             "OPTIONS": {"sslmode": "verify-full", "pool": True}}  # fmt: skip
    told = {name: value for name, value in environment(facts).items() if name.startswith("PG")}
    assert told == {"PGHOST": "db.example", "PGPORT": "5433", "PGUSER": "cards", "PGPASSWORD": "secret",
                    "PGDATABASE": "cards", "PGSSLMODE": "verify-full"}  # fmt: skip


def test_a_manifest_that_cannot_be_read_is_told(folder: Path) -> None:
    back_up(folder, keep=1)
    manifests(folder)[0].write_text("{", encoding="utf-8")
    with pytest.raises(BackupFailed, match="cannot be read"):
        newest(folder)
