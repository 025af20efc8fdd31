"""What is encrypted is read again under any of the keys, for its own purpose, and by nobody else."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from locator.applications.secrecy import (
    UnreadableError,
    decrypted,
    encrypted,
    fingerprint,
    fingerprints,
    under_the_newest_key,
)

OLD, NEW = "o" * 50, "n" * 50


@given(st.binary(max_size=200))
def test_what_is_encrypted_is_read_again(plain: bytes) -> None:
    assert decrypted(encrypted(plain, "personal"), "personal") == plain
    assert not plain or len(plain) < 4 or plain not in encrypted(plain, "personal")


def test_an_old_key_still_reads_and_the_new_one_writes(settings: Any) -> None:
    settings.FIELD_KEYS = [OLD]
    kept = encrypted(b"secret", "personal")
    settings.FIELD_KEYS = [NEW, OLD]
    assert decrypted(kept, "personal") == b"secret"
    moved = under_the_newest_key(kept, "personal")
    settings.FIELD_KEYS = [NEW]
    assert decrypted(moved, "personal") == b"secret"
    for read in (decrypted, under_the_newest_key):
        with pytest.raises(UnreadableError):
            read(kept, "personal")


def test_what_serves_one_purpose_says_nothing_for_another() -> None:
    with pytest.raises(UnreadableError):
        decrypted(encrypted(b"secret", "personal"), "second-step")
    assert fingerprint("110105", "person") != fingerprint("110105", "phone")


def test_what_a_database_gives_back_is_read() -> None:
    assert decrypted(memoryview(encrypted(b"secret", "photo")), "photo") == b"secret"


@pytest.mark.parametrize("damaged", [b"", b"x", b"gAAAA", "密".encode()])
def test_what_is_damaged_is_said_to_be(damaged: bytes) -> None:
    with pytest.raises(UnreadableError):
        decrypted(damaged, "personal")


def test_a_fingerprint_is_the_same_each_time_and_another_under_each_key(settings: Any) -> None:
    settings.FINGERPRINT_KEYS = [OLD]
    old = fingerprint("x", "person")
    settings.FINGERPRINT_KEYS = [NEW, OLD]
    assert fingerprints("x", "person")[1] == old
    assert fingerprint("x", "person") == fingerprints("x", "person")[0] != old
    assert len(old) == 64


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(one=st.text(), other=st.text())
def test_different_texts_have_different_fingerprints(one: str, other: str) -> None:
    assert (fingerprint(one, "person") == fingerprint(other, "person")) is (one == other)
