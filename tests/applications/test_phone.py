"""A code proves a telephone: five tries, ten minutes, counted exactly."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from locator.applications import phone as module
from locator.applications.phone import CodeSpentError, forget_proofs, is_proved, prove, send_code
from locator.applications.secrecy import decrypted
from locator.models import OutgoingMessage, PhoneProof

from .people import OTHER_PHONE, PHONE

NOW = timezone.now()
OLD, NEW = "o" * 50, "n" * 50


def sent(token: str = "token", phone: str = PHONE) -> str:
    """Send a code and return it, as the telephone shows it."""
    send_code(token, phone, language="zh-hans", now=NOW)
    return decrypted(bytes(OutgoingMessage.objects.latest("id").secret), "message-code").decode()


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


def test_the_right_code_proves_the_telephone_of_this_draft(db: None) -> None:
    code = sent()
    assert len(code) == 6
    assert not is_proved("token", PHONE, now=NOW)
    assert prove("token", PHONE, code, now=NOW)
    assert is_proved("token", PHONE, now=NOW)
    assert not is_proved("token", OTHER_PHONE, now=NOW)
    assert not is_proved("another", PHONE, now=NOW)


def test_neither_the_code_nor_the_telephone_lies_in_the_database_in_the_clear(db: None) -> None:
    code = sent()
    text = str([list(model.objects.values_list()) for model in (PhoneProof, OutgoingMessage)])
    assert PHONE not in text
    assert f"'{code}'" not in text


def test_after_five_tries_even_the_right_code_is_spent(db: None) -> None:
    code = sent()
    for _time in range(5):
        assert not prove("token", PHONE, wrong(code), now=NOW)
    with pytest.raises(CodeSpentError):
        prove("token", PHONE, code, now=NOW)
    again = sent()
    assert prove("token", PHONE, again, now=NOW), "a new code begins anew"


@pytest.mark.parametrize(("minutes", "right"), [(9.9, True), (10, False)])
def test_a_code_holds_for_ten_minutes(db: None, minutes: float, right: bool) -> None:
    code, later = sent(), NOW + timedelta(minutes=minutes)
    if right:
        assert prove("token", PHONE, code, now=later)
        return
    with pytest.raises(CodeSpentError):
        prove("token", PHONE, code, now=later)


def test_a_new_code_ends_the_one_before(db: None) -> None:
    first, second = sent(), sent()
    assert first == second or not prove("token", PHONE, first, now=NOW)
    assert prove("token", PHONE, second, now=NOW)


def test_what_is_proved_must_be_proved_again_once_a_new_code_was_sent(db: None) -> None:
    prove("token", PHONE, sent(), now=NOW)
    sent()
    assert not is_proved("token", PHONE, now=NOW)


@pytest.mark.parametrize("typed", ["", "000", "abcdef", "１２３４５６７", "\0"])
def test_what_is_no_code_is_a_try_like_any_other(db: None, typed: str) -> None:
    sent()
    assert not prove("token", PHONE, typed, now=NOW)
    assert PhoneProof.objects.get().tries == 1


def test_without_a_code_there_is_nothing_to_try(db: None) -> None:
    with pytest.raises(CodeSpentError):
        prove("token", PHONE, "123456", now=NOW)


def test_proofs_go_when_their_time_is_over(db: None) -> None:
    prove("token", PHONE, sent(), now=NOW)
    assert forget_proofs(NOW + timedelta(hours=23)) == 0
    assert forget_proofs(NOW + timedelta(hours=25)) == 1


def test_a_code_that_was_sent_before_the_keys_rotated_proves_the_telephone(db: None, settings: Any) -> None:
    settings.FIELD_KEYS = settings.FINGERPRINT_KEYS = [OLD]
    code = sent()
    settings.FIELD_KEYS = settings.FINGERPRINT_KEYS = [NEW, OLD]
    for _time in range(4):
        assert not prove("token", PHONE, wrong(code), now=NOW)
    assert prove("token", PHONE, code, now=NOW)
    assert is_proved("token", PHONE, now=NOW)
    with pytest.raises(CodeSpentError):
        prove("token", PHONE, code, now=NOW)


def test_a_new_code_ends_the_one_under_an_older_key_too(db: None, settings: Any) -> None:
    settings.FINGERPRINT_KEYS = [OLD]
    first = sent()
    prove("token", PHONE, first, now=NOW)
    settings.FINGERPRINT_KEYS = [NEW, OLD]
    second = sent()
    assert not is_proved("token", PHONE, now=NOW)
    assert first == second or not prove("token", PHONE, first, now=NOW)
    assert prove("token", PHONE, second, now=NOW)
    assert PhoneProof.objects.count() == 1


def test_of_twenty_tries_at_once_five_are_made(
    transactional_db: None, race: Callable[..., list[Any]]
) -> None:
    code = sent()
    done = race(*[lambda: prove("token", PHONE, wrong(code), now=NOW)] * 20)
    assert done.count(False) == 5
    assert [type(each) for each in done].count(CodeSpentError) == 15


def test_the_control_counting_after_looking_lets_more_through(
    transactional_db: None, race: Callable[..., list[Any]]
) -> None:
    sent()
    PhoneProof.objects.update(tries=4)
    looked = threading.Barrier(4)

    def careless() -> bool:
        proof = PhoneProof.objects.get()
        looked.wait(10)
        if proof.tries >= module.TRIES:
            return False
        PhoneProof.objects.filter(pk=proof.pk).update(tries=proof.tries + 1)
        return True

    assert race(*[careless] * 4).count(True) == 4
