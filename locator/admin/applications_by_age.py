"""Applications that have not ended, by their state and by the working days since they came."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from locator.applications.promise import late_before
from locator.applications.states import OPEN
from locator.models import MailApplication, State

if TYPE_CHECKING:
    from datetime import date

    from locator.hours import Calendar


@dataclass(frozen=True, slots=True)
class ByAge:
    """For each state how many are young, older, and past the promise, with their sum at the end."""

    ages: tuple[str, ...]
    rows: tuple[tuple[State, tuple[int, ...]], ...]
    promised: int


def by_state_and_age(today: date, calendar: Calendar) -> ByAge:
    """Count in one query: within half of the promised term, within all of it, and past it."""
    promised = settings.PROMISED_WORKING_DAYS
    half = promised // 2
    older, past = (late_before(today, calendar, term) for term in (half, promised))
    rows = (
        MailApplication.objects.filter(state__in=OPEN)
        .order_by()
        .values_list("state")
        .annotate(
            young=Count("state", filter=Q(submitted_at__gte=older)),
            older=Count("state", filter=Q(submitted_at__lt=older, submitted_at__gte=past)),
            past=Count("state", filter=Q(submitted_at__lt=past)),
            total=Count("state"),
        )
    )
    found = {state: tuple(numbers) for state, *numbers in rows}
    return ByAge(
        (
            _("up to %(days)d days") % {"days": half},
            _("%(first)d to %(last)d days") % {"first": half + 1, "last": promised},
            _("more than %(days)d days") % {"days": promised},
        ),
        tuple((state, found[state]) for state in State if state in found),
        promised,
    )
