"""Until when a card is promised to be in the post, counted in working days."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Protocol

from django.conf import settings
from django.utils import timezone

if TYPE_CHECKING:
    from locator.models import MailApplication

DAY = timedelta(days=1)


class WorkingDays(Protocol):
    """What knows on which days offices work."""

    def is_worked(self, day: date) -> bool: ...

    def working_day_after(self, day: date, count: int) -> date: ...


def promised_on(application: MailApplication, calendar: WorkingDays) -> date:
    """Return the last day on which the card is to be in the post."""
    received = timezone.localtime(application.submitted_at).date()
    return calendar.working_day_after(received, settings.PROMISED_WORKING_DAYS)


def working_days_between(first: date, last: date, calendar: WorkingDays) -> int:
    """Count the working days after the first day, up to and with the last; negative if it lies before."""
    if last < first:
        return -working_days_between(last, first, calendar)
    days = (first + DAY * ahead for ahead in range(1, (last - first).days + 1))
    return sum(calendar.is_worked(day) for day in days)


def late_before(today: date, calendar: WorkingDays, term: int | None = None) -> datetime:
    """Return the moment before which was received what today is past its term of working days.

    One comparison in the database stands for a walk through the calendar of each application.
    """
    left = settings.PROMISED_WORKING_DAYS if term is None else term
    first = today
    while True:
        left -= first < today and calendar.is_worked(first)
        if left <= 0:
            return timezone.make_aware(datetime.combine(first, time.min))
        first -= DAY
