"""Applications that wait for a bank, as many and as old as a test needs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from locator.applications.submit import Wanted, submit
from locator.models import ApplicationEvent, MailApplication, OutgoingMessage, State
from tests import kept_snapshot
from tests.applications.people import grown_up, number
from tests.staff.conftest import BANK

Apply = Callable[..., MailApplication]
PARCEL = "EA123456785CN"
REASONS = {State.NEEDS_CORRECTION: {"reasons": ["photo", "address"]}, State.REJECTED: {"reason": "counter"}}


@pytest.fixture
def apply(sample: None, db: None) -> Apply:
    """Make an application: ``apply(3, state=State.ACCEPTED)``; each sequence is another person."""

    def make(
        sequence: int = 1,
        *,
        bank: str = BANK,
        state: State = State.SUBMITTED,
        received: datetime | None = None,
        photo: bytes | None = None,
        **facts: str,
    ) -> MailApplication:
        consents = {"notice": "1", "bank": "1", "courier": "1"}
        made = submit(
            grown_up(number=number(sequence=sequence), **facts),
            Wanted(kind="first", bank=bank, language="zh-hans", consents=consents),
            token=f"{bank}-{sequence}",
            photo=photo,
        ).application
        posted = state in {State.POSTED, State.DELIVERED, State.RETURNED}
        changes: dict[str, Any] = {"state": state, "ems_number": f"{sequence:013}" if posted else ""}
        if received:
            changes |= {"submitted_at": received, "state_since": received}
        MailApplication.objects.filter(pk=made.pk).update(**changes)
        return MailApplication.objects.get(pk=made.pk)

    return make


def queries_of(act: Callable[[], Any]) -> int:
    """Return how often an act asks the database, without the look that a worker takes once a second."""
    with override_settings(SNAPSHOT_CHECK_SECONDS=3600):
        kept_snapshot.begin()
        act()
        with CaptureQueriesContext(connection) as captured:
            act()
    return len([query for query in captured if "SAVEPOINT" not in query["sql"]])


def page(one: MailApplication, way: str = "", language: str = "/en") -> str:
    return f"{language}/staff/applications/{one.pk}/{way}"


def press(browser: Client, one: MailApplication, to: str, **more: Any) -> Any:
    """Press a button of the page on which an application was seen."""
    seen = {"to": to, "state": one.state, "revision": one.revision}
    if to == State.POSTED:
        seen["ems_number"] = PARCEL
    return browser.post(page(one, "move/"), seen | REASONS.get(to, {}) | more)


def trace() -> list[Any]:
    return [list(model.objects.values()) for model in (MailApplication, ApplicationEvent, OutgoingMessage)]
