"""Applicants change what they may, and nothing else; events name fields and never a value."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any

import pytest

from locator.applications.amend import ADDRESS, amend, may_change
from locator.applications.facts import PersonalFacts, opened
from locator.applications.moves import MovedMeanwhileError, NotAllowedError, move
from locator.applications.reasons import CORRECTIONS
from locator.applications.secrecy import decrypted
from locator.applications.submit import submit
from locator.models import ApplicationEvent, MailApplication, State

from .conftest import WANTED
from .people import child, grown_up


@pytest.fixture
def application(clerk: Any) -> MailApplication:
    return submit(grown_up(), WANTED, token="t").application


def asked_for(application: MailApplication, clerk: Any, *reasons: str) -> MailApplication:
    looking = move(application, State.IN_REVIEW, by=clerk)
    return move(looking, State.NEEDS_CORRECTION, by=clerk, reasons=reasons)


def test_the_address_changes_until_the_card_is_posted(application: MailApplication, clerk: Any) -> None:
    changed = amend(application, {"address": "鲁迅路8号1单元"})
    assert opened(changed).address == "鲁迅路8号1单元"
    assert changed.state == State.SUBMITTED
    event = ApplicationEvent.objects.last()
    assert (event.action, event.fields) == ("changed", ["address"])
    for to in (State.IN_REVIEW, State.ACCEPTED, State.MAKING):
        changed = move(changed, to, by=clerk)
        assert may_change(changed) == ADDRESS
    posted = move(changed, State.POSTED, by=clerk, ems_number="1" * 13)
    with pytest.raises(NotAllowedError):
        amend(posted, {"address": "别处9号"})


def test_what_a_clerk_asked_for_is_corrected_and_goes_back(application: MailApplication, clerk: Any) -> None:
    waiting = asked_for(application, clerk, "name", "photo")
    assert may_change(waiting) == ADDRESS | {"name", "photo"}
    done = amend(waiting, {"name": "张建民"}, photo=b"jpeg")
    assert (done.state, done.reasons, done.claimed_by) == (State.SUBMITTED, [], None)
    assert opened(done).name == "张建民"
    assert decrypted(done.photo, "photo") == b"jpeg"
    assert ApplicationEvent.objects.last().fields == ["name", "photo"]


@pytest.mark.parametrize("field", [field.name for field in fields(PersonalFacts)])
def test_nothing_else_is_changed(application: MailApplication, field: str) -> None:
    if field in ADDRESS:
        return
    with pytest.raises(NotAllowedError):
        amend(application, {field: "x"})
    assert opened(MailApplication.objects.get()) == grown_up()
    assert ApplicationEvent.objects.count() == 1


def test_what_is_the_same_is_no_change(application: MailApplication) -> None:
    assert amend(application, asdict(grown_up())).revision == application.revision
    assert ApplicationEvent.objects.count() == 1


def test_what_was_seen_before_a_clerk_s_move_does_not_count(application: MailApplication, clerk: Any) -> None:
    move(application, State.IN_REVIEW, by=clerk)
    with pytest.raises(MovedMeanwhileError):
        amend(application, {"address": "别处9号"})
    assert opened(MailApplication.objects.get()) == grown_up()


def test_every_reason_names_fields_that_there_are() -> None:
    known = {field.name for field in fields(PersonalFacts)} | {"photo"}
    assert all(reason.fields and set(reason.fields) <= known for reason in CORRECTIONS.values())


def test_no_event_of_a_full_run_holds_a_personal_value(clerk: Any) -> None:
    application = asked_for(submit(child(), WANTED, token="t").application, clerk, "guardian")
    application = amend(application, {"guardian_name": "李雪梅", "address": "同泰街9号"}, photo=None)
    for to in (State.IN_REVIEW, State.ACCEPTED, State.MAKING):
        application = move(application, to, by=clerk)
    move(application, State.POSTED, by=clerk, ems_number="1" * 13)
    values = {*asdict(child()).values(), "李雪梅", "同泰街9号", "1" * 13} - {""}
    # What everybody has: the kind of document and of relation, and the sex, are codes of lists.
    values -= {"resident", "parent", "female"}
    for event in ApplicationEvent.objects.values():
        text = str({name: value for name, value in event.items() if name not in {"at", "id"}})
        assert not [value for value in values if value in text]
