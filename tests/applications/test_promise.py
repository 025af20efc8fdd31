"""The promise in working days, and the one moment that stands for a walk through the calendar."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone
from hypothesis import example, given
from hypothesis import strategies as st

from locator.applications.promise import late_before, promised_on, working_days_between
from locator.hours import Calendar
from locator.models import MailApplication

CALENDAR = Calendar.shipped()
DAYS = st.dates(date(2024, 2, 1), date(2027, 3, 1))
DAY = timedelta(days=1)


@given(today=DAYS, term=st.integers(0, 15))
@example(today=date(2026, 10, 10), term=1)  # a Saturday on which offices work
def test_the_moment_parts_what_is_late_from_what_is_not(today: date, term: int) -> None:
    moment = late_before(today, CALENDAR, term)
    first = timezone.localtime(moment).date()
    assert moment == timezone.make_aware(datetime.combine(first, datetime.min.time()))
    assert CALENDAR.working_day_after(first, term) >= today
    assert CALENDAR.working_day_after(first - DAY, term) < today


@given(day=DAYS, count=st.integers(0, 30))
def test_counting_on_and_counting_between_agree(day: date, count: int) -> None:
    end = CALENDAR.working_day_after(day, count)
    assert working_days_between(day, end, CALENDAR) == count
    assert working_days_between(end, day, CALENDAR) == -count


def test_the_day_counts_on_which_it_came_where_the_bank_is() -> None:
    came = datetime.fromisoformat("2026-11-23T18:30:00+00:00")  # already the 24th in Dalian
    assert promised_on(MailApplication(submitted_at=came), CALENDAR) == date(2026, 12, 8)
