"""An application is taken once, whatever is sent how often, and strangers learn nothing from a refusal."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.db.models import QuerySet
from django.utils import timezone

from locator.applications import submit as module
from locator.applications.facts import opened
from locator.applications.secrecy import decrypted
from locator.applications.submit import (
    HasAppliedError,
    NotTakenOnlineError,
    Submitted,
    open_applications_of,
    submit,
)
from locator.models import ApplicationEvent, Bank, MailApplication, OutgoingMessage, State

from .conftest import WANTED, make_bank
from .people import OTHER_PHONE, child, grown_up, number

OLD, NEW = "o" * 50, "n" * 50


def taken(token: str = "t", **changes: str) -> Submitted:
    return submit(grown_up(**changes), WANTED, token=token)


def counts() -> tuple[int, int, int]:
    models = (MailApplication, ApplicationEvent, OutgoingMessage)
    return tuple(model.objects.count() for model in models)  # type: ignore[return-value]


def test_what_was_sent_is_kept_and_a_receipt_given(bank: Bank) -> None:
    done = submit(grown_up(), WANTED, token="t", photo=b"jpeg")
    kept = MailApplication.objects.get()
    assert done.is_new
    assert opened(kept) == grown_up()
    assert re.fullmatch(r"[2-9A-Z]{10}", kept.reference)
    assert (kept.state, kept.bank, kept.consents) == (State.SUBMITTED, bank, dict(WANTED.consents))
    assert decrypted(kept.photo, "photo") == b"jpeg"
    assert counts() == (1, 1, 1)


def test_nothing_personal_lies_in_the_database_in_the_clear(bank: Bank) -> None:
    submit(child(), WANTED, token="t", photo=b"jpeg")
    with connection.cursor() as cursor:
        rows = []
        for model in (MailApplication, ApplicationEvent, OutgoingMessage):
            cursor.execute(f"SELECT * FROM {model._meta.db_table}")
            rows += [bytes(cell) if isinstance(cell, memoryview) else cell for row in cursor for cell in row]
    text = " ".join(cell.decode("latin-1") if isinstance(cell, bytes) else str(cell) for cell in rows)
    facts = child()
    for value in (facts.name, facts.number, facts.phone, facts.address, facts.guardian_number, "jpeg"):
        assert value not in text


def test_the_same_form_sent_again_shows_the_same_receipt(bank: Bank) -> None:
    first = taken()
    again = taken(address="别的路2号")
    assert (again.application, again.is_new) == (first.application, False)
    assert opened(again.application).address == grown_up().address
    assert counts() == (1, 1, 1)


def test_a_person_with_an_open_application_is_told_if_the_telephone_is_the_same(bank: Bank) -> None:
    first = taken().application
    with pytest.raises(HasAppliedError) as caught:
        taken("another")
    assert caught.value.application == first
    assert counts() == (1, 1, 1)


def test_a_stranger_learns_nothing_of_an_application_that_there_is(bank: Bank) -> None:
    taken()
    with pytest.raises(NotTakenOnlineError) as caught:
        taken("another", phone=OTHER_PHONE)
    assert str(caught.value) == ""
    assert counts() == (1, 1, 1)


@pytest.mark.parametrize("ended", ["delivered", "rejected", "withdrawn"])
def test_after_an_application_has_ended_there_may_be_another(bank: Bank, ended: str) -> None:
    taken()
    MailApplication.objects.update(state=ended, ems_number="1" * 13)
    assert taken("another").is_new


def test_two_people_may_have_the_same_telephone(bank: Bank) -> None:
    taken()
    assert taken("another", number=number(sequence=125)).is_new


def test_a_person_is_known_under_an_older_key_too(bank: Bank, settings: Any) -> None:
    settings.FINGERPRINT_KEYS = [OLD]
    first = taken().application
    settings.FINGERPRINT_KEYS = [NEW, OLD]
    assert open_applications_of(grown_up()) == [first]
    with pytest.raises(HasAppliedError):
        taken("another")
    with pytest.raises(NotTakenOnlineError):
        taken("another", phone=OTHER_PHONE)
    assert counts() == (1, 1, 1)


def test_another_breach_of_a_constraint_is_no_refusal(bank: Bank) -> None:
    with pytest.raises(IntegrityError):
        submit(grown_up(), replace(WANTED, kind="gift"), token="t")
    assert counts() == (0, 0, 0)


@pytest.fixture
def committed(transactional_db: None) -> Bank:
    return make_bank()


Race = Callable[..., list[Any]]


def test_eight_presses_at_once_leave_one_application_one_event_one_receipt(
    committed: Bank, race: Race
) -> None:
    done = race(*[taken] * 8)
    assert {type(each) for each in done} == {Submitted}
    assert len({each.application.reference for each in done}) == 1
    assert [each.is_new for each in done].count(True) == 1
    assert counts() == (1, 1, 1)


def test_eight_forms_of_one_person_at_once_leave_one_application(committed: Bank, race: Race) -> None:
    done = race(*[lambda token=token: taken(token) for token in "abcdefgh"])
    assert [type(each) for each in done].count(HasAppliedError) == 7
    assert counts() == (1, 1, 1)


def test_the_control_looking_first_and_writing_then_leaves_several(committed: Bank, race: Race) -> None:
    """Without the constraint: who looks alone before writing is right one by one, and wrong at once."""
    looked = threading.Barrier(4)

    def look_then_write(token: str, wait: Callable[[], Any]) -> MailApplication | None:
        if MailApplication.objects.filter(person="", language="zh-hans").exists():
            return None
        wait()
        return MailApplication.objects.create(
            reference=token * 10, submission_token=token, kind="first", bank=committed,
            state_since=timezone.now(), language="zh-hans", personal=b"x",
            # The guard taken away: nobody has a fingerprint, so the constraint holds for nobody.
            person="", consents={},
        )  # fmt: skip

    one_by_one = [look_then_write(token, lambda: None) for token in "abcd"]
    assert one_by_one[1:] == [None] * 3
    MailApplication.objects.all().delete()
    at_once = race(*[lambda token=token: look_then_write(token, lambda: looked.wait(10)) for token in "abcd"])
    assert {type(each) for each in at_once} == {MailApplication}
    assert MailApplication.objects.count() == 4


def test_what_fails_half_way_leaves_nothing_behind(bank: Bank, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise ConnectionError

    for broken in ("put", "ApplicationEvent.objects.create"):
        with monkeypatch.context() as patched:
            patched.setattr(f"{module.__name__}.{broken}", fail)
            with pytest.raises(ConnectionError):
                taken()
        assert counts() == (0, 0, 0)


def test_a_look_at_all_open_applications_of_a_person_uses_the_index(bank: Bank) -> None:
    query: QuerySet[MailApplication] = MailApplication.objects.filter(person__in=["a", "b"]).exclude(
        state__in=("delivered", "rejected", "withdrawn")
    )
    # On a table of no rows PostgreSQL reads the table; that it could use the index is for the planner to say.
    assert "USING INDEX" in query.explain() or connection.vendor == "postgresql"
