"""Until when an applicant may correct something; what waits longer ends by itself, at night."""

from __future__ import annotations

import logging
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

from locator.models import MailApplication, State

from .moves import MovedMeanwhileError, move
from .secrecy import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator

logger = logging.getLogger(__name__)

BATCH = 200
REASON = "not-corrected"


def correct_until(application: MailApplication) -> date | None:
    """Return the last day on which a correction is taken; None where nothing is to be corrected."""
    if application.state != State.NEEDS_CORRECTION:
        return None
    return timezone.localtime(application.state_since).date() + timedelta(days=settings.CORRECTION_DAYS)


def end_uncorrected(now: datetime) -> int:
    """End what waited for its applicant beyond the last day, and tell the applicant; return how many.

    Who corrects at the same moment is the faster one or finds it ended: never both.
    """
    return sum(_end(application) for application in _overdue(now))


def _overdue(now: datetime) -> Iterator[MailApplication]:
    asked_before = timezone.localtime(now).date() - timedelta(days=settings.CORRECTION_DAYS)
    midnight = timezone.make_aware(datetime.combine(asked_before, time.min))
    waiting = MailApplication.objects.filter(state=State.NEEDS_CORRECTION, state_since__lt=midnight)
    # Not by their numbers: among millions a cursor in that order reads all the rest as well.
    return waiting.order_by("state_since", "pk").iterator(BATCH)


def _end(application: MailApplication) -> bool:
    try:
        move(application, State.REJECTED, by_term=True, reasons=[REASON])
    except MovedMeanwhileError:
        return False
    except UnreadableError:
        # One that no key opens keeps nobody else's from ending.
        logger.warning("Application %d cannot be read, so its applicant cannot be told.", application.pk)
        return False
    return True
