"""Dated exceptions: refused with a reason where they contradict themselves or one another."""

import threading
from datetime import date

import pytest

from locator.catalogue.exceptions import add_exception, change_exception, remove_exception
from locator.catalogue.rules import Refused
from locator.models import Act, HoursException

from .test_editing import CODE

DAYS = {"first_day": date(2027, 3, 1), "last_day": date(2027, 3, 3), "hours": "", "reason": "盘点"}


@pytest.fixture
def closed(clerk):
    return add_exception(CODE, **DAYS, by=clerk)


def test_an_exception_is_one_act(closed, clerk):
    assert HoursException.history.get(id=closed.pk).act.by == clerk


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"last_day": date(2027, 2, 28)}, "last_day"),
        ({"hours": "when we like"}, "hours"),
        ({"reason": ""}, "reason"),
        ({"service": "lunch"}, "service"),
    ],
)
def test_what_contradicts_itself_is_refused_by_field(clerk, values, field):
    with pytest.raises(Refused) as refused:
        add_exception(CODE, **DAYS | values, by=clerk)
    assert field in refused.value.errors
    assert not Act.objects.exists()


@pytest.mark.parametrize("first", [date(2027, 2, 27), date(2027, 3, 3), date(2027, 3, 2)])
def test_an_overlap_names_the_other_one(closed, clerk, first):
    with pytest.raises(Refused, match="盘点"):
        add_exception(
            CODE, **DAYS | {"first_day": first, "last_day": max(first, DAYS["first_day"])}, by=clerk
        )
    assert HoursException.objects.filter(outlet=CODE, first_day__year=2027).count() == 1


def test_the_days_before_and_after_and_another_service_are_free(closed, clerk):
    for first in (date(2027, 2, 28), date(2027, 3, 4)):
        add_exception(CODE, **DAYS | {"first_day": first, "last_day": first}, by=clerk)
    add_exception(CODE, **DAYS, service="pin", by=clerk)


def test_an_exception_may_be_moved_within_its_own_days(closed, clerk):
    assert change_exception(closed.pk, {"last_day": date(2027, 3, 2)}, by=clerk).last_day == date(2027, 3, 2)
    with pytest.raises(KeyError):
        change_exception(closed.pk, {"outlet": "sample-a-02"}, by=clerk)


def test_removing_twice_changes_nothing_more(closed, clerk):
    remove_exception(closed.pk, by=clerk)
    acts = Act.objects.count()
    remove_exception(closed.pk, by=clerk)
    assert Act.objects.count() == acts


def test_two_who_add_the_same_days_at_once_leave_one(transactional_people, race):
    clerk, colleague = transactional_people
    done = race(
        lambda: add_exception(CODE, **DAYS, by=clerk), lambda: add_exception(CODE, **DAYS, by=colleague)
    )
    assert sorted(type(each).__name__ for each in done) == ["HoursException", "Refused"]


def test_without_taking_turns_both_would_stand(transactional_people, race):
    both_have_looked = threading.Barrier(2)

    def add():
        taken = HoursException.objects.filter(outlet=CODE, first_day__year=2027).exists()
        both_have_looked.wait(timeout=20)
        if not taken:
            HoursException.objects.create(outlet_id=CODE, **DAYS)
        return taken

    assert race(add, add) == [False, False]
