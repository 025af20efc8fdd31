"""Four eyes: a second person accepts or refuses, once, and what was accepted is undone with one press."""

import threading
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.utils import timezone

from locator.catalogue.acts import act
from locator.catalogue.editing import Refused, edit, propose_closing, propose_opening
from locator.catalogue.proposals import (
    AlreadyDecided,
    NotAllowed,
    Outdated,
    accept,
    proposed,
    refuse,
    withdraw,
)
from locator.catalogue.sample import remove_sample
from locator.catalogue.undo import undo
from locator.models import Act, Outlet, Proposal, Role

from .conftest import person
from .test_editing import CODE, NEW


@pytest.fixture
def proposal(clerk):
    return edit(CODE, {"address": "某路 1 号"}, by=clerk, seen=None).proposal


def address():
    return Outlet.objects.values_list("address", flat=True).get(code=CODE)


def test_old_and_new_stand_side_by_side(proposal):
    (change,) = proposed(proposal.changes[0])
    assert (change.old_words, change.new_words) == (address(), "某路 1 号")


def test_a_manager_of_the_bank_accepts(proposal, manager):
    row = accept(proposal, by=manager)
    assert address() == "某路 1 号"
    assert (proposal.state, proposal.decided_by, proposal.act) == ("accepted", manager, row)
    assert Outlet.history.filter(act=row).count() == 1


def test_an_administrator_accepts(proposal, administrator):
    accept(proposal, by=administrator)
    assert address() == "某路 1 号"


def test_nobody_else_decides(proposal, clerk, colleague, stranger, sample):
    other_manager = person("manager-b", Role.MANAGER, "sample-b")
    before = address()
    for who in (clerk, colleague, stranger, other_manager):
        with pytest.raises(NotAllowed):
            accept(proposal, by=who)
        with pytest.raises(NotAllowed):
            refuse(proposal, by=who, reason="不对")
    assert address() == before
    assert Proposal.objects.get().state == "waiting"


def test_a_manager_does_not_decide_about_their_own_proposal(manager):
    own = edit(CODE, {"name": "别名"}, by=manager, seen=None).proposal
    with pytest.raises(NotAllowed):
        accept(own, by=manager)


def test_the_database_agrees_that_one_person_has_two_eyes(proposal, clerk):
    with pytest.raises(IntegrityError, match="second_person"), transaction.atomic():
        Proposal.objects.update(state="accepted", decided_by=clerk, decided_at=timezone.now())


def test_a_refusal_needs_a_reason(proposal, manager):
    for reason in ("", "  ", "长" * 301):
        with pytest.raises(Refused):
            refuse(proposal, by=manager, reason=reason)
    refuse(proposal, by=manager, reason="门牌不对")
    assert (Proposal.objects.get().state, Proposal.objects.get().reason) == ("refused", "门牌不对")


def test_only_the_proposer_withdraws(proposal, clerk, manager):
    with pytest.raises(NotAllowed):
        withdraw(proposal, by=manager)
    withdraw(proposal, by=clerk)
    assert Proposal.objects.get().state == "withdrawn"
    with pytest.raises(AlreadyDecided):
        accept(proposal, by=manager)


def test_what_has_changed_meanwhile_is_not_overwritten(proposal, manager, administrator):
    with act(by=administrator, how=Act.How.ADMIN):
        outlet = Outlet.objects.get(code=CODE)
        outlet.address = "某路 9 号"
        outlet.save()
    with pytest.raises(Outdated) as outdated:
        accept(proposal, by=manager)
    assert outdated.value.changes[0].new == "某路 9 号"
    assert address() == "某路 9 号"
    assert Proposal.objects.get().state == "waiting"


def test_an_accepted_outlet_opens_with_its_six_services(manager, administrator):
    accept(propose_opening(NEW, by=manager), by=administrator)
    opened = Outlet.objects.get(code="sample-a-99")
    assert opened.offers.count() == 6
    assert opened.offers.get(service="replace").cards == "own-bank"
    assert opened.offers.get(service="apply").cards == "any"


def test_an_accepted_closing_closes_and_is_undone(clerk, manager):
    row = accept(propose_closing(CODE, day=timezone.localdate(), reason="迁址", by=clerk), by=manager)
    assert Outlet.objects.get(code=CODE).status == "closed"
    undo(row, by=manager)
    assert Outlet.objects.get(code=CODE).status == "open"


def test_a_suspended_outlet_is_not_proposed_to_close_later_and_to_be_open_until_then(clerk):
    today = timezone.localdate()
    suspended = {"status": "suspended", "status_from": today, "status_reason": "装修"}
    edit(CODE, suspended, by=clerk, seen=None)
    with pytest.raises(Refused) as refused:
        propose_closing(CODE, day=today + timedelta(days=7), reason="迁址", by=clerk)
    assert set(refused.value.errors) == {"status_from"}
    assert not Proposal.objects.exists()
    assert propose_closing(CODE, day=today, reason="迁址", by=clerk).pk


def test_an_outlet_whose_suspension_is_over_is_proposed_to_close_later(clerk):
    today = timezone.localdate()
    Outlet.objects.filter(code=CODE).update(
        status="suspended", status_from=today - timedelta(days=9), status_until=today - timedelta(days=1),
        status_reason="装修",
    )  # fmt: skip
    assert propose_closing(CODE, day=today + timedelta(days=7), reason="迁址", by=clerk).pk


def test_of_two_managers_who_decide_at_once_one_wins(transactional_people, race):
    clerk, _ = transactional_people
    managers = [person(f"manager-{number}", Role.MANAGER, "sample-a") for number in range(2)]
    proposal = edit(CODE, {"address": "某路 1 号"}, by=clerk, seen=None).proposal

    def decide(by):
        return lambda: accept(Proposal.objects.get(pk=proposal.pk), by=by)

    done = race(*map(decide, managers))
    assert sorted(type(each).__name__ for each in done) == ["Act", "AlreadyDecided"]
    assert Act.objects.filter(how="proposal").count() == 1


def test_looking_first_and_writing_then_lets_both_decide(transactional_people, race):
    clerk, _ = transactional_people
    edit(CODE, {"address": "某路 1 号"}, by=clerk, seen=None)
    both_have_looked = threading.Barrier(2)

    def decide():
        row = Proposal.objects.get()
        looked = row.state == "waiting"
        both_have_looked.wait(timeout=20)
        if looked:
            Proposal.objects.filter(pk=row.pk).update(state="withdrawn", decided_at=timezone.now())
        return looked

    assert race(decide, decide) == [True, True]


def test_a_proposal_about_an_outlet_whose_opening_was_undone_is_outdated(manager, administrator):
    opened = accept(propose_opening(NEW, by=manager), by=administrator)
    about_it = edit("sample-a-99", {"name": "改名"}, by=manager, seen=None).proposal
    undo(opened, by=administrator)
    with pytest.raises(Outdated, match="no longer there") as raised:
        accept(about_it, by=administrator)
    assert (raised.value.outlet, raised.value.gone) == ("sample-a-99", True)
    assert Proposal.objects.get(pk=about_it.pk).state == Proposal.State.WAITING


def test_a_table_of_several_banks_is_outdated_once_the_sample_has_gone(manager, administrator):
    changes = [
        {"outlet": code, "action": "change", "old": {}, "new": {"name": "改名"}}
        for code in ("sample-a-01", "sample-b-01")
    ]
    table = Proposal.objects.create(kind="import", changes=changes, proposed_by=administrator)
    remove_sample()
    root = get_user_model().objects.create_superuser("root", password=None)
    with pytest.raises(Outdated, match="no longer there"):
        accept(table, by=root)
