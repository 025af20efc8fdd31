"""An application by a program is taken after the rules of the pages, and every refusal says what to do."""

from __future__ import annotations

from typing import Any

import pytest

from locator.applications.consents import CONSENT_VERSION
from locator.applications.facts import opened
from locator.limits.applications import SUBMISSIONS
from locator.models import Bank, MailApplication, OutgoingMessage
from locator.models.references import spelled
from locator.search.current import forget
from tests.applications.conftest import make_bank
from tests.applications.people import OTHER_PHONE, child, grown_up, number
from tests.limits.spent import all_but_one

from .conftest import APPLICATIONS, KEY, NOBODYS, Program, counts, errors_of

EVERY = dict.fromkeys(("notice", "bank", "courier", "child"), CONSENT_VERSION)


def test_a_grown_up_s_application_is_taken_and_a_receipt_given(proved: Program, settings: Any) -> None:
    answer = proved.apply()
    application = MailApplication.objects.get()
    receipt = answer.json()
    assert answer.status_code == 201
    assert opened(application) == grown_up()
    assert application.consents == dict.fromkeys(("notice", "bank", "courier"), CONSENT_VERSION)
    assert receipt["reference"] == application.reference
    assert receipt["spelled"] == spelled(application.reference)
    assert (receipt["state"], receipt["next"]) == ("submitted", "银行已收到您的申请，将进行审核。")
    assert receipt["promised"] > application.submitted_at.date().isoformat()
    assert counts() == (1, 1, 1)


def test_an_answer_is_kept_by_nobody_and_leaves_no_cookie(proved: Program) -> None:
    for answer in (proved.apply(), proved.apply({}), proved.status("x", "y")):
        assert answer.headers["Cache-Control"] == "no-store"
        assert not answer.cookies


def test_the_language_of_the_request_is_that_of_the_messages(bank: Bank) -> None:
    program = Program("en")
    program.prove()
    assert program.apply().json()["next"] == "The bank has your application and will look at it."
    assert set(OutgoingMessage.objects.values_list("language", flat=True)) == {"en"}


def test_day_of_birth_and_sex_follow_from_the_number(proved: Program) -> None:
    content = proved.content()
    del content["born"], content["sex"]
    assert proved.apply(content).status_code == 201
    assert opened(MailApplication.objects.get()) == grown_up()


@pytest.mark.parametrize("silence", [{}, {"valid_until": ""}])
def test_silence_is_not_taken_for_a_document_without_end(proved: Program, silence: dict[str, str]) -> None:
    content = proved.content()
    del content["valid_until"]
    assert errors_of(proved.apply({**content, **silence})) == [("required", "valid_until")]
    assert counts() == (0, 0, 0)
    assert proved.apply({**content, "valid_until": None}).status_code == 201


def test_a_child_s_guardian_applies_and_consents(proved: Program) -> None:
    content = proved.content(child())
    assert errors_of(proved.apply(content)) == [("invalid", "consents.child")]
    assert proved.apply({**content, "consents": EVERY}).status_code == 201
    application = MailApplication.objects.get()
    assert opened(application) == child()
    assert application.consents == EVERY


def test_a_replacement_needs_its_reason(proved: Program, settings: Any) -> None:
    again = {"kind": "reissue"}
    assert errors_of(proved.apply(proved.content(**again))) == [("invalid", "reissue_reason")]
    settings.REISSUE_BY_POST = False
    again["reissue_reason"] = "lost"
    assert errors_of(proved.apply(proved.content(**again))) == [("invalid", "kind")]
    settings.REISSUE_BY_POST = True
    assert proved.apply(proved.content(**again)).status_code == 201
    assert MailApplication.objects.get().reissue_reason == "lost"


def test_every_field_that_is_wrong_is_named_at_once(proved: Program) -> None:
    answer = proved.apply({"token": proved.token, "phone": "12333"}, key="short")
    assert answer.status_code == 400
    assert {attr for _code, attr in errors_of(answer)} == {
        "Idempotency-Key", "kind", "bank", "name", "document", "valid_until", "born", "sex", "phone",
        "recipient", "recipient_phone", "province", "city", "district", "address",
        "consents.notice", "consents.bank", "consents.courier",
    }  # fmt: skip
    assert counts() == (0, 0, 0)


@pytest.mark.parametrize("bank_code", ["another", "", "shut", 1, ["bank"]])
def test_a_bank_that_takes_nothing_by_post_is_refused(proved: Program, bank_code: Any) -> None:
    Bank.objects.create(code="shut", name="行", short_name="行", mail_applications=False)
    forget()
    answer = proved.apply(proved.content(bank=bank_code))
    assert [attr for _code, attr in errors_of(answer)] == ["bank"]


@pytest.mark.parametrize("version", ["2020-01", "yes", True, "2026-11-25-x"])
def test_consent_to_another_text_is_no_consent(proved: Program, version: Any) -> None:
    answer = proved.apply(proved.content(consents={**EVERY, "bank": version}))
    assert errors_of(answer) == [("outdated", "consents.bank")]
    assert CONSENT_VERSION in answer.json()["errors"][0]["detail"]
    assert counts() == (0, 0, 0)


@pytest.mark.parametrize(
    ("consents", "error"),
    [
        ("yes", ("not_an_object", "consents")),
        ([CONSENT_VERSION], ("not_an_object", "consents")),
        ({"card-pin": "1"}, ("unknown_field", None)),
        ({"notice": {"x": "y"}}, ("not_one_value", "consents.notice")),
        (None, ("invalid", "consents.notice")),
    ],
)
def test_consents_are_an_object_of_versions(proved: Program, consents: Any, error: Any) -> None:
    assert error in errors_of(proved.apply(proved.content(consents=consents)))


def test_a_field_given_twice_is_refused(proved: Program) -> None:
    content = proved.content(**{"consents.notice": CONSENT_VERSION})
    assert errors_of(proved.apply(content)) == [("repeated", "consents.notice")]


@pytest.mark.parametrize("body", ["", "{", "[]", '"x"', "null", "1", "{}{}", "\ud800", "[" * 5000])
def test_what_is_no_json_object_is_refused(proved: Program, body: str) -> None:
    answer = proved.client.generic(
        "POST",
        APPLICATIONS,
        body.encode("utf-8", "surrogatepass"),
        "application/json",
        headers={"Idempotency-Key": KEY},
    )
    assert answer.status_code == 400
    assert counts() == (0, 0, 0)


@pytest.mark.parametrize("field", ["pin", "account", "card_number"])
def test_there_is_no_field_for_a_pin_or_an_account(proved: Program, field: str) -> None:
    assert errors_of(proved.apply(proved.content(**{field: "1"}))) == [("unknown_field", field)]


def test_nothing_may_stand_in_the_address(proved: Program) -> None:
    answer = proved.call("?name=x", proved.content(), **{"Idempotency-Key": KEY})
    assert errors_of(answer) == [("not_here", "name")]


@pytest.mark.parametrize("token", [NOBODYS, "", None, "short", 7])
def test_without_a_token_that_is_proved_nothing_is_taken(proved: Program, token: Any) -> None:
    answer = proved.apply(proved.content(token=token))
    assert answer.status_code == 400
    assert [attr for _code, attr in errors_of(answer)] == ["token"]
    assert counts() == (0, 0, 0)


def test_a_code_that_was_sent_but_not_checked_proves_nothing(program: Program) -> None:
    program.ask_for_code()
    assert errors_of(program.apply()) == [("not_proved", "token")]


def test_another_telephone_than_the_proved_one_is_refused(proved: Program) -> None:
    content = proved.content(phone=OTHER_PHONE)
    assert errors_of(proved.apply(content)) == [("not_proved", "token")]


def test_who_has_applied_with_the_same_telephone_is_told_the_reference(proved: Program) -> None:
    reference = proved.apply().json()["spelled"]
    again = proved.apply(key="another-key")
    assert (again.status_code, errors_of(again)) == (409, [("has_applied", None)])
    assert reference in again.json()["errors"][0]["detail"]
    assert counts() == (1, 1, 1)


def test_a_stranger_learns_nothing_of_an_application_that_there_is(proved: Program) -> None:
    reference = proved.apply().json()
    stranger = Program()
    stranger.prove(OTHER_PHONE)
    answer = stranger.apply(stranger.content(phone=OTHER_PHONE))
    assert (answer.status_code, errors_of(answer)) == (409, [("not_taken_online", None)])
    said = answer.json()["errors"][0]["detail"]
    assert said == "我们无法在网上受理这份申请。请带身份证件到网点办理，或拨打 12333。"
    assert reference["reference"] not in answer.text
    assert counts() == (1, 1, 1)


def test_two_people_may_apply_under_one_token(proved: Program) -> None:
    assert proved.apply().status_code == 201
    other = proved.content(grown_up(number=number(sequence=125)))
    assert proved.apply(other, key="another-key").status_code == 201


def test_thirty_applications_an_hour_come_from_one_address(proved: Program) -> None:
    make_bank("other")
    forget()
    assert SUBMISSIONS[0].most == 30
    people = [proved.content(grown_up(number=number(sequence=101 + 2 * n))) for n in range(3)]
    assert proved.apply(people[0], key="key-000000").status_code == 201
    all_but_one(SUBMISSIONS[0])
    answers = [proved.apply(people[n], key=f"key-{n:06}") for n in (1, 2)]
    assert [answer.status_code for answer in answers] == [201, 429]
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert proved.apply(people[0], key="key-000000").status_code == 200, "a receipt is shown all the same"
