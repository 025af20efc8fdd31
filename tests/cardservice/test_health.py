"""What a load balancer and an operator are told: that the process answers, and whether all is there."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.utils import timezone

from cardservice import readiness
from locator.hours import SHANGHAI
from locator.models import HoursException, Offer, OutgoingMessage, Outlet
from locator.search.current import forget

TUESDAY = datetime(2026, 11, 24, 10, 0, tzinfo=SHANGHAI)
OUTSIDE = {"REMOTE_ADDR": "203.0.113.9"}


@pytest.fixture(autouse=True)
def _tuesday_morning() -> Any:
    with time_machine.travel(TUESDAY, tick=False):
        yield


def told(client: Client, **given: Any) -> tuple[int, dict[str, dict[str, Any]]]:
    answer = client.get("/readyz", **given)
    return answer.status_code, {check["name"]: check for check in answer.json().get("checks", [])}


def message(**given: Any) -> OutgoingMessage:
    facts = {"topic": "received", "language": "en", "telephone": b"x", "next_try_at": timezone.now()}
    return OutgoingMessage.objects.create(**facts | given)


def test_the_process_answers_without_a_database_under_any_name_and_without_https(client, settings, away):
    settings.SECURE_SSL_REDIRECT = True
    settings.ALLOWED_HOSTS = ["cards.example"]
    with away():
        answer = client.get("/healthz", headers={"host": "10.0.0.7:8000"})
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_page_under_that_name_is_refused(client, settings):
    # The control: what the probe passes by.
    settings.ALLOWED_HOSTS = ["cards.example"]
    assert client.get("/robots.txt", headers={"host": "10.0.0.7:8000"}).status_code == 400


def test_a_whole_site_is_ready(client, sample):
    status, checks = told(client)
    assert status == 200
    assert list(checks) == list(readiness.NAMES)
    assert checks["outlets"]["detail"] == "One is open now."


def test_the_probe_is_answered_under_any_name_too(client, settings, sample):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/readyz", headers={"host": "10.0.0.7"}).status_code == 200


def test_without_its_database_the_site_is_not_ready_and_reading_goes_on(client, settings, sample, away):
    settings.SNAPSHOT_CHECK_SECONDS = 0
    assert client.get("/outlets/").status_code == 200
    with away():
        status, checks = told(client)
        page = client.get("/outlets/")
        found = client.post("/results/", {"place": "青泥洼桥"})
    assert status == 503
    assert [name for name, check in checks.items() if check["ok"]] == ["outlets"]
    assert "stale" in checks["snapshot"]["detail"]
    assert (page.status_code, found.status_code) == (200, 200)


def test_what_is_told_names_neither_host_nor_user(client, settings, sample, away):
    with away():
        assert "db.internal" not in client.get("/readyz").text


def test_a_migration_that_waits_is_named(client, sample):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'locator' AND name = '0008_street_maps'")
    try:
        status, checks = told(client)
    finally:
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO django_migrations (app, name, applied) "
                "VALUES ('locator', '0008_street_maps', CURRENT_TIMESTAMP)"
            )
    assert status == 503
    assert "locator.0008_street_maps" in checks["migrations"]["detail"]


def test_an_empty_catalogue_is_not_ready(client, transactional_db):
    status, checks = told(client)
    assert status == 503
    assert "import_outlets" in checks["outlets"]["detail"]


@pytest.mark.parametrize(
    ("moment", "says"),
    [
        (datetime(2026, 11, 24, 3, 0, tzinfo=SHANGHAI), "All are closed now"),
        # The longest holiday of the year, in its first night.
        (datetime(2026, 10, 1, 3, 0, tzinfo=SHANGHAI), ""),
    ],
)
def test_a_night_and_a_holiday_are_no_fault(client, sample, moment, says):
    with time_machine.travel(moment, tick=False):
        status, checks = told(client)
    assert status == 200
    assert says in checks["outlets"]["detail"]


def test_outlets_that_do_nothing_any_more_are_none(client, sample):
    Outlet.objects.update(hours="Mo-Su off", card_hours="")
    Offer.objects.update(hours="")
    HoursException.objects.all().delete()
    forget()
    status, checks = told(client)
    assert status == 503
    assert "None opens within ten days" in checks["outlets"]["detail"]


def test_messages_that_nobody_sends_are_told(client, sample):
    message()
    assert told(client)[0] == 200
    OutgoingMessage.objects.update(next_try_at=timezone.now() - readiness.OVERDUE - timedelta(seconds=1))
    status, checks = told(client)
    assert status == 503
    assert "send_messages" in checks["outbox"]["detail"]


def test_one_telephone_that_takes_no_message_is_no_fault_and_a_hundred_are(client, sample):
    later = timezone.now() + timedelta(minutes=5)
    message(tries=5, next_try_at=later)
    assert told(client)[0] == 200
    for _number in range(readiness.FAILING_AT_MOST):
        message(tries=2, next_try_at=later)
    status, checks = told(client)
    assert status == 503
    assert "gateway" in checks["outbox"]["detail"]


def test_a_look_that_hangs_is_told_in_time():
    hanging = threading.Event()
    try:
        assert readiness.in_time(hanging.wait, 0.05) is False
        assert readiness.in_time(lambda: None, 5) is True
    finally:
        hanging.set()


def test_others_are_told_yes_or_no_alone_and_cause_one_look_in_five_seconds(client, sample, away):
    answer = client.get("/readyz", **OUTSIDE)
    assert (answer.status_code, answer.json()) == (200, {"ready": True})
    with away():
        assert client.get("/readyz", **OUTSIDE).json() == {"ready": True}
        assert told(client)[0] == 503
