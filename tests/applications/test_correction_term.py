"""What is to be corrected has a last day; after it the application ends, unless the applicant was faster."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from locator.applications.amend import amend
from locator.applications.correction_term import correct_until, end_uncorrected
from locator.applications.moves import MovedMeanwhileError, NotAllowedError, move
from locator.applications.standing import standing_of
from locator.applications.submit import submit
from locator.models import ApplicationEvent, Bank, MailApplication, OutgoingMessage, State
from locator.search.current import current

from .conftest import WANTED, make_bank
from .people import grown_up

# Half past eleven at night in Dalian: the day of the request counts as a whole, whatever the hour.
ASKED = datetime.fromisoformat("2026-11-01T23:30+08:00")
LAST, AFTER = (datetime.fromisoformat(f"2026-12-0{day}+08:00") for day in ("1T23:59", "2T00:01"))


def asked_to_correct() -> MailApplication:
    application = submit(grown_up(), WANTED, token="t").application
    MailApplication.objects.filter(pk=application.pk).update(
        state=State.NEEDS_CORRECTION, state_since=ASKED, reasons=["address"]
    )
    ApplicationEvent.objects.all().delete()
    OutgoingMessage.objects.all().delete()
    return MailApplication.objects.get()


@pytest.fixture
def application(bank: Bank) -> MailApplication:
    return asked_to_correct()


def test_the_last_day_counts_as_a_whole_and_the_next_ends_it(application: MailApplication) -> None:
    assert str(correct_until(application)) == "2026-12-01"
    assert end_uncorrected(LAST) == 0
    assert end_uncorrected(AFTER) == 1
    assert end_uncorrected(AFTER) == 0
    ended = MailApplication.objects.get()
    assert (ended.state, ended.reasons, correct_until(ended)) == (State.REJECTED, ["not-corrected"], None)


def test_the_applicant_is_told_and_the_history_names_no_person(application: MailApplication) -> None:
    end_uncorrected(AFTER)
    assert list(OutgoingMessage.objects.values_list("topic", flat=True)) == ["rejected"]
    event = ApplicationEvent.objects.get()
    assert (event.action, event.by, event.by_name) == (State.REJECTED, None, "(term)")
    standing = standing_of(MailApplication.objects.get(), current().snapshot.calendar)
    assert standing.reasons
    assert standing.correct_until is None


def test_the_days_are_a_setting(application: MailApplication, settings: Any) -> None:
    settings.CORRECTION_DAYS = 31
    assert end_uncorrected(AFTER) == 0


@pytest.mark.parametrize("state", sorted(set(State) - {State.NEEDS_CORRECTION}))
def test_nothing_else_ends_by_itself(application: MailApplication, state: State) -> None:
    MailApplication.objects.update(state=state, ems_number="1234567890123")
    assert end_uncorrected(AFTER + timedelta(days=1000)) == 0
    seen = MailApplication.objects.get()
    with pytest.raises(NotAllowedError):
        move(seen, State.REJECTED, by_term=True, reasons=["not-corrected"])


def test_one_that_no_key_opens_keeps_no_other_from_ending(
    application: MailApplication, settings: Any, caplog: Any
) -> None:
    settings.FIELD_KEYS = ["n" * 50]
    with caplog.at_level(logging.WARNING):
        assert end_uncorrected(AFTER) == 0
    assert "cannot be read" in caplog.text
    assert MailApplication.objects.get().state == State.NEEDS_CORRECTION
    assert not ApplicationEvent.objects.exists()


def test_who_corrects_while_the_term_ends_it_is_first_or_too_late(
    transactional_db: None, race: Callable[..., list[Any]]
) -> None:
    make_bank()
    seen = asked_to_correct()
    corrected, ended = race(
        lambda: amend(seen, {"address": "中山路2号1单元101室"}),
        lambda: end_uncorrected(timezone.now() + timedelta(400)),
    )
    state = MailApplication.objects.get().state
    if isinstance(corrected, MovedMeanwhileError):
        assert (state, ended) == (State.REJECTED, 1)
    else:
        assert (state, ended) == (State.SUBMITTED, 0)
    assert ApplicationEvent.objects.count() == OutgoingMessage.objects.count() == 1
