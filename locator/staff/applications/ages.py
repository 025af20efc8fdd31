"""How old an application is against what was promised, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from locator.applications.correction_term import correct_until
from locator.applications.promise import promised_on, working_days_between
from locator.applications.states import ENDED, PROMISED
from locator.hours import Calendar
from locator.hours.day_words import on_day
from locator.models import MailApplication, State


@dataclass(frozen=True, slots=True)
class Age:
    """What to say of the time that is left, and whether it is over."""

    words: str
    is_late: bool = False


def age_of(application: MailApplication, today: date, calendar: Calendar) -> Age:
    """Say until when the card is promised to be in the post, or since when it waits for somebody else."""
    state, since = State(application.state), on_day(application.state_since)
    if state in ENDED:
        return Age(_("ended on %(day)s") % {"day": since})
    if last := correct_until(application):
        said = {"day": since, "last": on_day(last)}
        return Age(_("waits for the applicant since %(day)s, until %(last)s; then it ends by itself") % said)
    if state not in PROMISED:
        return Age(_("since %(day)s") % {"day": since})
    promised = promised_on(application, calendar)
    left = working_days_between(today, promised, calendar)
    said = {"day": on_day(promised), "days": abs(left)}
    if promised < today:
        return Age(_late(left) % said, is_late=True)
    if promised == today:
        return Age(_("promised for today"))
    return Age(
        ngettext(
            "promised by %(day)s: %(days)d working day left",
            "promised by %(day)s: %(days)d working days left",
            left,
        )
        % said
    )


def _late(left: int) -> str:
    if left == 0:  # only days on which nobody works have passed since
        return _("overdue: promised by %(day)s")
    return ngettext(
        "overdue by %(days)d working day: promised by %(day)s",
        "overdue by %(days)d working days: promised by %(day)s",
        -left,
    )
