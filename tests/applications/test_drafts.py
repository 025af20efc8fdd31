"""What was typed is kept for a day, under a token that nobody else has, and unreadable."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from locator.applications.drafts import (
    Draft,
    TooLongError,
    erase_draft,
    keep_draft,
    new_token,
    read_draft,
    sweep,
)
from locator.models import ApplicationDraft
from tests.thorough import either

pytestmark = pytest.mark.django_db

OLD, NEW = "o" * 50, "n" * 50


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=either(30, 1_000))
@given(
    answers=st.dictionaries(st.text(max_size=10), st.text(max_size=50)),
    photo=st.none() | st.binary(min_size=1, max_size=50),
)
def test_what_is_kept_is_read_again(answers: dict[str, str], photo: bytes | None) -> None:
    draft = Draft(new_token(), answers, photo)
    keep_draft(draft)
    assert read_draft(draft.token) == draft


def test_nothing_typed_lies_in_the_database_in_the_clear() -> None:
    keep_draft(Draft("token", {"name": "张建国"}, b"jpeg"))
    row = ApplicationDraft.objects.values_list().get()
    text = str([bytes(cell) if isinstance(cell, memoryview) else cell for cell in row])
    assert not [value for value in ("张建国", "\\u5f20", "jpeg", "token") if value in text]


@pytest.mark.parametrize("token", ["", "another", "token "])
def test_another_token_leads_nowhere(token: str) -> None:
    keep_draft(Draft("token", {"name": "张"}))
    assert read_draft(token) is None


def test_it_is_gone_after_a_day_and_every_answer_begins_the_day_anew() -> None:
    now = timezone.now()
    keep_draft(Draft("token", {"a": "1"}), now)
    assert read_draft("token", now + timedelta(hours=23))
    assert read_draft("token", now + timedelta(hours=24)) is None
    keep_draft(Draft("token", {"a": "2"}), now + timedelta(hours=23))
    assert read_draft("token", now + timedelta(hours=46)).answers == {"a": "2"}
    assert sweep(now + timedelta(hours=46)) == 0
    assert sweep(now + timedelta(hours=47)) == 1
    assert not ApplicationDraft.objects.exists()


def test_it_is_erased_when_it_is_sent() -> None:
    keep_draft(Draft("token", {"a": "1"}))
    erase_draft("token")
    assert read_draft("token") is None


def test_a_draft_goes_on_when_the_keys_rotate(settings: Any) -> None:
    settings.FIELD_KEYS = settings.FINGERPRINT_KEYS = [OLD]
    keep_draft(Draft("token", {"a": "1"}))
    settings.FIELD_KEYS = settings.FINGERPRINT_KEYS = [NEW, OLD]
    keep_draft(Draft("token", read_draft("token").answers | {"b": "2"}))
    settings.FIELD_KEYS = settings.FINGERPRINT_KEYS = [NEW]
    assert read_draft("token").answers == {"a": "1", "b": "2"}
    assert ApplicationDraft.objects.count() == 1
    settings.FIELD_KEYS = [OLD]
    assert read_draft("token") is None, "without its key the person starts anew"


def test_more_than_any_application_holds_is_not_kept() -> None:
    with pytest.raises(TooLongError):
        keep_draft(Draft("token", {"a": "x" * 20_001}))
    assert not ApplicationDraft.objects.exists()
