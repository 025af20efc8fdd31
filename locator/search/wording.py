"""The sentences of a search: why an outlet was passed over, in the language of the one who asks."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils.dates import MONTHS
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from locator.hours import SHANGHAI, State

from .answer import PassedOver, Why

SENTENCES: dict[Why, str | Promise] = {
    Why.OTHER_BANK: _("Another bank than the one you chose"),
    Why.OTHER_DISTRICT: _("In another district than the one you chose"),
    Why.OWN_BANK_ONLY: _("Does this for its own bank’s cards only"),
    Why.SERVICE_NOT_OFFERED: _("Does not do this here"),
    Why.SUSPENDED: _("Suspended"),
    Why.STRUCK_OFF: _("Closed for good"),
    Why.MACHINE_DOWN: _("The card machine is out of order"),
    Why.OUT_OF_CARDS: _("Has run out of blank cards"),
    Why.OTHER_GENERATION: _("Does not make cards of this generation"),
    Why.NOT_STEP_FREE: _("Has steps at the entrance"),
    Why.STEP_FREE_UNKNOWN: _("Step-free access is not known"),
    Why.CLOSED: _("Closed at that time"),
}

DIRECTIONS: dict[str, str | Promise] = {
    "N": pgettext_lazy("direction", "North"),
    "NE": pgettext_lazy("direction", "North-east"),
    "E": pgettext_lazy("direction", "East"),
    "SE": pgettext_lazy("direction", "South-east"),
    "S": pgettext_lazy("direction", "South"),
    "SW": pgettext_lazy("direction", "South-west"),
    "W": pgettext_lazy("direction", "West"),
    "NW": pgettext_lazy("direction", "North-west"),
}

WEEKDAYS = (
    pgettext_lazy("weekday", "Mon"),
    pgettext_lazy("weekday", "Tue"),
    pgettext_lazy("weekday", "Wed"),
    pgettext_lazy("weekday", "Thu"),
    pgettext_lazy("weekday", "Fri"),
    pgettext_lazy("weekday", "Sat"),
    pgettext_lazy("weekday", "Sun"),
)


def why(passed: PassedOver, now: datetime) -> str:
    """Return one sentence: the reason, what somebody wrote about it, and until when, as far as that is known."""
    sentence = str(SENTENCES[passed.why])
    opens = passed.status.until if passed.status.next_state is State.OPEN else None
    if passed.why is Why.SUSPENDED and passed.until is not None:
        sentence = gettext("Suspended until %(day)s") % {"day": say_day(passed.until, now)}
    elif passed.why is Why.CLOSED and opens is not None:
        sentence = gettext("Closed at that time, opens %(moment)s") % {"moment": say_moment(opens, now)}
    if passed.why in {Why.SUSPENDED, Why.STRUCK_OFF} and (written := _written(passed)):
        return gettext("%(reason)s: %(details)s") % {"reason": sentence, "details": written}
    return sentence


def say_day(day: date, now: datetime) -> str:
    """Return a day with its weekday as people say it, and with its year where that is not this one."""
    words = {
        "weekday": WEEKDAYS[day.weekday()],
        "day": day.day,
        "month": day.month,
        "month_name": MONTHS[day.month],
        "year": day.year,
    }
    if day.year == now.astimezone(SHANGHAI).year:
        return pgettext("date", "%(weekday)s %(day)s %(month_name)s") % words
    return pgettext("date with year", "%(weekday)s %(day)s %(month_name)s %(year)s") % words


def say_moment(moment: datetime, now: datetime) -> str:
    """Return a time as people say it: today 17:00, tomorrow 8:30, Thu 8 October, 8:30."""
    local, today = moment.astimezone(SHANGHAI), now.astimezone(SHANGHAI).date()
    time = f"{local.hour}:{local.minute:02}"
    if local.date() == today:
        return gettext("today %(time)s") % {"time": time}
    if local.date() == today + timedelta(days=1):
        return gettext("tomorrow %(time)s") % {"time": time}
    return gettext("%(day)s, %(time)s") % {"day": say_day(local.date(), now), "time": time}


def _written(passed: PassedOver) -> str:
    reason = passed.status.reason
    if passed.why is Why.STRUCK_OFF:
        text, text_en = passed.outlet.status_reason, passed.outlet.status_reason_en
    else:
        text, text_en = reason.text, reason.text_en
    return (text_en or text) if (get_language() or "").startswith("en") else text
