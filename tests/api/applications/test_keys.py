"""Whatever is sent how often under one key is one application, and nobody meets the key of another."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from locator.api.applications import submit as view
from locator.applications import keyed
from locator.applications.submit import submit
from locator.models import Bank, MailApplication, State
from tests.applications.people import OTHER_PHONE, grown_up, number
from tests.applications.pictures import file, picture

from .conftest import KEY, Program, counts, errors_of

OLD, NEW = "o" * 50, "n" * 50


@pytest.mark.parametrize(
    "key", ["", "seven77", "k" * 256, "a key with blanks", "schlüssel-1", "钥匙钥匙钥匙钥匙"]
)
def test_a_key_that_is_none_is_refused_by_the_name_of_its_header(proved: Program, key: str) -> None:
    answer = proved.apply(key=key.encode().decode("latin-1"))
    code = "invalid" if key else "required"
    assert (answer.status_code, errors_of(answer)) == (400, [(code, "Idempotency-Key")])
    assert counts() == (0, 0, 0)


def test_without_the_header_nothing_is_taken(proved: Program) -> None:
    assert errors_of(proved.call("", proved.content())) == [("required", "Idempotency-Key")]


@pytest.mark.parametrize("key", ["eight888", "k" * 255, "!~{}[]:;"])
def test_every_visible_sign_may_be_in_a_key(proved: Program, key: str) -> None:
    assert proved.apply(key=key).status_code == 201


def test_the_same_sent_again_shows_the_same_receipt(proved: Program) -> None:
    first, again = proved.apply(), proved.apply()
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()
    assert "Idempotency-Replayed" not in first.headers
    assert again.headers["Idempotency-Replayed"] == "true"
    assert counts() == (1, 1, 1)


def test_the_order_of_fields_and_empty_ones_make_no_other_content(proved: Program) -> None:
    proved.apply()
    content = dict(reversed(proved.content().items())) | {"guardian_name": "", "guardian_phone": None}
    assert proved.apply(content).status_code == 200


def test_the_receipt_is_shown_again_after_the_bank_has_begun(proved: Program) -> None:
    reference = proved.apply().json()["reference"]
    MailApplication.objects.update(state=State.IN_REVIEW)
    again = proved.apply()
    assert (again.status_code, again.json()["reference"]) == (200, reference)
    assert again.json()["state"] == "in-review"


@pytest.mark.parametrize(
    "changes",
    [
        {"address": "别的路2号"},
        {"kind": "reissue", "reissue_reason": "lost"},
        {"number": number(sequence=125)},
        {"number": "no number"},
        {"bank": "no bank"},
    ],
)
def test_the_same_key_with_another_content_is_refused(proved: Program, changes: dict[str, str]) -> None:
    proved.apply()
    answer = proved.apply(proved.content(**changes))
    assert (answer.status_code, errors_of(answer)) == (422, [("idempotency_key_reused", None)])
    assert counts() == (1, 1, 1)


def test_after_a_day_the_token_shows_no_receipt(proved: Program) -> None:
    proved.apply()
    with time_machine.travel(timezone.now() + timedelta(days=1, seconds=1)):
        assert errors_of(proved.apply()) == [("not_proved", "token")]
        content = proved.content()
        assert proved.ask_for_code(token=proved.token).status_code == 202
        assert errors_of(proved.apply(content)) == [("not_proved", "token")]
    assert counts() == (1, 1, 1)


def test_the_key_of_another_token_names_nothing(proved: Program) -> None:
    proved.apply()
    stranger = Program()
    stranger.prove(OTHER_PHONE)
    content = stranger.content(grown_up(number=number(sequence=125), phone=OTHER_PHONE))
    assert stranger.apply(content).status_code == 201
    assert MailApplication.objects.count() == 2


def test_who_holds_the_token_but_not_the_telephone_sees_no_receipt(proved: Program) -> None:
    proved.apply()
    content = proved.content(phone=OTHER_PHONE)
    assert errors_of(proved.apply(content)) == [("not_proved", "token")]


def test_a_key_is_known_after_the_fingerprint_keys_have_rotated(proved: Program, settings: Any) -> None:
    settings.FINGERPRINT_KEYS = [OLD]
    proved.prove()
    first = proved.apply()
    settings.FINGERPRINT_KEYS = [NEW, OLD]
    assert proved.apply().json() == first.json()


def test_what_fails_half_way_leaves_the_photo_and_no_key(
    proved: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    proved.photo(file(picture()))
    with monkeypatch.context() as broken:
        broken.setattr(keyed, "keep_draft", lambda *_: 1 / 0)
        proved.client.raise_request_exception = False
        assert proved.apply().status_code == 500
    assert counts() == (0, 0, 0)
    assert proved.apply().status_code == 201
    assert MailApplication.objects.get().photo


Race = Callable[..., list[Any]]


@pytest.fixture
def committed(committed_bank: Bank) -> Program:
    program = Program()
    program.prove()
    return program


def sent(program: Program, key: str = KEY, **changes: str) -> Callable[[], Any]:
    content = program.content(**changes)
    return lambda: Program().apply(content, key)


def test_eight_posts_at_once_leave_one_application_one_event_one_receipt(
    committed: Program, race: Race
) -> None:
    committed.photo(file(picture()))
    answers = race(*[sent(committed)] * 8)
    assert sorted(answer.status_code for answer in answers) == [200] * 7 + [201]
    assert len({answer.content for answer in answers}) == 1
    assert counts() == (1, 1, 1)
    assert MailApplication.objects.get().photo


def test_of_two_contents_at_once_under_one_key_one_is_taken(committed: Program, race: Race) -> None:
    other = sent(committed, number=number(sequence=125))
    answers = race(*[sent(committed)] * 2, *[other] * 2)
    assert sorted(answer.status_code for answer in answers) == [200, 201, 422, 422]
    assert counts() == (1, 1, 1)


def test_the_control_a_mark_that_differs_each_time_leaves_several(
    committed: Program, race: Race, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the unique mark, and for another person: whoever looks before the others write, writes."""
    looked, turn = threading.Barrier(4), iter(range(4))

    def look(*args: Any) -> None:
        looked.wait(20)

    def take(facts: Any, wanted: Any, *, token: str, **_: Any) -> Any:
        mark = next(turn)
        return submit(grown_up(number=number(sequence=101 + 2 * mark)), wanted, token=f"{token}{mark}")

    monkeypatch.setattr(view, "sent_before", look)
    monkeypatch.setattr(view, "submit_once", take)
    answers = race(*[sent(committed)] * 4)
    assert [answer.status_code for answer in answers] == [201] * 4
    assert MailApplication.objects.count() == 4
