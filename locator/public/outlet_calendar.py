"""An outlet's exceptional days as a calendar that a person's own device can follow."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone, vText

from locator.hours import Cause, Interval, State, Timetable
from locator.hours.day_words import hours_of_day
from locator.hours.words import reason_in_words
from locator.search.records import OutletRecord

DAYS_AHEAD = 366
# Who only knows that something is shut until further notice knows no days.
DATED = frozenset({Cause.HOLIDAY, Cause.WORKDAY, Cause.EXCEPTION, Cause.SUSPENDED})
# A later edition of an event has the greater number; counted from here the seconds stay small for long.
FIRST_EDITION = datetime(2020, 1, 1, tzinfo=UTC)


def exceptional_days(timetable: Timetable, today: date) -> list[tuple[date, tuple[Interval, ...]]]:
    """Return the days of the coming year that are known to depart from the plain week, with their hours."""
    return [
        (day, whole)
        for day, whole in timetable.by_day(today, DAYS_AHEAD)
        if all(part.state is not State.UNKNOWN for part in whole) and any(map(_is_dated, whole))
    ]


def _is_dated(part: Interval) -> bool:
    reason = part.reason
    return reason.cause in DATED and (reason.cause is not Cause.SUSPENDED or reason.until is not None)


def calendar(outlet: OutletRecord, today: date, changed_at: datetime, *, url: str, is_sample: bool) -> bytes:
    """Write the calendar; with the same catalogue on the same day it is the same to the byte."""
    chinese = (get_language() or "zh").startswith("zh")
    name = outlet.name if chinese else outlet.name_en or outlet.name
    whole = Calendar()
    whole.add("prodid", "-//Social security card outlets//Exceptional days//EN")
    whole.add("version", "2.0")
    whole.add("method", "PUBLISH")
    whole.add("x-wr-calname", name)
    whole.add("x-wr-timezone", "Asia/Shanghai")
    host = url.split("/")[2]
    for day, parts in exceptional_days(outlet.timetable, today):
        event = _event(name, day, parts, is_sample)
        event.add("uid", f"{outlet.code}-{day:%Y%m%d}@{host}")
        event.add("dtstamp", changed_at.astimezone(UTC))
        event.add("sequence", max(0, int((changed_at - FIRST_EDITION).total_seconds())))
        event.add("url", url)
        event.add("location", vText(outlet.address if chinese else outlet.address_en or outlet.address))
        whole.add_component(event)
    # Also where no day differs: a calendar without anything in it is not one.
    whole.add_component(Timezone.from_tzid("Asia/Shanghai"))
    return whole.to_ical()


def _event(name: str, day: date, parts: tuple[Interval, ...], is_sample: bool) -> Event:
    event, opened = Event(), [part for part in parts if part.state is State.OPEN]
    said = {"name": name, "hours": hours_of_day(parts)}
    reasons = dict.fromkeys(reason_in_words(part.reason) for part in parts if part.reason.cause in DATED)
    told = [reason for reason in reasons if reason]
    if is_sample:
        told.append(_("Sample data: these outlets are not real."))
    told.append(_("This is not an official government or bank website. Ask 12333 before you go."))
    event.add("summary", _("%(name)s: %(hours)s") % said)
    event.add("description", "\n".join(told))
    if opened:
        event.add("dtstart", opened[0].start)
        event.add("dtend", opened[-1].end)
        event.add("categories", [_("other hours")])
    else:
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("categories", [_("closed")])
    event.add("transp", "TRANSPARENT")
    return event
