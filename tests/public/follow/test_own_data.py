"""A person gets a copy of what is kept and has it erased, after a code to the telephone."""

from __future__ import annotations

import json
from base64 import b64decode
from dataclasses import asdict

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from locator.applications.moves import MovedMeanwhileError
from locator.applications.own_data import ask_for_erasure
from locator.applications.redaction import redact_due
from locator.models import ApplicationEvent, MailApplication, OutgoingMessage, State
from tests.applications.people import grown_up

from .conftest import WAY, Applicant


@pytest.mark.parametrize("name", ["data/copy.json", "data/photo.jpg"])
def test_without_the_code_there_is_no_copy(applicant: Applicant, name: str) -> None:
    assert applicant.browser.get(f"/follow/{name}").url == "/follow/data/"
    applicant.post("data", send="1")
    assert applicant.post("data", code="000000").status_code in {302, 422}
    assert grown_up().number not in applicant.page("data")


def test_without_the_code_nothing_is_erased(applicant: Applicant) -> None:
    applicant.moved(*WAY)
    assert applicant.post("data/erase", sure="yes").url == "/follow/data/"
    assert applicant.application.redacted_at is None


def test_after_the_code_everything_that_is_kept_is_shown_and_given(applicant: Applicant) -> None:
    applicant.moved(State.IN_REVIEW)
    applicant.prove()
    page = applicant.page("data")
    for value in (grown_up().name, grown_up().number, grown_up().address):
        assert value in page
    answer = applicant.browser.get("/follow/data/copy.json")
    assert "attachment" in answer["Content-Disposition"]
    assert "no-store" in answer["Cache-Control"]
    copy = json.loads(answer.content)
    assert copy["personal"] == asdict(grown_up())
    assert b64decode(copy["photo_jpeg_base64"]) == b"jpeg"
    assert [event["by"] for event in copy["events"]] == ["applicant", "bank"]
    assert "clerk" not in answer.content.decode(), "who at the bank it was is the bank's own"


def test_the_code_of_one_look_up_opens_no_other(applicant: Applicant) -> None:
    applicant.prove()
    applicant.look_up()
    assert grown_up().number not in applicant.page("data")


def test_codes_are_limited(applicant: Applicant) -> None:
    answers = [applicant.post("data", send="1").status_code for _time in range(4)]
    assert answers == [200, 200, 200, 429]


def test_an_application_that_may_be_withdrawn_is_withdrawn_and_erased(applicant: Applicant) -> None:
    applicant.prove()
    assert applicant.post("data/erase").status_code == 422, "the box is to be ticked first"
    assert applicant.application.redacted_at is None
    answer = applicant.post("data/erase", sure="yes")
    assert answer.status_code == 200
    kept = applicant.application
    assert (kept.state, kept.personal, kept.photo, kept.person) == (State.WITHDRAWN, None, None, "")
    actions = list(ApplicationEvent.objects.values_list("action", flat=True))
    assert actions == ["submitted", "withdrawn", "erased"]
    assert list(OutgoingMessage.objects.values_list("topic", flat=True))[-2:] == ["withdrawn", "erased"]
    assert applicant.browser.get("/follow/application/").url == "/follow/"


def test_while_the_card_is_on_its_way_erasing_waits_for_its_end(applicant: Applicant) -> None:
    applicant.moved(*WAY[:4])
    applicant.prove()
    assert applicant.post("data/erase", sure="yes").url == "/follow/data/"
    assert applicant.application.erase_at_end
    assert redact_due(timezone.now()) == 0
    applicant.moved(State.DELIVERED)
    assert redact_due(timezone.now()) == 1
    assert applicant.application.personal is None


def test_asking_twice_is_asking_once(applicant: Applicant) -> None:
    applicant.moved(*WAY[:3])
    applicant.prove()
    for _time in range(2):
        applicant.post("data/erase", sure="yes")
    assert ApplicationEvent.objects.filter(action="erasure-asked").count() == 1


def test_what_was_seen_before_a_clerk_s_move_is_not_erased(applicant: Applicant, clerk: User) -> None:
    seen = applicant.application
    applicant.moved(State.IN_REVIEW)
    with pytest.raises(MovedMeanwhileError):
        ask_for_erasure(seen)
    assert MailApplication.objects.get().personal is not None
    assert ApplicationEvent.objects.count() == 2
