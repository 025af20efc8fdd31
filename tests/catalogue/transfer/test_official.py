"""The list of the real outlets takes the sample's place, unless an application hangs on the sample."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from locator.applications.moves import move
from locator.applications.redaction import redact_sample
from locator.applications.submit import submit
from locator.catalogue import proposals
from locator.catalogue.rules import Refused
from locator.catalogue.transfer.applying import Answers, apply, keep, plan_of
from locator.catalogue.transfer.plan import Options
from locator.catalogue.undo import CannotUndo, undo
from locator.models import (
    Act,
    ApplicationBatch,
    ApplicationEvent,
    Bank,
    MailApplication,
    Offer,
    Outlet,
    Proposal,
    Role,
    StaffMember,
    State,
)
from tests.applications.conftest import WANTED
from tests.applications.people import grown_up

from .conftest import SURROUNDINGS, Tables, csv_of
from .test_applying import NEW

REAL = NEW | {"服务银行": "真实银行"}


@pytest.fixture
def content(sample: None) -> bytes:
    Bank.objects.create(code="real-bank", name="真实银行", short_name="真实")
    return csv_of([REAL])


@pytest.fixture
def second(sample: None) -> Any:
    """Return the second administrator."""
    user = get_user_model().objects.create_user("second", password=None)
    StaffMember.objects.create(user=user, role=Role.ADMINISTRATOR)
    return user


def proposed(content: bytes, by: Any) -> Proposal:
    upload = keep("official.csv", content, Options(official=True), by=by)
    found = apply(upload, Answers(plan_of(upload, SURROUNDINGS).digest), SURROUNDINGS, by=by)
    assert isinstance(found, Proposal)
    return found


def application() -> MailApplication:
    """Take an application at a fictional bank, and print its label."""
    taken = submit(grown_up(), replace(WANTED, bank="sample-a"), token="t").application
    ApplicationBatch.objects.create(kind="making", bank_id="sample-a").applications.add(taken)
    return taken


def test_a_real_outlet_is_not_put_beside_the_sample(tables: Tables, content: bytes) -> None:
    assert [error.row for error in tables.plan(content).errors] == [0]


def test_it_deletes_the_sample_once_a_second_person_agrees(
    tables: Tables, content: bytes, second: Any
) -> None:
    found = proposed(content, tables.by)
    assert found.bank_id is None
    assert Outlet.objects.sample().exists()
    proposals.accept(found, by=second)
    assert [outlet.name for outlet in Outlet.objects.all()] == ["新网点"]
    assert not Bank.objects.filter(is_sample=True).exists()


def test_a_demo_can_show_applying_by_post(sample: None) -> None:
    assert Bank.objects.filter(is_sample=True, mail_applications=True).count() == 3


def test_the_plan_counts_the_applications_that_hang_on_the_sample(tables: Tables, content: bytes) -> None:
    application()
    ended = submit(
        grown_up(number="E12345678", document="passport"), replace(WANTED, bank="sample-b"), token="u"
    )
    move(ended.application, State.WITHDRAWN)
    (error,) = tables.plan(content, official=True).errors
    assert error.row == 0
    assert "2 件" in error.message
    assert "1 件尚未办结" in error.message
    assert "redact_applications --sample" in error.message


def test_one_that_came_after_the_plan_refuses_the_acceptance(
    tables: Tables, content: bytes, second: Any
) -> None:
    found = proposed(content, tables.by)
    application()
    with pytest.raises(Refused, match="redact_applications --sample"):
        proposals.accept(found, by=second)
    assert Outlet.objects.sample().count() == Outlet.objects.count() == 53
    assert Proposal.objects.get().state == Proposal.State.WAITING


def test_erased_applications_go_with_the_sample(tables: Tables, content: bytes, second: Any) -> None:
    found = proposed(content, tables.by)
    move(application(), State.WITHDRAWN)
    assert redact_sample() == 1
    proposals.accept(found, by=second)
    for model in (MailApplication, ApplicationEvent, ApplicationBatch):
        assert not model.objects.exists()


def test_applications_at_real_banks_stay_and_refuse_nothing(
    tables: Tables, content: bytes, second: Any
) -> None:
    found = proposed(content, tables.by)
    taken = submit(grown_up(), replace(WANTED, bank="real-bank"), token="t").application
    move(taken, State.WITHDRAWN)
    assert redact_sample() == 0
    proposals.accept(found, by=second)
    assert MailApplication.objects.get().personal is not None


def test_removing_the_sample_by_command_is_refused_in_the_same_words(sample: None) -> None:
    application()
    with pytest.raises(CommandError, match="redact_applications --sample"):
        call_command("load_sample", "--remove")
    assert Outlet.objects.sample().count() == 53


def test_the_command_that_erases_leaves_open_applications_alone(sample: None) -> None:
    taken, out = application(), StringIO()
    call_command("redact_applications", "--sample", stdout=out)
    move(taken, State.WITHDRAWN)
    call_command("redact_applications", "--sample", stdout=out)
    assert [line.split()[0] for line in out.getvalue().splitlines()] == ["0", "1"]


def accepted(content: bytes, by: Any, second: Any) -> Act:
    return proposals.accept(proposed(content, by), by=second)


def test_undoing_it_brings_the_whole_sample_back(tables: Tables, content: bytes, second: Any) -> None:
    undo(accepted(content, tables.by, second), by=second)
    assert Outlet.objects.sample().count() == Outlet.objects.count() == 53
    assert Offer.objects.count() == 53 * 6


def test_it_is_not_undone_once_another_real_outlet_is_there(
    tables: Tables, content: bytes, second: Any
) -> None:
    done = accepted(content, tables.by, second)
    Outlet.objects.create(
        code="real-2", bank_id="real-bank", district_id="210202", name="又一家", address="x", hours="24/7"
    )
    with pytest.raises(CannotUndo, match="1 家"):
        undo(done, by=second)
    assert Outlet.objects.sample().count() == 0
    assert Outlet.objects.count() == 2


def test_it_is_not_undone_once_somebody_has_applied_at_a_real_bank(
    tables: Tables, content: bytes, second: Any
) -> None:
    done = accepted(content, tables.by, second)
    submit(grown_up(), replace(WANTED, bank="real-bank"), token="t")
    with pytest.raises(CannotUndo, match="1 件"):
        undo(done, by=second)
    assert Outlet.objects.sample().count() == 0
