"""Residents' reports of what is wrong: taken once, answered once, found again by reference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from locator.models import Act, Report, Service
from locator.models.references import new_reference, read_reference

from .acts import act
from .editing import locked
from .personal import names_a_person
from .rules import TURNS, Refused

if TYPE_CHECKING:
    from datetime import date

    from django.contrib.auth.models import User

    from locator.hours import Calendar

WORKING_DAYS_TO_ANSWER = 5
LONGEST = 500
# 26 to the eighth are 200 thousand million references.
LENGTH = 8


class AlreadyAnswered(Exception):  # noqa: N818 - named for what it says
    """Somebody else was faster; the report says who, when and what."""


def report(
    outlet: str, *, mark: str, about: str, service: str = "", text: str = "", today: date, calendar: Calendar
) -> tuple[Report, bool]:
    """Take a report; return it, and whether it is new. The same mark names the first one.

    Raises Refused with everything that is wrong.
    """
    look_over(about, service, text)
    try:
        with transaction.atomic():
            row = Report.objects.create(
                reference=new_reference(LENGTH),
                token=mark,
                outlet_id=outlet,
                about=about,
                service=service if about == Report.About.SERVICE else "",
                text=tidy(text),
                due_on=due_day(today, calendar),
            )
    except IntegrityError:
        first = Report.objects.filter(token=mark).first()
        if first is None:
            raise
        return first, False
    return row, True


def answer(reported: Report, *, outcome: str, text: str, by: User) -> Act:
    """Answer a report, once; the outlet then shows that it was checked today.

    Raises Refused, or AlreadyAnswered if somebody was faster.
    """
    text = tidy(text)
    errors: dict[str, list[str]] = {}
    if outcome not in Report.Outcome.values:
        errors["outcome"] = [_("Choose one from the list.")]
    if not text:
        errors["answer"] = [_("Write what was found; the person who reported it reads this.")]
    elif len(text) > LONGEST:
        errors["answer"] = [_("Use at most %(limit)d characters.") % {"limit": LONGEST}]
    elif names_a_person(text):
        errors["answer"] = [_("Please leave out identity, card and telephone numbers: they are not needed.")]
    if errors:
        raise Refused(errors)
    with transaction.atomic():
        # Compare and swap: of two people who answer at once, one wins on any database.
        won = Report.objects.filter(pk=reported.pk, answered_at=None).update(
            outcome=outcome,
            answer=text,
            answered_at=timezone.now(),
            answered_by=by,
            answered_by_name=by.get_username(),
        )
        if not won:
            raise AlreadyAnswered
        outlet = locked(reported.outlet_id)
        with act(by=by, how=Act.How.PORTAL, note="report answered") as row:
            if outcome != Report.Outcome.UNCLEAR:
                outlet.checked_on = timezone.localdate()
                outlet.save(update_fields=["checked_on"])
    return row


def by_reference(typed: str) -> Report | None:
    """Return the report that a person asks about, however the reference was typed."""
    reference = read_reference(typed, LENGTH)
    return Report.objects.select_related("outlet").filter(reference=reference).first() if reference else None


def tidy(text: str) -> str:
    """Return what was typed in one direction, line ends counted once, without what PostgreSQL cannot keep."""
    return TURNS.sub("", text).replace("\r\n", "\n").replace("\0", "").strip()


def due_day(today: date, calendar: Calendar) -> date:
    """Return the fifth working day after today."""
    return calendar.working_day_after(today, WORKING_DAYS_TO_ANSWER)


def look_over(about: str, service: str, text: str) -> None:
    """Raise Refused with everything that is wrong with a report, before anything is counted or written."""
    text = tidy(text)
    errors: dict[str, list[str]] = {}
    if about not in Report.About.values:
        errors["about"] = [_("Choose what is wrong.")]
    if about == Report.About.SERVICE and service not in Service.values:
        errors["service"] = [_("Choose the service.")]
    if len(text) > LONGEST:
        errors["text"] = [_("Use at most %(limit)d characters.") % {"limit": LONGEST}]
    elif names_a_person(text):
        errors["text"] = [_("Please leave out identity, card and telephone numbers: they are not needed.")]
    elif about == Report.About.OTHER and not text:
        errors["text"] = [_("Say what is wrong.")]
    if errors:
        raise Refused(errors)
