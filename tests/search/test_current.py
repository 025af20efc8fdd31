"""The snapshot that holds: read consistently, looked at once a second, kept while the database is away."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import OperationalError, connection

from locator.models import (
    Bank,
    CalendarDay,
    CalendarYear,
    CatalogueVersion,
    District,
    HoursException,
    Outlet,
    Place,
)
from locator.search import current as module
from locator.search.current import NoCatalogue, current, forget
from locator.search.rows import CatalogueMoved, read_rows
from tests.search.rows import codes, database_away, make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [5, 100])
def test_reading_the_catalogue_takes_the_same_few_queries_at_any_size(
    bank: Bank, count: int, django_assert_num_queries: Callable[..., Any]
) -> None:
    for number in range(count):
        make(bank, f"outlet-{number}")
    with django_assert_num_queries(12):
        assert len(current().snapshot.outlets) == count


@pytest.mark.usefixtures("bank")
def test_within_a_second_nobody_asks_the_database_again(
    django_assert_num_queries: Callable[..., Any],
) -> None:
    first = current()
    with django_assert_num_queries(0):
        assert current() is first


@pytest.mark.usefixtures("bank", "no_wait")
def test_a_look_at_an_unchanged_catalogue_is_one_query(django_assert_num_queries: Callable[..., Any]) -> None:
    first = current()
    with django_assert_num_queries(1):
        assert current().snapshot is first.snapshot


@pytest.mark.usefixtures("no_wait")
def test_a_change_is_seen_however_it_was_made(bank: Bank) -> None:
    make(bank, "a", name="before")
    assert codes() == ["a"]
    Outlet.objects.filter(code="a").update(name="after")
    assert current().snapshot.outlets[0].name == "after"
    with connection.cursor() as cursor:
        cursor.execute("UPDATE locator_offer SET available = %s WHERE service = 'pin'", [False])
    assert not current().snapshot.outlets[0].offers["pin"].available  # type: ignore[index]
    Outlet.objects.all().delete()
    assert codes() == []


def test_the_snapshot_holds_all_that_the_tables_say(bank: Bank) -> None:
    outlet = make(bank, "a", latitude=38.9, longitude=121.6, position_source="staff", phones=["12333"])
    outlet.offers.filter(service="pin").update(cards="own-bank", who="proxy", note="带身份证")
    HoursException.objects.create(outlet=outlet, first_day="2026-07-15", last_day="2026-07-15", reason="盘点")
    year = CalendarYear.objects.create(year=2031, source="test", checked_on="2026-01-01")
    CalendarDay.objects.create(year=year, day="2031-01-01", kind="holiday", name="元旦", name_en="New Year")
    Place.objects.create(
        name="我们新加的地方", kind="landmark", district=District.objects.get(code="210203"),
        latitude=38.9, longitude=121.6, radius_m=100, source="test",
    )  # fmt: skip
    snapshot = current().snapshot
    record = snapshot.outlets[0]
    assert (record.point, record.phones) == (snapshot.outlet("a").point, ("12333",))  # type: ignore[union-attr]
    assert record.offers["pin"].own_bank_only  # type: ignore[index]
    assert record.offers["pin"].proxy_allowed  # type: ignore[index]
    assert [one.reason.text for one in record.timetable.intervals(date(2026, 7, 15), 1)] == ["盘点"]
    assert snapshot.calendar.is_published(date(2031, 5, 1))
    assert snapshot.gazetteer.suggest("我们新加的")
    assert snapshot.number == CatalogueVersion.objects.get().number
    assert list(snapshot.banks) == ["one"]
    assert len(snapshot.districts) == 10
    assert not snapshot.is_sample


@pytest.mark.usefixtures("bank", "no_wait")
def test_while_the_database_is_away_the_last_snapshot_answers_and_says_so() -> None:
    before = current()
    with database_away():
        away = current()
        assert away.stale
        assert away.snapshot is before.snapshot
        assert away.confirmed_at == before.confirmed_at
    back = current()
    assert not back.stale
    assert back.confirmed_at > before.confirmed_at


@pytest.mark.usefixtures("bank")
def test_while_the_database_is_away_it_is_not_asked_for_every_request(
    settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.SNAPSHOT_CHECK_SECONDS = 0.0
    asked: list[int] = []

    def refuse(*args: Any) -> None:
        asked.append(1)
        raise OperationalError("the server went away, said somebody’s address")

    current()
    with caplog.at_level(logging.WARNING), connection.execute_wrapper(refuse):
        for _ in range(20):
            assert current().stale
    assert len(asked) == 1
    assert "somebody" not in caplog.text


@pytest.mark.usefixtures("bank")
def test_one_thread_looks_while_the_others_are_answered_at_once(settings: Any) -> None:
    settings.SNAPSHOT_CHECK_SECONDS = 0.0
    first = current()
    looking, answered = threading.Event(), threading.Event()

    def slow(execute: Any, *args: Any) -> Any:
        looking.set()
        assert answered.wait(10)
        return execute(*args)

    def others() -> None:
        assert looking.wait(10)
        seen.append(current())  # another thread asks no database here: it has no time to wait for it
        answered.set()

    seen: list[Any] = []
    thread = threading.Thread(target=others)
    thread.start()
    with connection.execute_wrapper(slow):
        current()
    thread.join()
    assert seen == [first]


def look_slowly(until: threading.Event, others: Callable[[], None]) -> None:
    """Look at the catalogue in this thread, held up until others have done what they do meanwhile."""
    looking = threading.Event()

    def slow(execute: Any, *args: Any) -> Any:
        looking.set()
        until.wait(0.3)
        until.set()
        return execute(*args)

    def meanwhile() -> None:
        assert looking.wait(10)
        others()

    thread = threading.Thread(target=meanwhile)
    thread.start()
    with connection.execute_wrapper(slow):
        current()
    thread.join()


def test_after_a_quiet_hour_everybody_waits_for_the_look(
    bank: Bank, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SNAPSHOT_CHECK_SECONDS = 0.0
    current()
    make(bank, "new")
    monkeypatch.setattr(module, "SECONDS_WITHOUT_A_LOOK", 0.0)
    seen: list[Any] = []
    # This thread's transaction is its own, so the other may only wait; it finds what this one has read.
    settings.SNAPSHOT_CHECK_SECONDS = 60.0
    look_slowly(threading.Event(), lambda: seen.append(current()))
    assert [outlet.code for outlet in seen[0].snapshot.outlets] == ["new"]


def test_nobody_waits_longer_than_a_little_for_another_s_look(
    bank: Bank, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SNAPSHOT_CHECK_SECONDS = 0.0
    before = current()
    make(bank, "new")
    monkeypatch.setattr(module, "SECONDS_WITHOUT_A_LOOK", 0.0)
    monkeypatch.setattr(module, "SECONDS_TO_WAIT", 0.05)
    seen: list[Any] = []
    done = threading.Event()

    def others() -> None:
        seen.append(current())
        done.set()

    look_slowly(done, others)
    assert seen == [before]


def test_a_worker_that_starts_while_the_database_is_away_answers_from_the_copy(bank: Bank) -> None:
    make(bank, "a")
    read_at = current().snapshot.read_at
    forget()
    with database_away():
        away = current()
    assert away.stale
    assert [outlet.code for outlet in away.snapshot.outlets] == ["a"]
    assert away.confirmed_at == away.snapshot.read_at == read_at


@pytest.mark.usefixtures("bank", "no_wait")
def test_what_was_started_from_the_copy_is_confirmed_once_the_database_is_back() -> None:
    current()
    forget()
    with database_away():
        from_copy = current()
    assert current().snapshot is from_copy.snapshot
    assert not current().stale


def test_without_database_and_copy_there_is_no_catalogue() -> None:
    with database_away(), pytest.raises(NoCatalogue):
        current()


def test_a_database_that_was_not_migrated_to_the_end_counts_as_away() -> None:
    CatalogueVersion.objects.all().delete()
    with pytest.raises(NoCatalogue):
        current()


def test_rows_read_while_somebody_changes_them_are_read_again(bank: Bank) -> None:
    changes = iter(["first", "second"])

    def change(execute: Any, sql: str, *args: Any) -> Any:
        answer = execute(sql, *args)
        if "locator_outlet" in sql and sql.startswith("SELECT") and (name := next(changes, None)):
            Bank.objects.filter(code="one").update(short_name=name)
        return answer

    with connection.execute_wrapper(change):
        rows = read_rows()
    assert rows.banks[0].short_name == "second"
    assert rows.number == CatalogueVersion.objects.get().number


def test_a_catalogue_that_never_stands_still_is_given_up_on(bank: Bank) -> None:
    def change(execute: Any, sql: str, *args: Any) -> Any:
        answer = execute(sql, *args)
        if "locator_place" in sql:
            Bank.objects.filter(code="one").update(short_name="again")
        return answer

    with connection.execute_wrapper(change), pytest.raises(CatalogueMoved):
        read_rows()


def test_places_of_the_staff_are_laid_over_once_and_kept_while_they_stand(bank: Bank, no_wait: None) -> None:
    plain = current().snapshot.gazetteer
    Place.objects.create(
        name="我们新加的地方", kind="landmark", district_id="210203",
        latitude=38.9, longitude=121.6, radius_m=100, source="test",
    )  # fmt: skip
    laid_over = current().snapshot.gazetteer
    make(bank, "a")
    assert current().snapshot.gazetteer is laid_over is not plain


@pytest.mark.usefixtures("bank")
def test_a_forked_worker_goes_on_with_a_lock_of_its_own() -> None:
    keeper = module._keeper
    with keeper._looking:
        keeper.reopen()
        assert current().snapshot.banks
