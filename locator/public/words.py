"""How times, distances and states are said to a resident."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import get_language, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from locator.hours import Cause, Reason, State, Status

SOON = timedelta(hours=1)
WEEKDAYS = (
    pgettext_lazy("weekday", "Mon"),
    pgettext_lazy("weekday", "Tue"),
    pgettext_lazy("weekday", "Wed"),
    pgettext_lazy("weekday", "Thu"),
    pgettext_lazy("weekday", "Fri"),
    pgettext_lazy("weekday", "Sat"),
    pgettext_lazy("weekday", "Sun"),
)
PLACE_KINDS = {
    "district": pgettext_lazy("kind of place", "district"),
    "area": pgettext_lazy("kind of place", "area"),
    "town": pgettext_lazy("kind of place", "town or subdistrict"),
    "community": pgettext_lazy("kind of place", "community"),
    "road": pgettext_lazy("kind of place", "road"),
    "station": pgettext_lazy("kind of place", "metro station"),
    "estate": pgettext_lazy("kind of place", "estate"),
    "landmark": pgettext_lazy("kind of place", "landmark"),
    "address": pgettext_lazy("kind of place", "address"),
    "position": pgettext_lazy("kind of place", "your position"),
}

SECTIONS = {
    "who": pgettext_lazy("guide", "Who may do it"),
    "bring": pgettext_lazy("guide", "What to bring"),
    "bank-part": pgettext_lazy("guide", "The bank's part"),
    "social-part": pgettext_lazy("guide", "The social security part"),
    "fee": pgettext_lazy("guide", "What it costs"),
    "time": pgettext_lazy("guide", "How long it takes"),
    "channel": pgettext_lazy("guide", "Where and how"),
    "after": pgettext_lazy("guide", "Afterwards"),
}

AUDIENCES = {
    "everyone": "",
    "adult": pgettext_lazy("guide", "16 and over"),
    "child": pgettext_lazy("guide", "Under 16"),
    "proxy": pgettext_lazy("guide", "For somebody else"),
    "non-mainland": pgettext_lazy("guide", "From Hong Kong, Macao, Taiwan or abroad"),
}


def in_english() -> bool:
    """Tell whether the page is being written in English."""
    return (get_language() or "").startswith("en")


def distance(metres: float | None) -> str:
    """Say a distance: 620 metres, 1.4 kilometres, 23 kilometres."""
    if metres is None:
        return ""
    if metres < 10:
        return _("less than 10 metres")
    if metres < 995:
        return _("%(metres)d metres") % {"metres": round(metres / 10) * 10}
    if metres < 9_950:
        return _("%(kilometres)s kilometres") % {"kilometres": f"{metres / 1000:.1f}"}
    return _("%(kilometres)s kilometres") % {"kilometres": f"{metres / 1000:.0f}"}


def clock(moment: datetime) -> str:
    """Say the time of day in Beijing: 8:30."""
    local = timezone.localtime(moment)
    return f"{local.hour}:{local.minute:02d}"


def on_day(day: date) -> str:
    """Say a day with its weekday, and with its year where that is not this one."""
    if isinstance(day, datetime):
        day = timezone.localtime(day).date()
    words = {
        "weekday": WEEKDAYS[day.weekday()],
        "day": day.day,
        "month": day.month,
        "month_name": MONTHS[day.month],
        "year": day.year,
    }
    if day.year == timezone.localdate().year:
        return pgettext("date", "%(weekday)s %(day)s %(month_name)s") % words
    return pgettext("date with year", "%(weekday)s %(day)s %(month_name)s %(year)s") % words


def moment(when: datetime) -> str:
    """Say a time as people do: today 17:00, tomorrow 8:30, Thu 8 October 8:30."""
    days = (timezone.localtime(when).date() - timezone.localdate()).days
    if days == 0:
        return _("today %(time)s") % {"time": clock(when)}
    if days == 1:
        return _("tomorrow %(time)s") % {"time": clock(when)}
    return pgettext("date and time", "%(day)s, %(time)s") % {"day": on_day(when), "time": clock(when)}


def brief_moment(when: datetime) -> str:
    """Say a time, and the day only where it is not today."""
    return clock(when) if timezone.localtime(when).date() == timezone.localdate() else moment(when)


def reason_text(reason: Reason) -> str:
    """Return the reason in the page's language, as far as somebody has written it."""
    return (reason.text_en or reason.text) if in_english() else reason.text


@dataclass(frozen=True, slots=True)
class StateWords:
    """A state as the pages show it: a mark, a word beside it, and what comes next."""

    style: str
    mark: str
    word: str
    more: str


def state_words(status: Status, now: datetime) -> StateWords:
    """Say a state at ``now``: never by colour or mark alone."""
    soon = status.until is not None and status.next_state is not None and status.until - now <= SOON
    if status.state is State.UNKNOWN:
        return StateWords("unknown", "?", _("Not certain"), _unknown(status))
    if status.state is State.OPEN:
        if soon and status.next_state is State.CLOSED:
            return StateWords("soon", "◐", _("Closes soon"), _change(status))
        return StateWords("open", "●", _("Open"), _change(status))
    if soon and status.next_state is State.OPEN:
        return StateWords("soon", "◐", _("Opens soon"), _change(status))
    word = {
        Cause.SUSPENDED: _("Suspended"),
        Cause.MACHINE: _("Card machine out of order"),
        Cause.STRUCK_OFF: _("Closed for good"),
    }.get(status.reason.cause, _("Closed"))
    return StateWords("closed", "○", word, _change(status))


def _change(status: Status) -> str:
    reason = reason_text(status.reason) if status.state is State.CLOSED else ""
    parts = [reason] if reason else []
    if status.until is not None and status.next_state is not None:
        sentence = {
            State.OPEN: _("opens at %(when)s"),
            State.CLOSED: _("closes at %(when)s"),
            State.UNKNOWN: _("from %(when)s not certain"),
        }[status.next_state]
        parts.append(sentence % {"when": brief_moment(status.until)})
    return _(", ").join(parts)


def _unknown(status: Status) -> str:
    reason = reason_text(status.reason)
    return _("%(reason)s; please call first") % {"reason": reason} if reason else _("please call first")
