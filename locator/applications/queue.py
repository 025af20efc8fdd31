"""The applications that wait for a bank: which they are, how many, and which are late."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from locator.models import MailApplication, State

from .states import ENDED, PROMISED
from .states import OPEN as NOT_ENDED

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from django.db.models import QuerySet

# A parcel that came back waits as well, though its promise was kept once.
FOR_THE_BANK = PROMISED | {State.RETURNED}
WAITING, LATE, OPEN = "", "late", "open"
# Of what has ended in a state so many are listed, the last ones; an older one is found by its reference.
MOST_ENDED = 1_000


@dataclass(frozen=True, slots=True)
class Counts:
    """How many applications there are in each state, how many are late, and how many one has taken on.

    Of what has ended no more than ``MOST_ENDED`` are counted in each state.
    """

    by_state: Mapping[State, int]
    late: int
    mine: int

    @property
    def waiting(self) -> int:
        return sum(self.by_state.get(state, 0) for state in FOR_THE_BANK)

    @property
    def open(self) -> int:
        return sum(number for state, number in self.by_state.items() if state not in ENDED)


def is_late(late_before: datetime) -> Q:
    """Return the condition under which a promise was not kept, for what has not been posted yet."""
    return Q(state__in=PROMISED, submitted_at__lt=late_before)


def counts(applications: QuerySet[MailApplication], late_before: datetime, person: int) -> Counts:
    """Count by state, in a query for what is open and one for each end; ``person`` has own ones counted."""
    rows = list(
        applications.filter(state__in=NOT_ENDED)
        .order_by()
        .values("state")
        .annotate(
            number=Count("state"),
            late=Count("state", filter=is_late(late_before)),
            mine=Count("state", filter=Q(claimed_by=person, state__in=FOR_THE_BANK)),
        )
    )
    ended = {
        state: number
        for state in sorted(ENDED)
        if (number := narrowed(applications, state, late_before).count())
    }
    return Counts(
        {State(row["state"]): row["number"] for row in rows} | ended,
        sum(row["late"] for row in rows),
        sum(row["mine"] for row in rows),
    )


def by_state() -> dict[State, int]:
    """Return how many applications of all banks there are in each state that is not an end, in one query."""
    still_open = MailApplication.objects.filter(state__in=NOT_ENDED).order_by()
    rows = still_open.values_list("state").annotate(number=Count("state"))
    return dict.fromkeys(sorted(NOT_ENDED), 0) | {State(state): number for state, number in rows}


def waiting(applications: QuerySet[MailApplication], late_before: datetime) -> tuple[int, int]:
    """Return how many wait for the bank and how many of them are late, in one query."""
    found = applications.filter(state__in=FOR_THE_BANK).aggregate(
        waiting=Count("state"), late=Count("state", filter=is_late(late_before))
    )
    return found["waiting"], found["late"]


def narrowed(
    applications: QuerySet[MailApplication], asked: str, late_before: datetime
) -> QuerySet[MailApplication]:
    """Return those that were asked for, the oldest first; of what has ended, the last ``MOST_ENDED``.

    ``asked`` is a state, or WAITING, LATE or OPEN.
    """
    if asked in ENDED:
        return applications.filter(state=asked).order_by("-state_since", "-id")[:MOST_ENDED]
    if asked == LATE:
        found = applications.filter(is_late(late_before))
    elif asked == OPEN:
        found = applications.filter(state__in=NOT_ENDED)
    else:
        found = applications.filter(state__in=[asked] if asked else FOR_THE_BANK)
    return found.order_by("submitted_at", "id")
