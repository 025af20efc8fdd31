"""While a large table is planned others go on saving, and what they save is not overlooked."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connections

from locator.catalogue.editing import edit
from locator.catalogue.transfer.applying import (
    PLANNED_AT_MOST,
    Answers,
    PlanMoved,
    apply,
    keep,
    plan_of,
    put_plan_into_force,
)
from locator.catalogue.transfer.plan import Options
from locator.models import Act, Outlet, Proposal, Role, StaffMember, Upload
from locator.models.point import Point

from .conftest import SURROUNDINGS, csv_of

CODE, OTHER = "sample-a-01", "sample-b-01"
MOVES = csv_of([{"网点编码": CODE, "经度": "121.6147", "纬度": "38.9144", "坐标系": "GPS", "公告": "搬家"}])
# The other one would wait for the table until the database gives up.
SECONDS = 10


class Meanwhile:
    """The known places; whenever a plan asks them, somebody else does something on another connection."""

    def __init__(self, act: Callable[[int], Any]) -> None:
        self._act = act
        self.times = 0

    def district_of(self, point: Point) -> str | None:
        self.times += 1
        with ThreadPoolExecutor(1) as lane:
            lane.submit(self._elsewhere).result(timeout=SECONDS)
        return SURROUNDINGS.district_of(point)

    def metres_to_nearest(self, point: Point, district: str) -> float | None:
        return SURROUNDINGS.metres_to_nearest(point, district)

    def _elsewhere(self) -> None:
        try:
            self._act(self.times)
        finally:
            connections.close_all()


@pytest.fixture
def manager(committed_sample: None) -> Any:
    user = get_user_model().objects.create_user("manager", password=None)
    StaffMember.objects.create(user=user, role=Role.MANAGER, bank_id="sample-a")
    return user


@pytest.fixture
def upload(manager: Any) -> Upload:
    return keep("moves.csv", MOVES, Options(), by=manager)


def answers(upload: Upload) -> Answers:
    return Answers(plan_of(upload, SURROUNDINGS).digest, positions_checked=True)


def notice_of(code: str, by: Any) -> Callable[[int], Any]:
    return lambda times: edit(code, {"notice": f"第 {times} 次"}, by=by, seen=None)


def test_others_save_while_a_table_is_planned(manager: Any, upload: Upload) -> None:
    once = notice_of(OTHER, manager)
    meanwhile = Meanwhile(lambda times: once(times) if times == 1 else None)
    assert isinstance(apply(upload, answers(upload), meanwhile, by=manager), Proposal)
    assert Outlet.objects.get(code=OTHER).notice == "第 1 次"
    # What has changed did not concern the table, and to know that it was planned anew.
    assert meanwhile.times == 2


def test_what_others_save_at_the_same_outlet_is_shown_before_anything_is_proposed(
    manager: Any, upload: Upload
) -> None:
    with pytest.raises(PlanMoved):
        apply(upload, answers(upload), Meanwhile(notice_of(CODE, manager)), by=manager)
    assert not Proposal.objects.exists()
    assert bytes(Upload.objects.get().content) == MOVES


def test_control_a_plan_made_before_would_be_proposed_as_if_nothing_had_happened(
    manager: Any, upload: Upload
) -> None:
    plan = plan_of(upload, SURROUNDINGS)
    notice_of(CODE, manager)(1)
    assert isinstance(put_plan_into_force(plan, by=manager, how=Act.How.IMPORT), Proposal)


def test_where_others_save_without_a_pause_the_plan_is_shown_anew(manager: Any, upload: Upload) -> None:
    meanwhile = Meanwhile(notice_of(OTHER, manager))
    with pytest.raises(PlanMoved):
        apply(upload, answers(upload), meanwhile, by=manager)
    assert meanwhile.times == PLANNED_AT_MOST


@pytest.mark.parametrize("what", ["a proposal", "another bank"])
def test_what_is_said_beside_the_catalogue_is_not_overlooked_either(
    manager: Any, upload: Upload, what: str
) -> None:
    def elsewhere(times: int) -> None:
        if what == "a proposal":
            edit(CODE, {"latitude": 38.92}, by=manager, seen=None)
        else:
            StaffMember.objects.update(bank="sample-b")

    meanwhile = Meanwhile(lambda times: elsewhere(times) if times == 1 else None)
    with pytest.raises(PlanMoved):
        apply(upload, answers(upload), meanwhile, by=manager)
    assert not Proposal.objects.filter(kind="import").exists()
