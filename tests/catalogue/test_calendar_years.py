"""A pasted arrangement shows which days change, and is written as one act that can be undone."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import User

from locator.catalogue.calendar_years import (
    CalendarMoved,
    calendar_in_force,
    plan_calendar,
    publish,
)
from locator.catalogue.rules import Refused
from locator.catalogue.undo import undo
from locator.hours import Calendar, State
from locator.hours.arrangement import read_arrangement
from locator.hours.calendar import Kind
from locator.models import Act, CalendarDay, CalendarYear
from locator.search.current import current, forget
from tests.hours.notices import NOTICE_2027, notice

pytestmark = pytest.mark.django_db

ARRANGEMENT = read_arrangement(NOTICE_2027)
REACHING_BACK = read_arrangement(
    "关于2027年部分节假日安排的通知 国办发明电〔2026〕99号 "
    "一、元旦：2026年12月31日至2027年1月2日放假。2027年1月3日上班。"
)


@pytest.fixture
def administrator() -> User:
    return User.objects.create(username="administrator")


def published(by: User, arrangement: Any = ARRANGEMENT) -> Act | None:
    return publish(arrangement, source="", by=by, seen=plan_calendar(arrangement).mark)


def test_a_plan_says_which_days_change_and_writes_nothing() -> None:
    plan = plan_calendar(ARRANGEMENT)
    assert (plan.new_years, len(plan.changes)) == ((2027,), len(ARRANGEMENT.days))
    by_day = {change.day: change for change in plan.changes}
    spring = by_day[date(2027, 2, 6)]
    assert (spring.old, spring.new.kind, spring.was_known) == (None, Kind.HOLIDAY, False)
    assert plan.settled > 30
    assert not CalendarYear.objects.exists()


def test_what_is_published_holds_for_the_calendar_and_for_the_next_search(administrator: User) -> None:
    published(administrator)
    assert calendar_in_force().days_of(2027) == ARRANGEMENT.days
    assert calendar_in_force().known_until == date(2027, 12, 31)
    assert current().snapshot.calendar.days_of(2027) == ARRANGEMENT.days
    assert CalendarYear.objects.get().source == "国办发明电〔2026〕99号"


def test_publishing_it_again_changes_nothing(administrator: User) -> None:
    published(administrator)
    assert plan_calendar(ARRANGEMENT).changes_nothing
    assert published(administrator) is None
    assert Act.objects.count() == 1


def test_the_notice_of_a_shipped_year_changes_nothing(administrator: User) -> None:
    assert plan_calendar(read_arrangement(notice(2026, Calendar.shipped()))).changes_nothing


def test_a_corrected_notice_writes_only_the_days_that_differ(administrator: User) -> None:
    published(administrator)
    corrected = read_arrangement(NOTICE_2027.replace("9月26日（周日）", "9月25日（周六）"))
    plan = plan_calendar(corrected)
    assert [(change.day, change.old is None) for change in plan.changes] == [
        (date(2027, 9, 25), True), (date(2027, 9, 26), False),
    ]  # fmt: skip
    act = publish(corrected, source="", by=administrator, seen=plan.mark)
    assert CalendarDay.history.filter(act=act).count() == 2
    assert calendar_in_force().days_of(2027) == corrected.days


def test_days_that_reach_back_leave_the_rest_of_that_year_as_it_was(administrator: User) -> None:
    published(administrator, REACHING_BACK)
    calendar = calendar_in_force()
    last = [day for day in calendar.days_of(2026) if day.day >= date(2026, 10, 1)]
    assert [day.day for day in last][-2:] == [date(2026, 10, 10), date(2026, 12, 31)]
    assert calendar.days_of(2026)[:-1] == Calendar.shipped().days_of(2026)


def test_days_do_not_reach_back_into_a_year_that_nobody_knows() -> None:
    text = "关于2029年部分节假日安排的通知 国办发明电〔2028〕9号 一、元旦：2028年12月31日至2029年1月1日放假。"
    with pytest.raises(Refused) as caught:
        plan_calendar(read_arrangement(text))
    assert "2028" in caught.value.errors["text"][0]


def test_an_arrangement_says_where_it_is_from() -> None:
    nameless = read_arrangement(NOTICE_2027.replace("国办发明电〔2026〕99号", ""))
    with pytest.raises(Refused) as caught:
        plan_calendar(nameless)
    assert "source" in caught.value.errors
    assert plan_calendar(nameless, " 中国政府网 ").source == "中国政府网"


def test_what_was_not_shown_is_not_published(administrator: User) -> None:
    mark = plan_calendar(ARRANGEMENT).mark
    CalendarYear.objects.create(year=2027, source="x", checked_on=date(2026, 11, 4))
    with pytest.raises(CalendarMoved):
        publish(ARRANGEMENT, source="", by=administrator, seen=mark)
    assert not CalendarDay.objects.exists()


def test_publishing_is_undone_as_one(administrator: User) -> None:
    act = published(administrator)
    undo(act, by=administrator)
    assert not CalendarYear.objects.exists()
    assert calendar_in_force().days_of(2027) == ()
    assert calendar_in_force().known_until == date(2026, 12, 31)


def test_outlets_open_on_a_day_that_is_worked_once_it_is_published(administrator: User, sample: Any) -> None:
    """The day that was unknown to residents before is open or closed afterwards."""

    day = datetime(2027, 2, 8, 10, tzinfo=ZoneInfo("Asia/Shanghai"))

    def states() -> set[State]:
        forget()
        return {outlet.timetable.status(day).state for outlet in current().snapshot.outlets}

    assert State.UNKNOWN in states()
    published(administrator)
    assert State.UNKNOWN not in states()
