"""The reference and a second secret lead to an application; whatever is wrong, the answer is the same."""

from __future__ import annotations

import re
from dataclasses import asdict
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from locator.applications.states import NEXT
from locator.models import MailApplication, RateCounter, State
from tests.applications.people import PHONE, grown_up, number

from .conftest import NUMBER, WAY, Applicant

PERSONAL = set(asdict(grown_up()).values()) - {"", "resident", "male", "辽宁省", "大连市", "中山区"}


@pytest.mark.parametrize("secret", [PHONE[-4:], number()[-4:]])
def test_the_reference_and_the_end_of_a_number_lead_to_the_application(
    applicant: Applicant, secret: str
) -> None:
    applicant.browser = Client()
    answer = applicant.look_up(secret)
    assert (answer.status_code, answer.url) == (302, "/follow/application/")
    assert applicant.application.reference[:5] in applicant.page()


def _without_marks(answer: Any) -> str:
    typed = r'value="[^"]*"'
    return re.sub(typed, "", answer.content.decode())


def test_a_wrong_reference_a_wrong_secret_and_an_erased_one_have_one_answer(applicant: Applicant) -> None:
    wrong_secret = Client().post("/follow/", {"reference": applicant.application.reference, "secret": "0000"})
    wrong_reference = Client().post("/follow/", {"reference": "2346789ABC", "secret": PHONE[-4:]})
    applicant.moved(*WAY)
    applicant.prove()
    assert applicant.post("data/erase", sure="yes").status_code == 200
    erased = Client().post("/follow/", {"reference": applicant.application.reference, "secret": PHONE[-4:]})
    answers = [wrong_secret, wrong_reference, erased]
    assert {answer.status_code for answer in answers} == {422}
    assert len({_without_marks(answer) for answer in answers}) == 1
    assert not any(answer.cookies.get("follow") for answer in answers)


def test_five_wrong_secrets_of_a_reference_are_enough_for_an_hour(applicant: Applicant) -> None:
    for _time in range(5):
        assert applicant.look_up("0000").status_code == 422
    assert applicant.look_up("0000").status_code == 429
    assert applicant.look_up().status_code == 429, "nor may the right one be told from the wrong ones"


def test_who_is_right_is_not_counted(applicant: Applicant) -> None:
    for _time in range(7):
        assert applicant.look_up().status_code == 302


def test_thirty_attempts_a_minute_from_one_address_are_enough(applicant: Applicant, clerk: User) -> None:
    for end in "ABCDEFGHJKMNPQRSTVWXYZ2346789":  # one was made to get in
        Client().post("/follow/", {"reference": f"2346789AB{end}", "secret": "0000"})
    assert Client().post("/follow/", {"reference": "nothing", "secret": "0000"}).status_code == 429


def test_no_reference_is_kept_by_the_counters(applicant: Applicant) -> None:
    applicant.look_up("0000")
    reference = applicant.application.reference
    assert RateCounter.objects.filter(key__startswith="status-of").exists()
    assert not RateCounter.objects.filter(key__contains=reference).exists()


@pytest.mark.parametrize("name", ["application", "address", "correct", "withdraw", "data", "data/copy.json"])
def test_without_having_looked_up_every_page_asks_for_the_reference(applicant: Applicant, name: str) -> None:
    path = f"/follow/{name}" if name.endswith("json") else f"/follow/{name}/"
    for browser in (Client(), _with_cookie("x"), _with_cookie("")):
        answer = browser.get(path)
        assert (answer.status_code, answer.url) == (302, "/follow/")


def _with_cookie(value: str) -> Client:
    browser = Client()
    browser.cookies["follow"] = value
    return browser


def test_after_half_an_hour_it_is_closed(applicant: Applicant) -> None:
    with time_machine.travel(timezone.now() + timedelta(minutes=31), tick=False):
        assert applicant.browser.get("/follow/application/").status_code == 302


def test_who_closes_it_leaves_nothing_open_on_the_device(applicant: Applicant) -> None:
    applicant.browser.post("/follow/leave/")
    assert applicant.browser.get("/follow/application/").url == "/follow/"


def test_every_step_is_shown_with_one_sentence_on_what_comes_next(applicant: Applicant) -> None:
    assert str(NEXT[State.SUBMITTED]) in applicant.page()
    for number_of_steps, to in enumerate(WAY, start=2):
        applicant.moved(to)
        page = applicant.page()
        assert f"<h1>{State(to).label}</h1>" in page
        assert page.count(str(NEXT[to])) == 1
        assert page.count("<li><span>") == number_of_steps
        assert (NUMBER in page) == (to in {State.POSTED, State.DELIVERED})


def test_that_a_clerk_gave_it_back_is_no_step(applicant: Applicant) -> None:
    applicant.moved(State.IN_REVIEW, State.SUBMITTED)
    assert applicant.page().count("<li><span>") == 2


def test_the_day_by_which_the_card_is_to_be_posted_is_named_until_it_is(applicant: Applicant) -> None:
    MailApplication.objects.update(submitted_at="2026-09-30T02:00:00Z")
    assert "10月20日" in applicant.page(), "ten working days, the holidays of October left out"
    applicant.moved(*WAY[:4])
    assert "10月20日" not in applicant.page()


def test_no_page_shows_a_personal_value_before_the_code(applicant: Applicant) -> None:
    applicant.sent_back("name", "photo", "guardian", "address")
    for name in ("application", "address", "correct", "withdraw", "data"):
        page = applicant.page(name)
        assert not [value for value in PERSONAL if value in page], name


@pytest.mark.usefixtures("no_looks")
def test_pages_ask_as_often_for_many_events_as_for_few(
    applicant: Applicant, django_assert_max_num_queries: Any
) -> None:
    for _time in range(10):
        applicant.moved(State.IN_REVIEW, State.SUBMITTED)
    applicant.page()
    with django_assert_max_num_queries(3):
        applicant.page()
