"""A status in words for people, in the language of the moment; short, and with the next thing to know."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils.dateformat import format as format_date
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from .state import Cause, Reason, State, Status
from .timetable import SHANGHAI

SOON = timedelta(hours=1)

# Django's own Chinese says 星期四 where people say 周四.
WEEKDAYS = (
    gettext_noop("Mon"),
    gettext_noop("Tue"),
    gettext_noop("Wed"),
    gettext_noop("Thu"),
    gettext_noop("Fri"),
    gettext_noop("Sat"),
    gettext_noop("Sun"),
)


def describe(status: Status, now: datetime) -> str:
    """Say in one short sentence what the state is and when it changes; ``now`` is an aware datetime."""
    if status.state is State.UNKNOWN:
        reason = reason_in_words(status.reason)
        return (
            _("Not known: %(reason)s") % {"reason": reason} if reason else _("Not known, please call first")
        )
    if status.state is State.OPEN:
        return _open(status, now)
    return _closed(status, now)


def is_soon(status: Status, now: datetime) -> bool:
    """Tell whether the state changes within the hour."""
    return status.until is not None and status.until - now <= SOON


def calendar_note(status: Status, moment: datetime, now: datetime) -> str:
    """Say that the hours at a moment are the plain week's only, or nothing if its year is published."""
    if status.published:
        return ""
    year = moment.astimezone(SHANGHAI).year
    if year < now.astimezone(SHANGHAI).year:
        return _("Public holidays of %(year)d are not on record") % {"year": year}
    return _("Public holidays of %(year)d are not published yet") % {"year": year}


def reason_in_words(reason: Reason) -> str:
    """Give the reason's text in the reader's language, Chinese where there is no English."""
    chinese = (get_language() or "zh").startswith("zh")
    return reason.text if chinese else reason.text_en or reason.text


def when(moment: datetime, now: datetime, *, closing: bool = False) -> str:
    """Say a moment as people do: today 17:00, tomorrow 8:30, Thu 8 October 8:30, with a year if not this one.

    The end of a day's work at midnight is 24:00 of that day.
    """
    local, today = moment.astimezone(SHANGHAI), now.astimezone(SHANGHAI).date()
    clock, day = f"{local.hour}:{local.minute:02}", local.date()
    if closing and local.time() == time():
        clock, day = "24:00", day - timedelta(days=1)
    if day == today:
        return _("today %(clock)s") % {"clock": clock}
    if day == today + timedelta(days=1):
        return _("tomorrow %(clock)s") % {"clock": clock}
    return day_and_clock(day, clock, this_year=today.year)


def day_and_clock(day: date, clock: str, *, this_year: int) -> str:
    """Say a day and a time of it: Thu 8 October 8:30, with the year if it is not this one."""
    # Translators: a date format of Django's, as in 8 October.
    layout = _("j F") if day.year == this_year else _("j F Y")
    said = {"weekday": _(WEEKDAYS[day.weekday()]), "date": format_date(day, layout), "clock": clock}
    return _("%(weekday)s %(date)s %(clock)s") % said


def _open(status: Status, now: datetime) -> str:
    if status.until is None:
        return _("Open")
    time_ = {"time": _when_briefly(status.until, now, closing=True)}
    if status.next_state is State.UNKNOWN:
        return _("Open until %(time)s, not known after that") % time_
    return _("Open until %(time)s") % time_


def _closed(status: Status, now: datetime) -> str:
    known = {"reason": reason_in_words(status.reason)}
    if status.reason.cause is Cause.STRUCK_OFF:
        return _("No longer a service point")
    if status.reason.cause is Cause.MACHINE:
        what = _("Cannot make cards at present")
    elif status.reason.cause is Cause.SUSPENDED:
        what = _("Suspended (%(reason)s)") % known if known["reason"] else _("Suspended")
    elif status.reason.cause in {Cause.HOLIDAY, Cause.EXCEPTION} and known["reason"]:
        what = _("Closed (%(reason)s)") % known
    else:
        what = _("Closed")
    if status.until is None:
        return what
    change = {"what": what, "time": _when_briefly(status.until, now)}
    if status.next_state is State.UNKNOWN:
        return _("%(what)s, not known after %(time)s") % change
    return _("%(what)s, opens %(time)s") % change


def _when_briefly(moment: datetime, now: datetime, *, closing: bool = False) -> str:
    """Leave out the word today, which goes without saying after “open until”."""
    local, today = moment.astimezone(SHANGHAI), now.astimezone(SHANGHAI).date()
    if closing and local.time() == time() and local.date() - timedelta(days=1) == today:
        return "24:00"
    return f"{local.hour}:{local.minute:02}" if local.date() == today else when(moment, now, closing=closing)
