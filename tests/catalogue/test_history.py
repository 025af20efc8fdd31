"""The history tells what came, went and changed, so that a person can read it; days come back too."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from locator.catalogue import proposals
from locator.catalogue.acts import act
from locator.catalogue.editing import edit, propose_opening
from locator.catalogue.exceptions import add_exception, change_exception, remove_exception
from locator.catalogue.history import changes_of
from locator.catalogue.putting_back import put_back
from locator.catalogue.rules import Refused
from locator.models import Act, HoursException, Outlet

from .test_editing import NEW

CODE, LAST = "sample-a-01", date(2027, 3, 2)
MARCH = {
    "first_day": date(2027, 3, 1),
    "last_day": date(2027, 3, 2),
    "hours": "09:00-11:00",
    "reason": "盘点",
}


@pytest.fixture
def row(clerk: Any) -> HoursException:
    return add_exception(CODE, **MARCH, by=clerk)


def told(user: Any) -> dict[str, tuple[str, str]]:
    """Return what the newest act changed, by label."""
    (change,) = changes_of([Act.objects.latest("id")], user=user)[Act.objects.latest("id").pk]
    return {field.label: (field.old, field.new) for field in change.fields}


def days() -> list[tuple[date, str]]:
    rows = HoursException.objects.filter(outlet=CODE, first_day__year=2027).order_by("first_day")
    return [(one.last_day, one.reason) for one in rows]


def test_days_that_were_added_say_their_hours_and_their_reason(clerk: Any, row: HoursException) -> None:
    (change,) = changes_of([Act.objects.latest("id")], user=clerk)[Act.objects.latest("id").pk]
    assert {new for _old, new in told(clerk).values()} == {"09:00-11:00", "盘点"}
    assert "2027-03-01" in change.what
    assert "2027-03-02" in change.what


def test_days_that_were_taken_out_say_what_they_were(clerk: Any, row: HoursException) -> None:
    remove_exception(row.pk, by=clerk)
    assert {old for old, _new in told(clerk).values()} == {"09:00-11:00", "盘点"}


def test_days_that_were_changed_are_told_in_words(clerk: Any, row: HoursException) -> None:
    change_exception(row.pk, {"hours": "", "service": "pin"}, by=clerk)
    assert set(told(clerk).values()) == {("09:00-11:00", "不营业"), ("整个网点", "密码设置和修改")}


def test_a_new_outlet_is_told_with_its_facts(manager: Any, administrator: Any) -> None:
    proposals.accept(propose_opening(NEW, by=manager), by=administrator)
    act = Act.objects.latest("id")
    changes = changes_of([act], user=administrator, at_most=10)[act.pk]
    outlet = next(change for change in changes if change.what == NEW["name"])
    assert {NEW["name"], NEW["address"]} <= {field.new for field in outlet.fields}
    # What is empty in a new outlet is not told.
    assert "公告" not in {field.label for field in outlet.fields}


@pytest.mark.parametrize("what", ["added", "removed", "changed"])
def test_days_are_put_back_and_what_came_later_is_kept(clerk: Any, what: str) -> None:
    row = None if what == "added" else add_exception(CODE, **MARCH, by=clerk)
    if row is None:
        row = add_exception(CODE, **MARCH, by=clerk)
    elif what == "removed":
        remove_exception(row.pk, by=clerk)
    else:
        change_exception(row.pk, {"last_day": date(2027, 3, 9)}, by=clerk)
    done = Act.objects.latest("id")
    add_exception(CODE, **MARCH | {"first_day": date(2027, 4, 1), "last_day": date(2027, 4, 1)}, by=clerk)
    edit(CODE, {"phones": ["12345"]}, by=clerk, seen=None)
    put_back(done, CODE, by=clerk)
    before = [] if what == "added" else [(date(2027, 3, 2), "盘点")]
    assert days() == [*before, (date(2027, 4, 1), "盘点")]
    assert Outlet.objects.get(code=CODE).phones == ["12345"]


def test_facts_and_days_of_one_act_come_back_as_one_act(clerk: Any, row: HoursException) -> None:
    with act(by=clerk, how=Act.How.IMPORT) as done:
        edit(CODE, {"phones": ["12345"]}, by=clerk, seen=None)
        change_exception(row.pk, {"reason": "停电"}, by=clerk)
    count = Act.objects.count()
    outcome = put_back(done, CODE, by=clerk)
    assert Act.objects.count() == count + 1
    assert outcome.act == Act.objects.latest("id")
    assert Outlet.objects.get(code=CODE).phones == ["12333"]
    assert days() == [(date(2027, 3, 2), "盘点")]


def test_what_is_already_as_it_was_makes_no_act(clerk: Any, row: HoursException) -> None:
    done = Act.objects.latest("id")
    remove_exception(row.pk, by=clerk)
    count = Act.objects.count()
    assert put_back(done, CODE, by=clerk).act is None
    assert Act.objects.count() == count


def test_days_do_not_come_back_over_others_that_came_later(clerk: Any, row: HoursException) -> None:
    remove_exception(row.pk, by=clerk)
    done = Act.objects.latest("id")
    add_exception(CODE, **MARCH | {"reason": "停电"}, by=clerk)
    with pytest.raises(Refused):
        put_back(done, CODE, by=clerk)
    assert days() == [(date(2027, 3, 2), "停电")]


def test_hours_that_changed_are_told_by_the_days_that_did(clerk: Any) -> None:
    edit(CODE, {"hours": "Mo-Fr 08:30-16:30"}, by=clerk, seen=None)
    edit(CODE, {"hours": "Mo-Th 08:30-16:30; Sa 09:00-12:00"}, by=clerk, seen=None)
    assert list(told(clerk).values()) == [
        ("星期五 08:30–16:30\n星期六 不营业", "星期五 不营业\n星期六 09:00–12:00")
    ]


def test_hours_that_say_more_than_a_table_are_told_as_they_are_written(clerk: Any) -> None:
    edit(CODE, {"hours": "Mo-Fr 08:30-16:30"}, by=clerk, seen=None)
    edit(CODE, {"hours": "Mo-Fr 08:30-16:30; PH off"}, by=clerk, seen=None)
    assert list(told(clerk).values()) == [("Mo-Fr 08:30-16:30", "Mo-Fr 08:30-16:30; PH off")]
