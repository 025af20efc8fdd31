"""Applying a table: at once or as one proposal, once, as it was shown, and undone with one press."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model

from locator.catalogue import proposals
from locator.catalogue.editing import write_facts
from locator.catalogue.transfer.applying import (
    KEPT_AT_MOST,
    Answers,
    PlanMoved,
    PlanRefused,
    apply,
    keep,
    plan_of,
    put_plan_into_force,
)
from locator.catalogue.transfer.plan import Options
from locator.catalogue.undo import undo
from locator.models import Act, Bank, Outlet, Proposal, Role, StaffMember, Upload

from .conftest import SURROUNDINGS, Tables, csv_of

NOTICE = csv_of([{"网点编码": code, "公告": "今天下午三点关门"} for code in ("sample-a-01", "sample-a-02")])
NEW = {
    "网点名称": "新网点", "服务银行": "sample-a", "所属区市县": "中山区", "地址": "中山区人民路1号",
    "营业时间": "周一至周五 8:30-16:30",
}  # fmt: skip


def notices() -> set[str]:
    return set(
        Outlet.objects.filter(code__in=["sample-a-01", "sample-a-02"]).values_list("notice", flat=True)
    )


def applied(upload: Upload, by: Any, **answers: Any) -> Act | Proposal:
    digest = plan_of(upload, SURROUNDINGS).digest
    return apply(upload, Answers(digest, **answers), SURROUNDINGS, by=by)


def test_facts_of_one_person_are_live_at_once_and_undone_with_one_press(tables: Tables, manager: Any) -> None:
    before = notices()
    act = applied(keep("notice.csv", NOTICE, Options(), by=manager), manager)
    assert isinstance(act, Act)
    assert (act.how, notices()) == (Act.How.IMPORT, {"今天下午三点关门"})
    assert "notice.csv" in act.note
    undo(act, by=manager)
    assert notices() == before


def test_one_row_that_needs_a_second_person_makes_the_whole_table_wait(tables: Tables, manager: Any) -> None:
    rows = [
        {"网点编码": "sample-a-01", "公告": "新的公告", "网点名称": "改了名字"},
        {
            "网点编码": "sample-a-02",
            "公告": "新的公告",
            "网点名称": Outlet.objects.get(code="sample-a-02").name,
        },
    ]
    before = notices()
    found = applied(keep("names.csv", csv_of(rows), Options(), by=manager), manager)
    assert isinstance(found, Proposal)
    assert (found.kind, found.bank_id, len(found.changes)) == ("import", "sample-a", 2)
    assert notices() == before
    proposals.accept(found, by=tables.by)
    assert notices() == {"新的公告"}
    assert Outlet.objects.get(code="sample-a-01").name == "改了名字"


def test_a_new_outlet_gets_a_code_and_its_six_services(tables: Tables, manager: Any) -> None:
    found = applied(keep("new.csv", csv_of([NEW]), Options(), by=manager), manager)
    assert isinstance(found, Proposal)
    act = proposals.accept(found, by=tables.by)
    outlet = Outlet.objects.get(name="新网点")
    assert outlet.code == found.changes[0]["outlet"]
    assert outlet.hours == "Mo-Fr 08:30-16:30"
    assert outlet.offers.count() == 6
    undo(act, by=tables.by)
    assert not Outlet.objects.filter(name="新网点").exists()


def test_a_clerk_adds_no_outlet(clerk: Any, as_person: Any) -> None:
    plan = as_person(clerk).plan(csv_of([NEW]))
    assert [error.column for error in plan.errors] == ["网点名称"]


def test_a_full_list_proposes_to_close_what_it_does_not_name_and_deletes_nothing(tables: Tables) -> None:
    lines = tables.exported().decode("utf-8-sig").splitlines(keepends=True)
    upload = keep("full.csv", "".join(lines[:-1]).encode(), Options(whole=True), by=tables.by)
    plan = plan_of(upload, SURROUNDINGS)
    (closing,) = plan.closing
    assert plan.must_confirm == 0
    count = Outlet.objects.count()
    found = applied(upload, tables.by)
    assert isinstance(found, Proposal)
    StaffMember.objects.create(
        user=get_user_model().objects.create_user("second", password=None), role=Role.ADMINISTRATOR
    )
    proposals.accept(found, by=get_user_model().objects.get(username="second"))
    assert Outlet.objects.get(code=closing.code).status == Outlet.Status.CLOSED
    assert Outlet.objects.count() == count


def test_more_than_a_tenth_closing_waits_for_the_number_to_be_typed(tables: Tables) -> None:
    bank = Bank.objects.get(code="sample-a")
    lines = tables.exported(bank_id="sample-a").decode("utf-8-sig").splitlines(keepends=True)
    upload = keep("half.csv", "".join(lines[:4]).encode(), Options(whole=True), by=tables.by, bank=bank)
    number = plan_of(upload, SURROUNDINGS).must_confirm
    assert number == Outlet.objects.filter(bank=bank).exclude(status="closed").count() - 3
    for wrong in (None, number - 1):
        with pytest.raises(PlanRefused):
            applied(upload, tables.by, closing=wrong)
    assert not Proposal.objects.exists()
    assert isinstance(applied(upload, tables.by, closing=number), Proposal)


def test_odd_positions_are_applied_only_after_somebody_has_looked(tables: Tables) -> None:
    rows = [{"网点编码": "sample-a-01", "经度": "121.27", "纬度": "38.81", "坐标系": "GPS"}]
    upload = keep("points.csv", csv_of(rows), Options(), by=tables.by)
    with pytest.raises(PlanRefused):
        applied(upload, tables.by)
    assert isinstance(applied(upload, tables.by, positions_checked=True), Proposal)


def test_a_plan_that_is_no_longer_what_was_shown_is_not_applied(tables: Tables, manager: Any) -> None:
    upload = keep("notice.csv", NOTICE, Options(), by=manager)
    shown = plan_of(upload, SURROUNDINGS).digest
    write_facts(Outlet.objects.get(code="sample-a-01"), {"notice": "同事刚写的"})
    with pytest.raises(PlanMoved):
        apply(upload, Answers(shown), SURROUNDINGS, by=manager)
    assert Outlet.objects.get(code="sample-a-01").notice == "同事刚写的"


def test_a_table_with_errors_applies_nothing(manager: Any) -> None:
    rows = [{"网点编码": "sample-a-01", "公告": "好"}, {"网点编码": "没有", "公告": "坏"}]
    before = notices()
    with pytest.raises(PlanRefused):
        applied(keep("bad.csv", csv_of(rows), Options(), by=manager), manager)
    assert notices() == before


def test_sent_twice_it_is_applied_once(manager: Any) -> None:
    upload = keep("notice.csv", NOTICE, Options(), by=manager)
    answers = Answers(plan_of(upload, SURROUNDINGS).digest)
    first = apply(upload, answers, SURROUNDINGS, by=manager)
    assert apply(upload, answers, SURROUNDINGS, by=manager) == first
    assert Act.objects.count() == 1
    assert bytes(Upload.objects.get(pk=upload.pk).content) == b""


def test_files_that_nobody_applies_do_not_pile_up(manager: Any) -> None:
    for number in range(KEPT_AT_MOST + 3):
        keep(f"{number}.csv", NOTICE, Options(), by=manager)
    assert Upload.objects.count() == KEPT_AT_MOST


@pytest.fixture
def people(committed_sample: None) -> tuple[Any, Upload]:
    user = get_user_model().objects.create_user("manager", password=None)
    StaffMember.objects.create(user=user, role=Role.MANAGER, bank_id="sample-a")
    return user, keep("new.csv", csv_of([NEW]), Options(), by=user)


def test_two_presses_at_once_make_one_proposal(
    people: tuple[Any, Upload], race: Callable[..., list[Any]]
) -> None:
    user, upload = people
    answers = Answers(plan_of(upload, SURROUNDINGS).digest)
    given = race(*[lambda: apply(upload, answers, SURROUNDINGS, by=user)] * 4)
    assert len({found.pk for found in given}) == 1
    assert Proposal.objects.count() == 1


def test_control_two_presses_without_the_lock_would_make_several(
    people: tuple[Any, Upload], race: Callable[..., list[Any]]
) -> None:
    user, upload = people

    all_have_planned = threading.Barrier(4)

    def careless() -> Any:
        plan = plan_of(upload, SURROUNDINGS)
        all_have_planned.wait(20)
        return put_plan_into_force(plan, by=user, how=Act.How.IMPORT)

    race(*[careless] * 4)
    assert Proposal.objects.count() > 1
