"""Counts are gathered in memory, added to the database's, and never lost to another writer."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.db import OperationalError, transaction

from locator.models import SearchCount
from locator.search import tally
from locator.search.tally import Case, Tally, write

DAY = date(2026, 11, 23)
CASE = Case(DAY, "nothing-found", "210202", "apply", "", "")


def hits() -> int | None:
    return SearchCount.objects.filter(day=DAY).values_list("hits", flat=True).first()


@pytest.mark.django_db
def test_two_flushes_of_one_case_add_up_in_one_row() -> None:
    found = Tally()
    for _flush in range(2):
        found.add([CASE, CASE])
        found.flush()
    assert list(SearchCount.objects.values_list("hits", flat=True)) == [4]


@pytest.mark.django_db
def test_nothing_is_written_before_its_time(django_assert_num_queries: Any) -> None:
    found = Tally()
    found.add([CASE])
    with django_assert_num_queries(0):
        found.flush_if_due()
    with patch.object(tally.time, "monotonic", return_value=found._next_flush):
        found.flush_if_due()
    assert hits() == 1


@pytest.mark.django_db
def test_many_hits_are_written_without_waiting() -> None:
    found = Tally()
    found.add([CASE] * tally.HITS_AT_MOST)
    found.flush_if_due()
    assert hits() == tally.HITS_AT_MOST


@pytest.mark.django_db
def test_counts_wait_for_a_database_that_is_away_and_the_answer_does_not() -> None:
    found = Tally()
    found.add([CASE])
    with patch.object(tally, "write", side_effect=OperationalError("said something secret")):
        found.flush()
    assert hits() is None
    found.add([CASE] * tally.HITS_AT_MOST)
    found.flush_if_due()
    assert hits() is None, "a database that was away a moment ago is not asked at every answer"
    found.flush()
    assert hits() == tally.HITS_AT_MOST + 1


def test_a_flood_of_different_cases_stays_bounded_and_is_told(
    caplog: pytest.LogCaptureFixture, db: None
) -> None:
    found = Tally()
    found.add([CASE._replace(outlet=f"bank-{number}") for number in range(tally.CASES_AT_MOST + 5)])
    found.add([CASE._replace(outlet="bank-0")])
    assert found.dropped == 5
    with caplog.at_level("WARNING"):
        found.flush()
    assert SearchCount.objects.count() == tally.CASES_AT_MOST
    assert SearchCount.objects.get(outlet="bank-0").hits == 2
    assert "5 counts of searches were dropped" in caplog.text


@pytest.mark.django_db
def test_counts_older_than_a_year_and_a_month_are_swept() -> None:
    write(Counter({CASE._replace(day=DAY - timedelta(days=days)): 1 for days in (400, 401)}))
    found = Tally()
    found.add([CASE])
    found.flush()
    assert SearchCount.objects.filter(day__lt=DAY).count() == 1


def test_writers_at_once_lose_no_hit(race: Callable[..., list[Any]]) -> None:
    def add() -> None:
        for _time in range(5):
            with transaction.atomic():
                write(Counter({CASE: 1}))

    race(*[add] * 6)
    assert hits() == 30


def test_control_reading_and_then_writing_would_lose_hits(race: Callable[..., list[Any]]) -> None:
    SearchCount.objects.create(**CASE._asdict(), hits=0)
    both_have_read = threading.Barrier(2)

    def careless() -> None:
        row = SearchCount.objects.get(day=DAY)
        both_have_read.wait(timeout=20)
        SearchCount.objects.filter(pk=row.pk).update(hits=row.hits + 1)

    race(careless, careless)
    assert hits() == 1
