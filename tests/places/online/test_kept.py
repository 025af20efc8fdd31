"""What geocoders answered is kept for a while, and a database that fails or is busy breaks no search."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import InterfaceError, OperationalError, connection, connections, transaction
from django.utils import timezone

from locator.models import GeocodedAddress, Point
from locator.places import Precision, resolve
from locator.places.asking import Question
from locator.places.online.grades import AT_THE_DOOR, Grade
from locator.places.online.kept import FOUND_DAYS, NOTHING_DAYS, SWEPT_AT_ONCE, keep, kept, key_of
from locator.places.online.waiting import waiting_at_most
from locator.search.geocoding import _count

from . import answers
from .conftest import says

ASKED = Question("大连市中山区秘密街12号", frozenset({"210202"}))
TYPED = "中山区无人知晓巷12号"
SPOT = Point(38.9214, 121.6447)  # in 中山区
# A busy machine takes its time; SQLite by itself would have waited for twenty seconds.
LATE = 2.0


def good() -> Any:
    return says(answers.tianditu(SPOT.latitude, SPOT.longitude))


@contextmanager
def failing(table: str, error: type[Exception], kind: str = "") -> Iterator[None]:
    """Have every statement of a kind on a table fail as a driver fails it."""

    def refuse(execute: Any, sql: str, *rest: Any) -> Any:
        if table in sql and sql.startswith(kind):
            raise error("秘密街12号")
        return execute(sql, *rest)

    with connection.execute_wrapper(refuse):
        yield


@pytest.mark.django_db
def test_an_answer_that_is_over_is_asked_for_again(geocoder: Any, rung: Any, gazetteer: Any) -> None:
    asks, geocoder.answer = rung("tianditu"), good()
    asks(ASKED, gazetteer)
    GeocodedAddress.objects.update(expires_at=timezone.now() + timedelta(minutes=1))
    asks(ASKED, gazetteer)
    assert len(geocoder.asked) == 1
    GeocodedAddress.objects.update(expires_at=timezone.now())
    asks(ASKED, gazetteer)
    assert len(geocoder.asked) == 2
    assert GeocodedAddress.objects.get().expires_at > timezone.now() + timedelta(days=FOUND_DAYS - 1)


@pytest.mark.django_db
def test_that_nothing_was_found_is_kept_for_a_day_alone(geocoder: Any, rung: Any, gazetteer: Any) -> None:
    asks, geocoder.answer = rung("tianditu"), says(answers.tianditu(38.9, 121.6, level="区县"))
    assert asks(ASKED, gazetteer) is None
    assert asks(ASKED, gazetteer) is None
    assert len(geocoder.asked) == 1
    left = GeocodedAddress.objects.get().expires_at - timezone.now()
    assert timedelta(0) < left <= timedelta(days=NOTHING_DAYS)


@pytest.mark.django_db
def test_an_answer_comes_back_as_it_was_kept_and_to_its_own_question_alone(rung: Any) -> None:
    service = rung("tianditu")._services[0]
    keep(ASKED, service, (SPOT, AT_THE_DOOR), "210202")
    assert kept(ASKED, [service]) == {"tianditu": (SPOT, AT_THE_DOOR)}
    assert kept(Question(ASKED.text), [service]) == {}, "another question: no district was named"


def test_the_key_changes_with_the_secret(rung: Any, settings: Any) -> None:
    service = rung("tianditu")._services[0]
    before = key_of(ASKED, service)
    settings.SECRET_KEY = "another" * 10
    assert key_of(ASKED, service) != before


@pytest.mark.django_db
def test_what_is_over_is_swept_a_part_at_a_time(rung: Any) -> None:
    over = timezone.now() - timedelta(seconds=1)
    GeocodedAddress.objects.bulk_create(
        GeocodedAddress(key=str(which), provider="amap", expires_at=over)
        for which in range(SWEPT_AT_ONCE + 5)
    )
    service = rung("tianditu")._services[0]
    keep(ASKED, service, (SPOT, AT_THE_DOOR), "210202")
    assert GeocodedAddress.objects.count() == 5 + 1
    keep(ASKED, service, (SPOT, AT_THE_DOOR), "210202")
    assert GeocodedAddress.objects.get().provider == "tianditu"


@pytest.mark.django_db(transaction=True)
def test_two_workers_may_keep_the_same_answer_at_once(race: Callable[..., list[Any]], rung: Any) -> None:
    service = rung("tianditu")._services[0]
    grades = [Grade(Precision.DOOR, 100 + which) for which in range(4)]

    def keeping(grade: Grade) -> None:
        for _ in range(5):
            keep(ASKED, service, (SPOT, grade), "210202")

    assert race(*[lambda grade=grade: keeping(grade) for grade in grades]) == [None] * 4
    assert kept(ASKED, [service])["tianditu"] in [(SPOT, grade) for grade in grades]
    assert GeocodedAddress.objects.count() == 1


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
@pytest.mark.parametrize(("kind", "found"), [("INSERT", True), ("SELECT", False)])
@pytest.mark.django_db
def test_a_cache_that_fails_breaks_no_search(
    error: type[Exception], kind: str, found: bool, geocoder: Any, rung: Any, gazetteer: Any, caplog: Any
) -> None:
    geocoder.answer = good()
    with failing("locator_geocodedaddress", error, kind):
        answer = resolve(TYPED, gazetteer, online=rung("tianditu"))
    assert answer.remarks[-1].code == ("found-online" if found else "online-unavailable")
    assert ("cannot be kept" in caplog.text) is found
    assert "秘密" not in caplog.text


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
@pytest.mark.django_db(transaction=True)
def test_a_service_whose_quota_cannot_be_counted_is_not_asked(
    error: type[Exception], geocoder: Any, rung: Any, gazetteer: Any
) -> None:
    geocoder.answer = good()
    asks = rung("tianditu", daily=5, count=_count)
    with failing("locator_ratecounter", error):
        answer = resolve(TYPED, gazetteer, online=asks)
    assert answer.remarks[-1].code == "online-unavailable"
    assert geocoder.asked == []
    assert resolve(TYPED, gazetteer, online=asks).remarks[-1].code == "found-online"


@pytest.mark.django_db
def test_what_is_kept_wrong_breaks_no_search(geocoder: Any, rung: Any, gazetteer: Any) -> None:
    asks, geocoder.answer = rung("tianditu"), good()
    resolve(TYPED, gazetteer, online=asks)
    GeocodedAddress.objects.update(precision="house")
    assert resolve(TYPED, gazetteer, online=asks).remarks[-1].code == "online-unavailable"


@contextmanager
def lock_held_by_another() -> Iterator[None]:
    """Hold what another connection would need to write the cache and the counters."""
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        try:
            with transaction.atomic():
                if connection.vendor == "postgresql":
                    with connection.cursor() as cursor:
                        cursor.execute(
                            "LOCK TABLE locator_geocodedaddress, locator_ratecounter IN SHARE MODE"
                        )
                held.set()
                done.wait(30)
        finally:
            connections.close_all()

    holding = threading.Thread(target=hold)
    holding.start()
    try:
        assert held.wait(10)
        yield
    finally:
        done.set()
        holding.join()


@pytest.mark.parametrize(("daily", "found"), [(None, True), (5, False)])
@pytest.mark.django_db(transaction=True)
def test_nobody_waits_for_a_lock_beyond_the_budget(
    daily: int | None, found: bool, geocoder: Any, rung: Any, gazetteer: Any
) -> None:
    geocoder.answer = good()
    asks = rung("tianditu", "photon", daily=daily, seconds=0.8, count=_count)
    with lock_held_by_another():
        began = time.monotonic()
        answer = resolve(TYPED, gazetteer, online=asks)
        took = time.monotonic() - began
    assert took < 0.8 + LATE
    assert answer.remarks[-1].code == ("found-online" if found else "online-unavailable")
    assert not GeocodedAddress.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_control_without_a_bound_the_lock_is_waited_for(rung: Any) -> None:
    service = rung("tianditu")._services[0]
    finished = threading.Event()

    def keeping() -> None:
        try:
            keep(ASKED, service, None, "")
            finished.set()
        finally:
            connections.close_all()

    with lock_held_by_another():
        waiting = threading.Thread(target=keeping)
        waiting.start()
        assert not finished.wait(1.5)
    waiting.join()
    assert finished.is_set()


@pytest.mark.django_db(transaction=True)
def test_behind_the_bound_a_connection_waits_as_before() -> None:
    def patience() -> Any:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout" if connection.vendor == "sqlite" else "SHOW lock_timeout")
            return cursor.fetchone()[0]

    before = patience()
    with waiting_at_most(0.25):
        assert patience() in {250, "250ms"}
    assert patience() == before
    with waiting_at_most(-1):
        assert patience() in {1, "1ms"}
