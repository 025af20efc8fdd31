"""The sentences of a search: why an outlet was passed over, in the language of the one who asks."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.dateformat import format as format_date
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from locator.hours import SHANGHAI, Reason, State, reason_in_words, when

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


def why(passed: PassedOver, now: datetime) -> str:
    """Return one sentence: the reason, until when, and what somebody wrote about it."""
    sentence = str(SENTENCES[passed.why])
    opens = passed.status.until if passed.status.next_state is State.OPEN else None
    if passed.why is Why.SUSPENDED and passed.until is not None:
        sentence = gettext("Suspended until %(day)s") % {"day": say_day(passed.until, now)}
    elif passed.why is Why.CLOSED and opens is not None:
        sentence = gettext("Closed at that time, opens %(moment)s") % {"moment": when(opens, now)}
    if passed.why in {Why.SUSPENDED, Why.STRUCK_OFF} and (written := _written(passed)):
        return gettext("%(reason)s: %(details)s") % {"reason": sentence, "details": written}
    return sentence


def say_day(day: date, now: datetime) -> str:
    """Return a day as people say it, with its year where that is not this one."""
    # Translators: a date format of Django's, as in 8 October.
    layout = gettext("j F") if day.year == now.astimezone(SHANGHAI).year else gettext("j F Y")
    return format_date(day, layout)


def _written(passed: PassedOver) -> str:
    reason = passed.status.reason
    if passed.why is Why.STRUCK_OFF:
        reason = Reason(reason.cause, passed.outlet.status_reason, passed.outlet.status_reason_en)
    return reason_in_words(reason)
