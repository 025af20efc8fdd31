"""Reference and second secret say where an application stands; whatever is wrong has one answer."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from locator.api.applications import status as view
from locator.applications.lookup import NOT_FOUND
from locator.applications.moves import move
from locator.limits.applications import STATUS_BY_ADDRESS
from locator.models import MailApplication, State
from tests.applications.people import PHONE, number
from tests.limits.spent import all_but_one

from .conftest import Program, errors_of

SECRET = PHONE[-4:]


@pytest.fixture
def reference(proved: Program) -> str:
    return proved.apply().json()["spelled"]


@pytest.fixture
def clerk(db: None) -> User:
    return User.objects.create(username="clerk")


def moved(clerk: User, *states: State, **more: Any) -> None:
    for state in states:
        options = more if state is states[-1] else {}
        move(MailApplication.objects.get(), state, by=clerk, **options)


@pytest.mark.parametrize("secret", [SECRET, number()[-4:].lower()])
def test_where_it_stands_is_said_with_every_step(reference: str, secret: str) -> None:
    answer = Program("en").status(reference.lower(), secret)
    said = answer.json()
    assert answer.status_code == 200
    assert said["spelled"] == reference
    assert (said["state"], said["ems_number"], said["reasons"]) == ("submitted", None, [])
    assert said["next"] == "The bank has your application and will look at it."
    assert [(step["action"], step["text"]) for step in said["steps"]] == [("submitted", "Received")]
    assert said["since"].endswith("+08:00")
    assert said["bank"] == {"code": "bank", "name": "Yinhang Bank (银行bank)"}


def test_the_number_of_the_parcel_is_said_once_it_is_posted(
    program: Program, reference: str, clerk: User
) -> None:
    moved(clerk, State.IN_REVIEW, State.ACCEPTED, State.MAKING, State.POSTED, ems_number="EA123456785CN")
    said = program.status(reference, SECRET).json()
    assert (said["state"], said["ems_number"], said["promised"]) == ("posted", "EA123456785CN", None)
    steps = [step["action"] for step in said["steps"]]
    assert steps == ["submitted", "in-review", "accepted", "making", "posted"]


def test_the_reasons_are_said_in_words(reference: str, clerk: User) -> None:
    moved(clerk, State.IN_REVIEW, State.NEEDS_CORRECTION, reasons=["name"])
    said = Program("en").status(reference, SECRET).json()
    assert said["reasons"] == ["The name is not the one in the document."]


def test_nothing_personal_and_no_clerk_is_in_the_answer(
    program: Program, reference: str, clerk: User
) -> None:
    moved(clerk, State.IN_REVIEW)
    text = program.status(reference, SECRET).text
    for value in ("张建国", number(), PHONE, "中山路", "clerk"):
        assert value not in text


def wrong(reference: str) -> list[tuple[str, str]]:
    return [(reference, "0000"), ("2222222222", SECRET), ("2222222222", "0000"), ("x", "x"), ("名", "----")]


def test_whatever_is_wrong_has_one_answer(reference: str) -> None:
    answers = [Program(address=f"192.0.2.{n}").status(*pair) for n, pair in enumerate(wrong(reference))]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert {frozenset(answer.headers) for answer in answers} == {frozenset(answers[0].headers)}
    assert answers[0].json()["errors"][0]["detail"] == str(NOT_FOUND)


def test_whatever_is_wrong_is_the_same_work(
    reference: str, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.SNAPSHOT_CHECK_SECONDS = 3600
    looked: list[tuple[str, str]] = []
    real = view.find_again
    monkeypatch.setattr(view, "find_again", lambda *pair: looked.append(pair) or real(*pair))
    Program().status("3333333333", "0000")
    asked = []
    for n, pair in enumerate([(reference, "0000"), ("2222222222", SECRET)], start=1):
        with CaptureQueriesContext(connection) as queries:
            Program(address=f"192.0.2.{n}").status(*pair)
        asked.append([re.split(r' (?:WHERE|VALUES|"s\d)', query["sql"])[0] for query in queries])
    assert asked[0] == asked[1]
    assert len(looked) == 3


def test_what_was_erased_is_not_found(program: Program, reference: str) -> None:
    now = MailApplication.objects.get().submitted_at
    MailApplication.objects.update(state="withdrawn", personal=None, person="", redacted_at=now)
    assert errors_of(program.status(reference, SECRET)) == [("no_such_application", None)]


def test_both_fields_are_needed(program: Program) -> None:
    answer = program.call("status/", {"secret": " "})
    assert errors_of(answer) == [("required", "reference"), ("required", "secret")]


@pytest.mark.parametrize("known", [True, False])
def test_five_wrong_secrets_an_hour_are_tried_at_a_reference_whether_there_is_it_or_not(
    reference: str, known: bool
) -> None:
    tried = reference if known else "2222222222"
    answers = [Program(address=f"192.0.2.{n}").status(tried, "0000") for n in range(6)]
    assert [answer.status_code for answer in answers] == [404] * 5 + [429]
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert Program(address="192.0.2.9").status(tried, SECRET).status_code == 429


def test_who_knows_the_secret_may_look_as_often_as_an_address_may(program: Program, reference: str) -> None:
    assert STATUS_BY_ADDRESS[0].most == 30
    assert program.status(reference, SECRET).status_code == 200
    all_but_one(STATUS_BY_ADDRESS[0])
    looked = [program.status(reference, SECRET).status_code for _ in range(2)]
    assert looked == [200, 429]


def test_pages_and_programs_count_together(program: Program, reference: str) -> None:
    for n in range(5):
        page = Program(address=f"192.0.2.{n}").client.post(
            "/follow/", {"reference": reference, "secret": "0000"}
        )
        assert page.status_code == 422
    assert program.status(reference, SECRET).status_code == 429
