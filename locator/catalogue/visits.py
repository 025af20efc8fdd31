"""How visits to an outlet went, as residents say: counted once each, and summed up when there are enough."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from locator.models import MAKES_A_CARD, Service, Visit

from .rules import Refused

if TYPE_CHECKING:
    from datetime import date

LOOKED_BACK = timedelta(days=180)
# From fewer, one person's bad day would be the outlet's name.
ENOUGH = 5
LONGEST_MINUTES = 480
# What the city has announced for a card that is made while one waits; see data/guides.csv.
PROMISED_MINUTES = 5


@dataclass(frozen=True, slots=True)
class Summary:
    """What residents say: of how many visits the matter was done, and the median minutes for a card.

    ``minutes`` is None where too few said how long it took; ``timed`` is how many did.
    """

    visits: int
    done: int
    timed: int
    minutes: int | None

    @property
    def percent(self) -> int:
        return round(100 * self.done / self.visits)


def look_over(service: str, done: str, minutes: str) -> tuple[Service, bool, int | None]:
    """Read what a form says; raises Refused with everything that is wrong.

    Minutes count where a card was made, and may stay empty.
    """
    errors: dict[str, list[str]] = {}
    if service not in Service.values:
        errors["service"] = [_("Choose what you came for.")]
    if done not in {"yes", "no"}:
        errors["done"] = [_("Say whether it was done: yes or no.")]
    minutes = minutes.strip()
    # isdecimal also takes full-width digits, which int reads as well.
    taken = int(minutes) if minutes.isdecimal() and len(minutes) <= 3 else None
    if minutes and not (taken and taken <= LONGEST_MINUTES):
        errors["minutes"] = [
            _("Write the minutes as a whole number from 1 to %(most)d, or leave it empty.")
            % {"most": LONGEST_MINUTES}
        ]
    if errors:
        raise Refused(errors)
    made = done == "yes" and service in MAKES_A_CARD
    return Service(service), done == "yes", taken if made else None


def visit(
    outlet: str, *, mark: str, service: Service, done: bool, minutes: int | None, today: date
) -> tuple[Visit, bool]:
    """Note a visit; return it, and whether it is new. The same mark names the first one."""
    try:
        with transaction.atomic():
            row = Visit.objects.create(
                token=mark, outlet_id=outlet, service=service, day=today, done=done, minutes=minutes
            )
    except IntegrityError:
        first = Visit.objects.filter(token=mark).first()
        if first is None:
            raise
        return first, False
    return row, True


def summary(outlet: str, today: date) -> Summary | None:
    """Sum up the last half year of visits in one query; None while there are too few."""
    groups = (
        Visit.objects.filter(outlet=outlet, day__gt=today - LOOKED_BACK, day__lte=today)
        .values_list("done", "minutes")
        .annotate(Count("id"))
        .order_by()
    )
    visits = done = 0
    times: list[int] = []
    for was_done, minutes, count in groups:
        visits += count
        done += count if was_done else 0
        times += [minutes] * count if minutes is not None else []
    if visits < ENOUGH:
        return None
    # Half a minute more is said as a minute more, never as less than it took.
    middle = int(median(times) + 0.5) if len(times) >= ENOUGH else None
    return Summary(visits, done, len(times), middle)
