"""What geocoders answered is kept for a while under a keyed hash, and breaks no search when it cannot be."""

from __future__ import annotations

import logging
import time
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.utils import timezone

from locator.models import GeocodedAddress, Point
from locator.places import NotFound, Origin, Precision, Remark
from locator.places.asking import Question, better
from locator.places.datum import Datum
from locator.places.online.grades import AT_THE_DOOR
from locator.places.online.kept import SWEPT_AT_ONCE, keep, kept, key_of
from locator.places.online.providers import service

from . import answers
from .conftest import DALIAN, says
from .test_rung import ASKED, SPOT

PHOTON = service("photon", address="http://127.0.0.1:9", datum=Datum.WGS84, key="", daily=None, box=DALIAN)
pytestmark = pytest.mark.django_db


def test_an_answer_comes_back_as_it_was_kept():
    keep(ASKED, PHOTON, (SPOT, AT_THE_DOOR), "210202")
    assert kept(ASKED, [PHOTON]) == {"photon": (SPOT, AT_THE_DOOR)}
    assert kept(Question(ASKED.text), [PHOTON]) == {}, "another question: no district was named"


def test_that_a_service_knows_nothing_is_kept_for_a_day_and_an_answer_for_ninety():
    keep(ASKED, PHOTON, None, "")
    other = Question("大连市别的街1号")
    keep(other, PHOTON, (SPOT, AT_THE_DOOR), "210202")
    assert kept(ASKED, [PHOTON]) == {"photon": None}
    days = {row.key: (row.expires_at - timezone.now()).days + 1 for row in GeocodedAddress.objects.all()}
    assert days == {key_of(ASKED, PHOTON): 1, key_of(other, PHOTON): 90}


def test_what_is_over_is_neither_answered_nor_left_lying():
    for number in range(SWEPT_AT_ONCE + 5):
        keep(Question(f"大连市旧街{number}号"), PHOTON, None, "")
    GeocodedAddress.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    assert kept(Question("大连市旧街1号"), [PHOTON]) == {}
    keep(ASKED, PHOTON, None, "")
    # Swept in part: nobody waits for the broom.
    assert GeocodedAddress.objects.count() == 1 + 5
    keep(ASKED, PHOTON, None, "")
    assert GeocodedAddress.objects.count() == 1


def test_the_key_changes_with_the_secret(settings):
    before = key_of(ASKED, PHOTON)
    settings.SECRET_KEY = "another" * 10
    assert key_of(ASKED, PHOTON) != before


def test_a_database_that_fails_is_logged_without_what_was_asked(caplog):
    def refuse(execute, sql, *rest):
        raise DatabaseError("near 秘密街12号")

    with caplog.at_level(logging.DEBUG), connection.execute_wrapper(refuse):
        keep(ASKED, PHOTON, None, "")
    assert "cannot be kept" in caplog.text
    assert "秘密" not in caplog.text


@pytest.mark.django_db(transaction=True)
def test_two_workers_that_keep_one_answer_at_once_leave_one_row(race):
    def write():
        keep(ASKED, PHOTON, (SPOT, AT_THE_DOOR), "210202")

    assert race(*[write] * 6) == [None] * 6
    assert GeocodedAddress.objects.count() == 1


HOLD = {
    "sqlite": "BEGIN IMMEDIATE",
    "postgresql": "BEGIN; LOCK TABLE locator_geocodedaddress IN EXCLUSIVE MODE",
}


@pytest.mark.django_db(transaction=True)
def test_a_writer_who_holds_the_database_holds_up_no_search(geocoder, rung, gazetteer):
    geocoder.answer = says(answers.photon(SPOT.latitude, SPOT.longitude))
    other = connection.copy()
    try:
        other.cursor().execute(HOLD[connection.vendor])
        started = time.monotonic()
        found = rung("photon")(ASKED, gazetteer)
        # SQLite by itself would have waited for twenty seconds, PostgreSQL for ever.
        assert time.monotonic() - started < 5
        assert found is not None
    finally:
        other.close()
    assert not GeocodedAddress.objects.exists()
    assert rung("photon")(ASKED, gazetteer) is not None
    assert GeocodedAddress.objects.count() == 1


def origin(radius_m, latitude=SPOT.latitude, *, precision=Precision.ROAD, remark="number-dropped"):
    return Origin(
        "中山路", "Zhongshan Lu", Point(latitude, SPOT.longitude), precision, radius_m, "gazetteer", "210202",
        "k", "road", (Remark(remark),) if remark else (),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("known", "online", "which"),
    [
        (origin(2_500), origin(100, precision=Precision.DOOR), "online"),
        (origin(2_500), origin(100, SPOT.latitude + 0.05, precision=Precision.DOOR), "known"),
        (origin(2_500), origin(3_000), "known"),
        (origin(2_500), None, "known"),
        (origin(9_000, precision=Precision.TOWN, remark="detail-dropped"), origin(500), "online"),
        (NotFound("unknown"), origin(500), "online"),
    ],
    ids=["finer", "contradicts", "coarser", "knows nothing", "within the town", "unknown here"],
)
def test_the_finer_answer_that_does_not_contradict_is_taken(known, online, which, gazetteer):
    found = better(known, "中山区中山路12号", "", gazetteer, lambda question, names: online)
    assert found == {"online": online, "known": known}[which]


@pytest.mark.parametrize("known", [origin(200), origin(2_500, remark="")])
def test_what_is_known_well_enough_is_asked_of_nobody(known, gazetteer):
    assert better(known, "中山区中山路12号", "", gazetteer, lambda question, names: 1 / 0) == known
