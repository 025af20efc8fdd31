"""What the site says of an outlet now, beside each thing that a resident may report as wrong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from locator.hours.day_words import hours_of_day
from locator.models import Report, Service
from locator.search.records import OutletRecord

from . import names

About = Report.About


@dataclass(frozen=True, slots=True)
class Fact:
    """What can be reported, and what the site says of it."""

    about: Report.About
    says: str


def as_it_stands(outlet: OutletRecord, now: datetime) -> list[Fact]:
    """Return what can be reported, each with what the site says of it; empty where it says nothing."""
    today = outlet.timetable.intervals(timezone.localdate(now), 1)
    says = {
        About.HOURS: _("today %(hours)s") % {"hours": hours_of_day(today)},
        About.PHONE: _(", ").join(outlet.phones),
        About.ADDRESS: names.marked(outlet, "address"),
        About.SERVICE: _(", ").join(_offered(outlet)),
        About.ACCESS: _step_free(outlet),
    }
    return [Fact(about, says.get(about, "")) for about in About]


def _offered(outlet: OutletRecord) -> list[str]:
    return [str(service.label) for service in Service if outlet.offers[service].available]


def _step_free(outlet: OutletRecord) -> str:
    if outlet.step_free is None:
        return ""
    return _("with step-free access") if outlet.step_free else _("no step-free access")
