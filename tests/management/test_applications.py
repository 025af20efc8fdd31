"""The commands of the night: sending, erasing, rotating."""

from __future__ import annotations

import json
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone

from locator.applications.drafts import Draft, keep_draft
from locator.applications.facts import opened
from locator.applications.moves import move
from locator.applications.phone import send_code
from locator.applications.submit import submit
from locator.models import ApplicationDraft, MailApplication, PhoneProof, State
from tests.applications.conftest import WANTED, make_bank
from tests.applications.people import PHONE, grown_up

OLD, NEW = "o" * 50, "n" * 50
NONE_UNCORRECTED = "0 applications ended that were not corrected in time.\n"


@pytest.fixture
def application(db: None) -> MailApplication:
    make_bank()
    return submit(grown_up(), WANTED, token="t").application


def said(command: str, **options: Any) -> str:
    out = StringIO()
    call_command(command, stdout=out, **options)
    return out.getvalue()


def test_messages_that_wait_are_sent(application: MailApplication, settings: Any, tmp_path: Path) -> None:
    settings.MESSAGE_BACKEND, settings.MESSAGE_FILE = "file", str(tmp_path / "sent")
    assert said("send_messages") == "1 sent.\n"
    assert json.loads((tmp_path / "sent").read_text())["to"] == PHONE
    assert said("send_messages") == "0 sent.\n"


def test_what_is_no_longer_needed_is_erased_and_counted(application: MailApplication) -> None:
    move(application, State.WITHDRAWN)
    keep_draft(Draft("token", {"name": "张"}))
    send_code("token", PHONE, language="en")
    assert said("redact_applications") == NONE_UNCORRECTED + "0 applications, 0 drafts and 0 proofs erased.\n"
    with time_machine.travel(timezone.now() + timedelta(days=91)):
        assert (
            said("redact_applications")
            == NONE_UNCORRECTED + "1 applications, 1 drafts and 1 proofs erased.\n"
        )
    assert MailApplication.objects.get().personal is None
    assert not ApplicationDraft.objects.exists()
    assert not PhoneProof.objects.exists()


def test_what_was_not_corrected_in_time_ends_and_is_counted(application: MailApplication) -> None:
    MailApplication.objects.update(state=State.NEEDS_CORRECTION, reasons=["photo"], erase_at_end=True)
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        told = said("redact_applications")
    assert told == "1" + NONE_UNCORRECTED[1:] + "1 applications, 0 drafts and 0 proofs erased.\n"
    assert MailApplication.objects.get().state == State.REJECTED


def test_keys_are_rotated_and_a_missing_one_is_named(db: None, settings: Any) -> None:
    settings.FIELD_KEYS = [OLD]
    make_bank()
    application = submit(grown_up(), WANTED, token="t").application
    settings.FIELD_KEYS = [NEW]
    with pytest.raises(CommandError, match="Put the key back"):
        call_command("rotate_keys")
    settings.FIELD_KEYS = [NEW, OLD]
    assert said("rotate_keys") == "1 applications and 0 second steps are under the newest keys.\n"
    settings.FIELD_KEYS = [NEW]
    application.refresh_from_db()
    assert opened(application) == grown_up()


def test_the_sender_of_a_demonstration_ends_with_it(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise it would go on for ever, under nobody."""
    parents = iter([100, 100, 1])
    monkeypatch.setattr("os.getppid", lambda: next(parents))
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    call_command("send_messages", follow=True, with_parent=True)
    assert next(parents, "asked until it had ended") == "asked until it had ended"
