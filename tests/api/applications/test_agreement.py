"""A page and a program are told the same about the same facts, for both ask the same rules."""

from __future__ import annotations

from typing import Any

import pytest

from locator.applications.facts import PersonalFacts
from locator.applications.phone import prove
from locator.models import Bank, MailApplication
from tests.applications.people import OTHER_PHONE, PHONE, child, grown_up, number
from tests.public.apply.conftest import Applicant, code_sent
from tests.thorough import one_in

from .conftest import Program

GIRL = child().number
BAD_FACTS = [
    grown_up(name=""),
    grown_up(name="<b>张</b>"),
    grown_up(number="11010519491231002Y"),
    grown_up(number=f"{number()[:-1]}{'X' if number()[-1] != 'X' else '0'}"),
    grown_up(number="210202480229123"),
    grown_up(valid_until="2020-01-01"),
    grown_up(valid_until="30 February"),
    grown_up(sex="female"),
    grown_up(born="1948-02-28"),
    grown_up(document="passport", number="!", born="2100-01-01"),
    grown_up(document="passport", number="E12345678", born="1948-02-29"),
    grown_up(recipient="", recipient_phone="12333"),
    grown_up(province="", city="市" * 31, district=""),
    grown_up(address="中山路"),
    grown_up(address="1"),
    grown_up(address="1" * 121),
    child(guardian_name="", guardian_phone=""),
    child(guardian_number=GIRL),
    child(guardian_document="passport", guardian_number="?"),
    child(guardian_relation=""),
]


def said_on_pages(facts: PersonalFacts) -> dict[str, list[str]]:
    """Fill in every step, whatever the one before said, and return what is said at each field."""
    applicant = Applicant(facts)
    applicant.begin()
    own = applicant.own
    guardian = [name for name in applicant.facts if name.startswith("guardian")]
    pages = {
        "who": {"kind": "first"},
        "person": own("name", "document", "number", "valid_until", "born", "sex")
        | ({} if facts.valid_until else {"long_term": "on"}),
        "guardian": own(*guardian) if facts.guardian_document else {},
        "photo": {"photo_source": "on-file"},
        "bank": {"bank": "bank"},
        "post": own("recipient", "recipient_phone", "province", "city", "district", "address"),
        "consent": {f"consent_{name}": "on" for name in ("notice", "bank", "courier", "child")},
        "phone": own("phone"),
    }
    said: dict[str, list[str]] = {}
    for step, answers in pages.items():
        page = applicant.answer(step, **answers)
        if page.status_code == 422:
            said |= {name: list(errors) for name, errors in page.context["form"].errors.items()}
    return said


def said_to_programs(facts: PersonalFacts) -> dict[str, list[str]]:
    program = Program()
    program.prove(facts.phone)
    consents = program.content()["consents"]
    consents["child"] = consents["notice"]
    said: dict[str, list[str]] = {}
    answer = program.apply(program.content(facts, consents=consents))
    for error in answer.json().get("errors", []):
        said.setdefault(error["attr"], []).append(error["detail"])
    return said


@pytest.mark.long
@pytest.mark.parametrize("facts", one_in(3, BAD_FACTS))
def test_the_same_bad_facts_are_said_at_the_same_fields_in_the_same_words(
    bank: Bank, facts: PersonalFacts
) -> None:
    on_pages = said_on_pages(facts)
    assert on_pages, "or nothing is compared"
    assert said_to_programs(facts) == on_pages
    assert not MailApplication.objects.exists()


@pytest.mark.parametrize("facts", [grown_up(), child()])
def test_the_same_good_facts_are_taken_by_both(bank: Bank, facts: PersonalFacts) -> None:
    assert said_on_pages(facts) == {}
    assert said_to_programs(facts) == {}


def test_who_applied_on_the_pages_is_told_so_as_a_program(bank: Bank) -> None:
    applicant, program = Applicant(), Program()
    applicant.fill_in()
    applicant.send()
    reference = MailApplication.objects.get().reference
    program.prove()
    again = program.apply()
    assert again.status_code == 409
    assert reference[:5] in again.text


def test_a_stranger_hears_the_words_of_the_page(bank: Bank) -> None:
    Applicant().fill_in()
    owner = Applicant()
    owner.fill_in()
    owner.send()
    page = stranger_on_pages()
    program = Program()
    program.prove(OTHER_PHONE)
    answer = program.apply(program.content(phone=OTHER_PHONE))
    assert page.status_code == answer.status_code == 409
    assert answer.json()["errors"][0]["detail"] in page.text


def stranger_on_pages() -> Any:
    stranger = Applicant(grown_up(phone=OTHER_PHONE))
    assert stranger.fill_in() == "/apply/check/"
    return stranger.send()


def test_a_telephone_proved_on_the_pages_proves_nothing_to_programs_that_know_no_token(bank: Bank) -> None:
    applicant = Applicant()
    applicant.fill_in(until="code")
    program = Program()
    program.ask_for_code()
    assert prove(program.token, PHONE, code_sent())
    other = Program()
    other.ask_for_code()
    assert other.apply().status_code == 400
