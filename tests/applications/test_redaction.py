"""What is personal goes when its time is over, and lies under the newest key until then."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from locator.applications.drafts import Draft, keep_draft, read_draft
from locator.applications.facts import ErasedError, opened, person
from locator.applications.moves import move
from locator.applications.phone import send_code
from locator.applications.redaction import redact, redact_due, rotate_keys
from locator.applications.secrecy import UnreadableError
from locator.applications.sending import send_due
from locator.applications.submit import HasAppliedError, submit
from locator.models import ApplicationEvent, Bank, MailApplication, OutgoingMessage, State

from .conftest import WANTED
from .people import PHONE, grown_up, number

OLD, NEW = "o" * 50, "n" * 50


@pytest.fixture
def application(bank: Bank) -> MailApplication:
    return submit(grown_up(), WANTED, token="t", photo=b"jpeg").application


@pytest.mark.parametrize(("days", "erased"), [(89, 0), (91, 1)])
def test_it_is_erased_a_set_number_of_days_after_it_ended(
    application: MailApplication, days: int, erased: int
) -> None:
    move(application, State.WITHDRAWN)
    assert redact_due(timezone.now() + timedelta(days=days)) == erased
    kept = MailApplication.objects.get()
    assert (kept.personal is None, kept.photo is None, kept.person == "") == (bool(erased),) * 3
    assert redact_due(timezone.now() + timedelta(days=days)) == 0


def test_one_that_has_not_ended_is_never_erased(application: MailApplication) -> None:
    assert redact_due(timezone.now() + timedelta(days=10_000)) == 0
    assert not redact(application)
    assert opened(MailApplication.objects.get()) == grown_up()


def test_what_was_erased_cannot_be_opened_and_keeps_its_events(application: MailApplication) -> None:
    ended = move(application, State.WITHDRAWN)
    assert redact(ended)
    with pytest.raises(ErasedError):
        opened(MailApplication.objects.get())
    assert list(ApplicationEvent.objects.values_list("action", flat=True)) == [
        "submitted",
        "withdrawn",
        "erased",
    ]
    assert not redact(ended)


def test_after_a_rotation_the_newest_keys_alone_open_and_know_everything(
    application: MailApplication, settings: Any
) -> None:
    MailApplication.objects.all().delete()
    settings.FIELD_KEYS = settings.FINGERPRINT_KEYS = [OLD]
    submit(grown_up(), WANTED, token="t", photo=b"jpeg")
    settings.FIELD_KEYS = settings.FINGERPRINT_KEYS = [NEW, OLD]
    submit(grown_up(number=number(sequence=125)), WANTED, token="u")
    assert rotate_keys() == 2
    settings.FIELD_KEYS = settings.FINGERPRINT_KEYS = [NEW]
    rows = list(MailApplication.objects.order_by("pk"))
    assert opened(rows[0]) == grown_up()
    assert rows[0].person == person(grown_up())
    with pytest.raises(HasAppliedError):
        submit(grown_up(), WANTED, token="v")


def test_after_a_rotation_messages_that_wait_are_sent_and_drafts_go_on_without_the_old_key(
    bank: Bank, settings: Any
) -> None:
    settings.FIELD_KEYS = [OLD]
    submit(grown_up(), WANTED, token="t")
    send_code("token", PHONE, language="en")
    keep_draft(draft := Draft("token", {"name": "张建国"}, b"jpeg"))
    settings.FIELD_KEYS = [NEW, OLD]
    rotate_keys()
    settings.FIELD_KEYS = [NEW]
    assert read_draft("token") == draft
    sent: list[str] = []
    assert send_due(SimpleNamespace(send=lambda telephone, text, key: sent.append(telephone))) == 2
    assert sent == [PHONE] * 2
    rotate_keys()
    assert not OutgoingMessage.objects.exclude(telephone=None).exists(), "what was sent stays empty"


def test_without_a_rotation_the_old_key_is_still_needed(application: MailApplication, settings: Any) -> None:
    settings.FIELD_KEYS = [NEW]
    with pytest.raises(UnreadableError):
        opened(MailApplication.objects.get())
    with pytest.raises(UnreadableError):
        rotate_keys()
