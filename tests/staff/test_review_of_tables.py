"""The second person sees all that a table changes, in the words in which the first one saw it."""

from __future__ import annotations

import re
from typing import Any

import pytest

from locator.catalogue.editing import edit
from locator.catalogue.known_places import known_places
from locator.catalogue.transfer.applying import Answers, apply, keep, plan_of
from locator.catalogue.transfer.plan import Options
from locator.models import Bank, Outlet, Proposal, Role
from locator.places import Gazetteer
from locator.staff.review.entries import ON_A_PAGE
from tests.catalogue.transfer.conftest import csv_of

from .conftest import words

SURROUNDINGS = known_places(Gazetteer.shipped())
CODE = "sample-a-01"


@pytest.fixture
def proposer(hire: Any) -> Any:
    return hire("proposer", Role.ADMINISTRATOR)


def proposal_of(rows: list[dict[str, str]], by: Any, **options: Any) -> Proposal:
    upload = keep("table.csv", csv_of(rows), Options(**options), by=by)
    plan = plan_of(upload, SURROUNDINGS)
    assert plan.errors == []
    done = apply(upload, Answers(plan.digest, plan.must_confirm, positions_checked=True), SURROUNDINGS, by=by)
    assert isinstance(done, Proposal)
    return done


def page_of(proposal: Proposal, number: int = 1) -> str:
    return f"/en/staff/proposals/{proposal.pk}/?page={number}"


@pytest.mark.parametrize("count", [ON_A_PAGE, 2 * ON_A_PAGE])
def test_every_outlet_of_a_long_table_is_shown_on_some_page(proposer, administrator, as_, count):
    changes = [
        {"outlet": f"x-{at:03}", "action": "open", "old": {"name": ""}, "new": {"name": f"网点 {at:03}"}}
        for at in range(count)
    ]
    proposal = Proposal.objects.create(kind="import", changes=changes, proposed_by=proposer)
    browser, said = as_(administrator), ""
    for number in range(1, count // ON_A_PAGE + 1):
        said += words(browser.get(page_of(proposal, number)))
    assert [change["outlet"] for change in changes if f"网点 {change['outlet'][2:]}" not in said] == []
    assert f"{count} new, 0 changed, 0 closing" in said


def test_the_way_to_the_next_page_is_right_on_a_page_that_refuses_too(proposer, administrator, as_):
    change = {"outlet": CODE, "action": "change", "old": {"town": "x"}, "new": {"town": "y"}}
    proposal = Proposal.objects.create(kind="import", changes=[change] * 60, proposed_by=proposer)
    answer = as_(administrator).post(f"/en/staff/proposals/{proposal.pk}/refuse/", {"reason": ""})
    assert answer.status_code == 422
    assert f'href="/en/staff/proposals/{proposal.pk}/?page=2"' in answer.text


def test_hours_are_told_by_day_and_outlets_by_name(proposer, administrator, as_):
    outlet = Outlet.objects.get(code=CODE)
    edit(CODE, {"hours": "Mo-Fr 08:30-16:30"}, by=proposer, seen=None)
    rows = [{"网点编码": CODE, "营业时间": "周一至周四 8:30-16:30; 周五 9:00-12:00", "地址": "某路 1 号"}]
    said = words(as_(administrator).get(page_of(proposal_of(rows, proposer))))
    assert f"{outlet.name} {CODE}" in said
    assert "Friday 08:30–16:30" in said
    assert "Friday 09:00–12:00" in said
    assert "Monday" not in said


def test_a_new_outlet_says_so_and_tells_its_whole_week(proposer, administrator, as_):
    rows = [
        {
            "网点名称": "新网点", "服务银行": "sample-a", "所属区市县": "中山区", "地址": "中山区人民路1号",
            "营业时间": "周一至周五 8:30-16:30",
        }
    ]  # fmt: skip
    said = words(as_(administrator).get(page_of(proposal_of(rows, proposer))))
    assert "新网点" in said
    assert "A new outlet" in said
    assert "Monday 08:30–16:30" in said
    assert "Saturday closed" in said


def test_an_outlet_that_a_full_list_leaves_out_says_that_it_closes(proposer, administrator, as_):
    bank = Bank.objects.get(code="sample-a")
    kept, *others = Outlet.objects.filter(bank=bank).order_by("code")
    table = csv_of([{"网点编码": kept.code, "网点名称": kept.name}])
    upload = keep("full.csv", table, Options(whole=True), by=proposer, bank=bank)
    plan = plan_of(upload, SURROUNDINGS)
    proposal = apply(upload, Answers(plan.digest, plan.must_confirm), SURROUNDINGS, by=proposer)
    said = words(as_(administrator).get(page_of(proposal)))
    assert said.count("Not in the list: closes for good") == len(others)
    assert others[0].name in said


def test_the_second_person_reads_that_the_sample_goes(proposer, administrator, as_):
    Bank.objects.create(code="real-bank", name="真实银行", short_name="真实")
    rows = [
        {
            "网点名称": "真网点", "服务银行": "真实银行", "所属区市县": "中山区", "地址": "中山区人民路1号",
            "营业时间": "周一至周五 8:30-16:30",
        }
    ]  # fmt: skip
    answer = as_(administrator).get(page_of(proposal_of(rows, proposer, official=True)))
    assert "all sample outlets and demo accounts go" in words(answer)
    assert not re.search(r"<h2>\s*</h2>", answer.text)
    assert "真网点" in words(answer)


def test_the_second_person_reads_which_positions_look_odd_and_how_far_they_move(proposer, administrator, as_):
    far = {"经度": "121.27", "纬度": "38.81", "坐标系": "GPS"}
    same = {"经度": "", "纬度": "", "坐标系": ""}
    rows = [
        {"网点编码": "sample-a-02", "地址": "某路 1 号"} | same,
        {"网点编码": CODE, "地址": "某路 2 号"} | far,
    ]
    proposal = proposal_of(rows, proposer)
    answer = as_(administrator).get(page_of(proposal))
    said = words(answer)
    assert "1 position looks odd" in said
    assert "said that it is right. Look too." in said
    assert re.search(r"moves by [\d,]+ metres", said)
    assert f'href="/en/staff/proposals/{proposal.pk}/?page=1#{CODE}"' in answer.text
    assert f'id="{CODE}"' in answer.text


def test_an_odd_position_of_one_outlet_is_named_to_the_second_person(clerk, manager, as_):
    there = {"latitude": 38.81, "longitude": 121.27, "position_source": "staff", "position_verified": True}
    proposal = edit(CODE, there, by=clerk, seen=None).proposal
    assert "The places around this point lie in" in words(as_(manager).get(page_of(proposal)))


def test_a_position_that_is_nothing_odd_is_not_warned_of(clerk, manager, as_):
    outlet = Outlet.objects.get(code=CODE)
    near = {"latitude": outlet.latitude + 0.0001, "longitude": outlet.longitude}
    proposal = edit(CODE, near, by=clerk, seen=None).proposal
    said = words(as_(manager).get(page_of(proposal)))
    assert "moves by 11 metres" in said
    assert "Look too" not in said
