"""Limits count every attempt of every worker, keep no name, and refuse when they cannot count."""

import threading
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from locator.limits import counter
from locator.limits.counter import Limit, hit, hit_all, spent
from locator.models import RateCounter

DAY = 24 * 3600


def test_the_limit_is_reached_and_then_the_wait_is_told(db):
    assert [hit("knock", "somebody", 3, DAY).allowed for _ in range(5)] == [True, True, True, False, False]
    wait = hit("knock", "somebody", 3, DAY).retry_after
    assert 0 < wait <= DAY


def test_subjects_actions_and_windows_never_share_a_counter(db, monkeypatch):
    assert hit("knock", "somebody", 1, DAY)
    assert hit("knock", "another", 1, DAY)
    assert hit("ring", "somebody", 1, DAY)
    assert hit("knock", "somebody", 1, 2 * DAY)
    assert not hit("knock", "somebody", 1, DAY)
    tomorrow = timezone.now() + timedelta(days=1)
    monkeypatch.setattr(counter.timezone, "now", lambda: tomorrow)
    assert hit("knock", "somebody", 1, DAY)


def test_asking_does_not_count(db):
    limit = Limit("knock", 2, DAY)
    assert all(limit.spent("somebody") for _ in range(5))
    limit.hit("somebody")
    assert limit.spent("somebody")
    limit.hit("somebody")
    assert not limit.spent("somebody")
    assert limit.spent("somebody").retry_after > 0


def test_an_attempt_that_turned_out_well_is_given_back(db):
    limit = Limit("knock", 1, DAY)
    for _ in range(4):
        assert limit.hit("somebody")
        limit.give_back("somebody")
    limit.give_back("somebody")  # never below nothing
    assert RateCounter.objects.get().hits == 0


def test_of_several_limits_the_longest_wait_is_told(db):
    first, second = Limit("account", 0, 60), Limit("address", 0, 2 * DAY)
    assert hit_all([(first, "a"), (Limit("free", 9, DAY), "b")]).retry_after <= 60
    assert hit_all([(first, "a"), (second, "b")]).retry_after > 60
    assert hit_all([(Limit("free", 9, DAY), "b")])


def test_neither_an_address_nor_a_name_is_stored(db):
    hit("knock", "203.0.113.9", 3, DAY)
    assert "203.0.113.9" not in RateCounter.objects.get().key


def test_another_key_of_the_site_gives_other_marks(db, settings):
    hit("knock", "203.0.113.9", 3, DAY)
    settings.SECRET_KEY = "another"
    hit("knock", "203.0.113.9", 3, DAY)
    assert RateCounter.objects.count() == 2


def test_windows_that_are_over_are_dropped_a_few_at_a_time(db, monkeypatch):
    monkeypatch.setattr(counter, "SWEPT_AT_ONCE", 3)
    past = timezone.now() - timedelta(days=1)
    RateCounter.objects.bulk_create([RateCounter(key=f"old-{n}", ends_at=past) for n in range(5)])
    hit("knock", "somebody", 3, DAY)
    assert RateCounter.objects.filter(key__startswith="old").count() == 2
    hit("knock", "somebody", 3, DAY)  # only the first hit of a window sweeps
    assert RateCounter.objects.filter(key__startswith="old").count() == 2


def test_without_the_database_the_answer_is_no(db):
    def away(*_):
        raise DatabaseError

    with connection.execute_wrapper(away):
        assert not spent("knock", "somebody", 3, DAY)


@pytest.mark.django_db(transaction=True)
def test_a_hit_that_cannot_be_counted_is_refused():
    def away(*_):
        raise DatabaseError

    with connection.execute_wrapper(away):
        assert hit("knock", "somebody", 3, DAY).retry_after > 0


def test_that_nothing_can_be_counted_is_said_before_that_it_was_too_often(db, monkeypatch):
    answers = {
        "knock": counter.Verdict(allowed=False, retry_after=3600),
        "ring": counter.Verdict(allowed=False, retry_after=60, counted=False),
    }
    monkeypatch.setattr(counter, "hit", lambda action, *_, **__: answers[action])
    assert hit_all([(Limit("knock", 1, DAY), "a"), (Limit("ring", 1, DAY), "a")]) == answers["ring"]


@pytest.mark.django_db(transaction=True)
def test_a_count_that_could_be_rolled_back_is_a_mistake():
    with pytest.raises(RuntimeError), transaction.atomic():
        hit("knock", "somebody", 3, DAY)


def five(act):
    return lambda: [act() for _ in range(5)]


def test_forty_hits_at_once_are_forty(race):
    given = race(*[five(lambda: hit("knock", "somebody", 25, DAY).allowed)] * 8)
    assert RateCounter.objects.get().hits == 40
    assert sum(allowed for lane in given for allowed in lane) == 25


def test_reading_and_then_writing_would_lose_hits(race):
    # The control: the same race without the atomic statement.
    RateCounter.objects.create(key="naive", ends_at=timezone.now())
    looked = threading.Barrier(8)

    def naive():
        row = RateCounter.objects.get(key="naive")
        looked.wait(timeout=20)
        RateCounter.objects.filter(key="naive").update(hits=row.hits + 1)

    race(*[five(naive)] * 8)
    assert RateCounter.objects.get(key="naive").hits < 40
