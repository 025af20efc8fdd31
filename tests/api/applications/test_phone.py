"""A telephone is proved by a code before anything is taken for it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from locator.applications.phone import is_proved
from locator.limits.applications import CODES_FROM, TRIES_FROM
from locator.models import ApplicationDraft, OutgoingMessage, PhoneProof
from tests.applications.people import OTHER_PHONE, PHONE
from tests.limits.spent import all_but_one
from tests.public.apply.conftest import Applicant

from .conftest import NOBODYS, Program, code_sent, errors_of


def wrong_code() -> str:
    return f"{(int(code_sent()) + 1) % 1_000_000:06}"


def test_a_code_is_sent_and_a_token_given_that_nobody_guesses(program: Program) -> None:
    first, second = program.ask_for_code().json(), program.ask_for_code(OTHER_PHONE).json()
    assert first["expires_in"] == 600
    assert len(first["token"]) == 43
    assert first["token"] != second["token"]
    assert not is_proved(first["token"], PHONE)


@pytest.mark.parametrize(("language", "kept"), [("en", "en"), ("", "zh-hans"), ("de", "zh-hans")])
def test_the_code_is_sent_in_the_language_of_the_request(bank: Any, language: str, kept: str) -> None:
    Program(language).ask_for_code()
    assert OutgoingMessage.objects.get().language == kept


def test_the_right_code_proves_the_telephone(program: Program) -> None:
    program.ask_for_code("+86 138-0013-8000")
    answer = program.check(" ".join(code_sent()))
    assert (answer.status_code, answer.json()) == (200, {"proved": True})
    assert is_proved(program.token, PHONE)


def test_a_wrong_code_is_said_at_its_field_and_proves_nothing(program: Program) -> None:
    program.ask_for_code()
    answer = program.check(wrong_code())
    assert (answer.status_code, errors_of(answer)) == (400, [("wrong_code", "code")])
    assert not is_proved(program.token, PHONE)
    assert not ApplicationDraft.objects.exists()


def test_after_five_wrong_codes_the_right_one_holds_no_longer(program: Program) -> None:
    program.ask_for_code()
    for _try in range(5):
        program.check(wrong_code())
    assert errors_of(program.check(code_sent())) == [("code_spent", "code")]


def test_after_ten_minutes_the_code_holds_no_longer(program: Program) -> None:
    program.ask_for_code()
    with time_machine.travel(timezone.now() + timedelta(minutes=10, seconds=1)):
        assert errors_of(program.check(code_sent())) == [("code_spent", "code")]


def test_a_code_is_for_its_own_token_and_telephone(program: Program) -> None:
    program.ask_for_code()
    code = code_sent()
    assert errors_of(program.check(code, OTHER_PHONE)) == [("code_spent", "code")]
    program.token = NOBODYS
    assert errors_of(program.check(code)) == [("code_spent", "code")]


def test_another_code_is_sent_for_the_same_token(program: Program) -> None:
    token = program.ask_for_code().json()["token"]
    assert program.ask_for_code(token=token).json()["token"] == token
    assert PhoneProof.objects.count() == 1
    assert program.check(code_sent()).status_code == 200


@pytest.mark.parametrize("token", ["short", "x" * 44, "x" * 42 + "!", 7, ["x"], {"x": "y"}])
def test_a_token_that_a_program_makes_up_is_refused(program: Program, token: Any) -> None:
    answer = program.call("phone-code/", {"phone": PHONE, "token": token})
    assert answer.status_code == 400
    assert [attr for _code, attr in errors_of(answer)] == ["token"]
    assert not OutgoingMessage.objects.exists()


@pytest.mark.parametrize("phone", ["", "0411-12345678", "12333", "2" * 11, None, "1380013800x"])
def test_a_number_that_gets_no_messages_is_refused(program: Program, phone: Any) -> None:
    assert errors_of(program.call("phone-code/", {"phone": phone})) == [("invalid", "phone")]
    assert not OutgoingMessage.objects.exists()


def test_everything_that_is_wrong_is_said_at_once(program: Program) -> None:
    answer = program.call("phone-code/check/", {})
    assert errors_of(answer) == [("invalid", "token"), ("invalid", "phone"), ("required", "code")]


def test_a_telephone_gets_three_codes_an_hour_from_pages_and_programs_together(program: Program) -> None:
    applicant = Applicant()
    applicant.begin()
    applicant.answer("phone", phone=PHONE)
    assert [program.ask_for_code().status_code for _ in range(2)] == [202, 202]
    refused = program.ask_for_code()
    assert (refused.status_code, errors_of(refused)) == (429, [("too_many", None)])
    assert 0 < int(refused.headers["Retry-After"]) <= 3600
    assert OutgoingMessage.objects.count() == 3


def test_sixty_codes_an_hour_are_sent_for_one_address(program: Program) -> None:
    assert CODES_FROM[0].most == 60
    assert program.ask_for_code().status_code == 202
    all_but_one(CODES_FROM[0])
    asked = [program.ask_for_code(f"138001380{n:02}").status_code for n in range(10, 12)]
    assert asked == [202, 429]
    assert Program(address="192.0.2.1").ask_for_code("13900139000").status_code == 202


def test_twice_as_many_codes_an_hour_are_tried_from_one_address(program: Program) -> None:
    program.ask_for_code()
    assert TRIES_FROM[0].most == 120
    assert program.check("000000", OTHER_PHONE).status_code == 400
    all_but_one(TRIES_FROM[0])
    tried = [program.check("000000", OTHER_PHONE).status_code for _ in range(2)]
    assert tried == [400, 429]
