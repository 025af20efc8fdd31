"""What holds for every week, every override and every moment."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from locator.hours import SHANGHAI, Calendar, Interval, Override, Timetable

from .weeks import OWN_HOURS, WEEKS, exception, overrides

CALENDAR = Calendar.shipped()
DAYS = st.dates(date(2025, 12, 20), date(2027, 3, 10)) | st.dates(date(1900, 1, 2), date(2200, 12, 1))
MOMENTS = st.builds(
    lambda day, seconds: datetime.combine(day, datetime.min.time(), SHANGHAI) + timedelta(seconds=seconds),
    DAYS,
    st.integers(0, 24 * 3600 - 1),
)


def covering(intervals: tuple[Interval, ...], moment: datetime) -> Interval:
    return next(interval for interval in intervals if interval.start <= moment < interval.end)


@given(WEEKS, overrides(), DAYS, st.integers(1, 28))
def test_intervals_fill_the_days_without_gap_or_overlap(
    week: str, over: tuple[Override, ...], first: date, days: int
) -> None:
    found = Timetable(week, CALENDAR, over).intervals(first, days)
    assert found[0].start == datetime.combine(first, datetime.min.time(), SHANGHAI)
    assert found[-1].end == found[0].start + timedelta(days=days)
    assert all(earlier.end == later.start for earlier, later in pairwise(found))
    assert all(interval.start < interval.end for interval in found)
    assert all(
        (interval.end - timedelta(microseconds=1)).date() == interval.start.date() for interval in found
    )


@given(WEEKS, overrides(), MOMENTS)
def test_a_status_agrees_with_the_intervals_of_its_day(
    week: str, over: tuple[Override, ...], moment: datetime
) -> None:
    timetable = Timetable(week, CALENDAR, over)
    status, interval = timetable.status(moment), covering(timetable.intervals(moment.date(), 1), moment)
    assert (status.state, status.reason) == (interval.state, interval.reason)


@given(WEEKS, overrides(), MOMENTS)
def test_the_state_lasts_until_the_next_change_and_not_a_moment_longer(
    week: str, over: tuple[Override, ...], moment: datetime
) -> None:
    timetable = Timetable(week, CALENDAR, over)
    status = timetable.status(moment)
    if status.until is None:
        return
    assert status.until > moment
    assert timetable.status(status.until - timedelta(microseconds=1)).state is status.state
    assert timetable.status(status.until).state is status.next_state is not status.state
    days = (status.until.date() - moment.date()).days + 1
    between = [
        interval
        for interval in timetable.intervals(moment.date(), days)
        if interval.end > moment and interval.start < status.until
    ]
    assert {interval.state for interval in between} == {status.state}


@given(WEEKS, overrides(), st.lists(MOMENTS, min_size=1, max_size=12))
def test_what_was_asked_before_never_changes_an_answer(
    week: str, over: tuple[Override, ...], moments: list[datetime]
) -> None:
    used = Timetable(week, CALENDAR, over)
    for moment in moments:
        assert used.status(moment) == Timetable(week, CALENDAR, over).status(moment)


@given(WEEKS, overrides(), DAYS, OWN_HOURS)
def test_the_last_override_decides_its_days_alone(
    week: str, over: tuple[Override, ...], day: date, hours: str
) -> None:
    last = exception(day.isoformat(), day.isoformat(), hours)
    with_others = Timetable(week, CALENDAR, (*over, last)).intervals(day, 1)
    assert with_others == Timetable("off", CALENDAR, (last,)).intervals(day, 1)


@given(WEEKS, overrides(), DAYS)
def test_days_that_no_override_covers_are_as_without_them(
    week: str, over: tuple[Override, ...], day: date
) -> None:
    bare = tuple(override for override in over if override.covers(day))
    assert Timetable(week, CALENDAR, over).intervals(day, 1) == Timetable(week, CALENDAR, bare).intervals(
        day, 1
    )
