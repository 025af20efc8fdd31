"""Residents' reports of what is wrong: taken once, answered once, found again by reference."""

from __future__ import annotations

import re
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from django.core import signing
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from locator.hours.calendar import Calendar, Kind
from locator.models import Act, Report, Service

from .acts import act
from .editing import locked
from .rules import Refused

if TYPE_CHECKING:
    from datetime import date

    from django.contrib.auth.models import User

WORKING_DAYS_TO_ANSWER = 5
LONGEST = 500
# A form may lie open over lunch; afterwards it is asked again.
FORM_HOLDS = timedelta(hours=12)
SALT = "locator.reports"
# Without letters and digits that look or sound alike.
ALPHABET = "2346789ABCDEFHJKMNPRTUVWXY"
LENGTH = 8
# An identity number, a mobile number, a card number: never needed to say what is wrong.
PERSONAL = re.compile(r"(?<!\d)(?:\d{17}[\dXx]|\d{15,19}|1[3-9]\d{9})(?!\d)")


class AlreadyAnswered(Exception):  # noqa: N818 - named for what it says
    """Somebody else was faster; the report says who, when and what."""


def new_token() -> str:
    """Return what a form carries, so that a second press names the first report."""
    return signing.dumps(secrets.token_hex(12), salt=SALT)


def read_token(token: str) -> str | None:
    """Return the mark in a token that this site gave out lately, None for any other text."""
    try:
        mark: str = signing.loads(token, salt=SALT, max_age=FORM_HOLDS)
    except signing.BadSignature:
        return None
    return mark


def report(
    outlet: str, *, mark: str, about: str, service: str = "", text: str = "", today: date, calendar: Calendar
) -> tuple[Report, bool]:
    """Take a report; return it, and whether it is new. The same mark names the first one.

    Raises Refused with everything that is wrong.
    """
    text = text.strip()
    errors = _errors(about, service, text)
    if errors:
        raise Refused(errors)
    try:
        with transaction.atomic():
            row = Report.objects.create(
                reference=new_reference(),
                token=mark,
                outlet_id=outlet,
                about=about,
                service=service if about == Report.About.SERVICE else "",
                text=text,
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
    text = text.strip()
    errors: dict[str, list[str]] = {}
    if outcome not in Report.Outcome.values:
        errors["outcome"] = [_("Choose one from the list.")]
    if not text:
        errors["answer"] = [_("Write what was found; the person who reported it reads this.")]
    elif len(text) > LONGEST:
        errors["answer"] = [_("Use at most %(limit)d characters.") % {"limit": LONGEST}]
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
    plain = re.sub(r"[^0-9A-Z]", "", typed.upper())
    if len(plain) != LENGTH:
        return None
    return Report.objects.select_related("outlet").filter(reference=plain).first()


def new_reference() -> str:
    """Return a reference that nobody guesses: 26 to the eighth, 200 thousand million of them."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def spelled(reference: str) -> str:
    """Write a reference in two groups, as it is read out."""
    return f"{reference[:4]}-{reference[4:]}"


def due_day(today: date, calendar: Calendar) -> date:
    """Return the fifth working day after today."""
    day, left = today, WORKING_DAYS_TO_ANSWER
    while left:
        day += timedelta(days=1)
        special = calendar.day(day)
        works = special.kind == Kind.WORKDAY if special else day.weekday() < 5
        left -= works
    return day


def _errors(about: str, service: str, text: str) -> dict[str, list[str]]:
    errors: dict[str, list[str]] = {}
    if about not in Report.About.values:
        errors["about"] = [_("Choose what is wrong.")]
    if about == Report.About.SERVICE and service not in Service.values:
        errors["service"] = [_("Choose the service.")]
    if len(text) > LONGEST:
        errors["text"] = [_("Use at most %(limit)d characters.") % {"limit": LONGEST}]
    elif PERSONAL.search(re.sub(r"[\s-]", "", text)):
        errors["text"] = [_("Please leave out identity, card and telephone numbers: they are not needed.")]
    elif about == Report.About.OTHER and not text:
        errors["text"] = [_("Say what is wrong.")]
    return errors
