"""``manage.py selfcheck`` tries the site out from within, says what to do, and leaves no trace."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import Error, connection
from django.test.utils import CaptureQueriesContext

from locator.applications.facts import PERSONAL
from locator.applications.secrecy import encrypted
from locator.hours import SHANGHAI
from locator.management.commands.selfcheck import nothing_changed
from locator.management.selfcheck.machine import _backup, _calendar, _disk, _keys
from locator.management.selfcheck.pages import pages
from locator.management.selfcheck.searches import KNOWN, searches
from locator.management.selfcheck.verdict import NotWell, Soon, State
from locator.models import Bank, MailApplication, Outlet, SearchCount
from locator.search import counting
from locator.search.current import current, forget
from tests import sample_rows
from tests.collected import collected_into

pytestmark = pytest.mark.django_db(transaction=True)
OCTOBER = datetime(2026, 10, 20, 10, 0, tzinfo=SHANGHAI)


@pytest.fixture(autouse=True)
def _sample() -> Iterator[None]:
    with time_machine.travel(OCTOBER, tick=False):
        sample_rows.load(today=date(2026, 10, 20))
        yield


@pytest.fixture(scope="module")
def statics(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("static")


@pytest.fixture
def collected(statics: Path) -> Iterator[None]:
    with collected_into(statics):
        yield


def run(**options: Any) -> tuple[bool, dict[str, dict[str, str]]]:
    out = StringIO()
    with suppress(CommandError):
        call_command("selfcheck", stdout=out, json=True, **options)
    said = json.loads(out.getvalue())
    return said["ok"], {line["name"]: line for line in said["checks"]}


def rows() -> dict[str, int]:
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        found = {}
        for table in tables:
            cursor.execute(f'SELECT COUNT(*) FROM "{table}"')
            found[table] = cursor.fetchone()[0]
    return found


def test_a_whole_site_passes_and_nothing_is_changed_or_counted(collected: None, settings: Any) -> None:
    copy = Path(settings.SNAPSHOT_PATH)
    copy.unlink(missing_ok=True)
    before = rows()
    _well, lines = run()
    counting.flush()
    # The clock of these tests stands still, and that of the database, which dates the catalogue, goes on.
    lines.pop("clock")
    assert [name for name, line in lines.items() if line["state"] == State.FAILED] == []
    assert rows() == before
    assert not SearchCount.objects.exists()
    assert not copy.exists()


def test_the_table_says_what_to_do(settings: Any, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path  # nothing is collected there
    out = StringIO()
    with pytest.raises(CommandError, match=r"\d of") as caught:
        call_command("selfcheck", stdout=out)
    assert caught.value.returncode == 1
    failed = [line for line in out.getvalue().splitlines() if line.startswith("FAILED")]
    assert any("collectstatic" in line for line in failed)


def test_whatever_would_write_is_stopped_meanwhile() -> None:
    with nothing_changed(), pytest.raises(Error):
        Bank.objects.update(name="")
    assert Bank.objects.update(short_name="行") > 0  # and not any more afterwards


def test_nothing_is_left_set_in_a_session_that_a_pooler_hands_to_others() -> None:
    with CaptureQueriesContext(connection) as asked:
        run()
    set_up = [one["sql"] for one in asked if one["sql"].startswith(("SET", "PRAGMA"))]
    assert [one for one in set_up if not one.startswith("SET LOCAL")] == []


def test_every_district_has_a_place_to_try() -> None:
    assert set(KNOWN) == set(current().snapshot.districts)


def test_without_outlets_the_searches_fail() -> None:
    Outlet.objects.all().delete()
    forget()
    failed = {line.name for line in searches(current().snapshot) if line.state is State.FAILED}
    assert "search by pinyin" in failed
    assert "not found: unknown" not in failed


def test_a_page_that_breaks_is_a_line(settings: Any) -> None:
    snapshot = current().snapshot
    settings.ROOT_URLCONF = "tests.management.broken_home"
    lines = {line.name: line for line in pages(snapshot)}
    assert "500" in lines["home page, en"].detail
    assert lines["API: nearest"].state is State.OK


def test_a_key_that_is_missing_is_told(settings: Any) -> None:
    def kept(number: int) -> None:
        MailApplication.objects.create(
            reference=f"REF{number}", submission_token=str(number), kind="first", language="en", consents={},
            bank=Bank.objects.all()[0], state_since=OCTOBER, personal=encrypted(b"{}", PERSONAL),
        )  # fmt: skip

    kept(1)
    old, settings.FIELD_KEYS = settings.FIELD_KEYS, ["n" * 50]
    kept(2)
    with pytest.raises(NotWell, match="FIELD_KEYS"):
        _keys()
    settings.FIELD_KEYS = ["n" * 50, *old]
    assert "open" in _keys()


@pytest.mark.parametrize(
    ("known_until", "raised"),
    [(date(2026, 12, 31), None), (date(2026, 12, 1), Soon), (date(2026, 10, 30), NotWell)],
)
def test_the_calendar_is_asked_for_in_time(known_until: date, raised: type[Exception] | None) -> None:
    if raised is None:
        assert "2026-12-31" in _calendar(known_until, OCTOBER.date())
        return
    with pytest.raises(raised) as caught:
        _calendar(known_until, OCTOBER.date())
    assert caught.type is raised


def test_a_disk_that_is_nearly_full_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("locator.management.selfcheck.machine.LEAST_FREE", 2**62)
    with pytest.raises(NotWell, match="Make room"):
        _disk(tmp_path / "catalogue.json")


def test_a_backup_is_missed_when_there_is_none_when_it_is_old_and_when_its_file_is_gone(
    settings: Any, tmp_path: Path
) -> None:
    settings.BACKUP_DIR = tmp_path
    now = datetime.now(SHANGHAI)
    with pytest.raises(Soon, match="There is none"):
        _backup(tmp_path, now)
    call_command("backup", verbosity=0, stdout=StringIO())
    assert "rows" in _backup(tmp_path, now + timedelta(hours=30))
    with pytest.raises(Soon, match="timer"):
        _backup(tmp_path, now + timedelta(hours=50))
    [file] = [path for path in tmp_path.iterdir() if path.suffix != ".json"]
    file.unlink()
    with pytest.raises(NotWell, match="is gone"):
        _backup(tmp_path, now)
    [manifest] = tmp_path.iterdir()
    manifest.write_text("{", encoding="utf-8")
    with pytest.raises(NotWell, match="cannot be read"):
        _backup(tmp_path, now)
    assert run()[1]["backup"]["state"] == State.FAILED


def test_the_disk_of_the_backups_is_looked_at(
    settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settings.BACKUP_DIR = tmp_path
    looked_at: list[Path] = []

    def usage(folder: Path) -> Any:
        looked_at.append(folder)
        return SimpleNamespace(free=2**40)

    monkeypatch.setattr("shutil.disk_usage", usage)
    assert "free" in _disk(tmp_path / "elsewhere" / "catalogue.json")
    assert tmp_path in looked_at
