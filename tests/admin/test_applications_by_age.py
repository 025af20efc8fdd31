"""The overview counts the applications that have not ended by state, by age and by bank."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from locator.applications.submit import Wanted, submit
from locator.hours import SHANGHAI
from locator.models import Bank, MailApplication, State
from tests.applications.people import grown_up, number

NOW = datetime(2026, 11, 24, 10, tzinfo=SHANGHAI)


@pytest.fixture(autouse=True)
def _tuesday() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def apply(sequence: int, state: State, days_ago: int, bank: str = "b") -> None:
    Bank.objects.get_or_create(code=bank, defaults={"name": bank, "short_name": bank})
    wanted = Wanted(kind="first", bank=bank, language="zh-hans", consents={})
    made = submit(grown_up(number=number(sequence=sequence)), wanted, token=str(sequence)).application
    MailApplication.objects.filter(pk=made.pk).update(
        state=state, submitted_at=NOW - timedelta(days=days_ago), ems_number="1" * 13
    )


def test_each_state_is_counted_by_the_working_days_since_it_came(administrator: Any, db: None) -> None:
    # A week has five working days: seven days ago is five of them, fourteen ten.
    for sequence, (state, days) in enumerate(
        [
            (State.SUBMITTED, 0),
            (State.SUBMITTED, 7),
            (State.SUBMITTED, 8),
            (State.SUBMITTED, 14),
            (State.SUBMITTED, 15),
            (State.POSTED, 40),
            (State.DELIVERED, 40),
        ]
    ):
        apply(sequence, state, days)
    shown = administrator.get("/admin/overview/").context["applications"]
    assert shown.rows == ((State.SUBMITTED, (2, 2, 1, 5)), (State.POSTED, (0, 0, 1, 1)))


def test_each_bank_is_told_what_waits_and_what_is_past_the_promise(administrator: Any, db: None) -> None:
    apply(1, State.SUBMITTED, 15, "one")
    apply(2, State.MAKING, 3, "one")
    apply(3, State.POSTED, 40, "one")
    apply(4, State.RETURNED, 40, "two")
    rows = {row["bank"].code: row for row in administrator.get("/admin/overview/").context["overdue"]}
    assert (rows["one"]["applications"], rows["one"]["late_applications"]) == (2, 1)
    assert (rows["two"]["applications"], rows["two"]["late_applications"]) == (1, 0)


def test_without_any_it_says_so(administrator: Any, db: None) -> None:
    assert "没有未办结的申请" in administrator.get("/admin/overview/").text


@pytest.mark.usefixtures("no_looks")
@pytest.mark.parametrize("number_", [2, 30])
def test_it_asks_as_often_for_many_as_for_few(administrator: Any, db: None, number_: int) -> None:
    for sequence in range(number_):
        apply(sequence, State.SUBMITTED, sequence, f"b-{sequence}")

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            administrator.get("/admin/overview/")
        return len(captured)

    queries()  # the first answer of a worker looks at the catalogue as well
    assert queries() == 11
