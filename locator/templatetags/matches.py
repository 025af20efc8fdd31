"""What a result says beside the way to it: written once for each outlet, service, language and day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _

from locator.catalogue.guides import GuideLine, Section
from locator.hours import day_words
from locator.models import Service
from locator.public.outlet_page import ComingDays, coming
from locator.search.records import OutletRecord

register = template.Library()

# How far ahead a person who looks for an outlet now wants to be told of odd days.
DAYS_TOLD = 14


@register.filter
def full_day(day: date) -> str:
    """Say a day with its weekday and its year, whatever year it is."""
    return day_words.on_day(day, full=True)


@register.simple_tag
def outlet_notice(outlet: OutletRecord) -> bool:
    """Tell whether the outlet says something to residents today."""
    return outlet.has_notice(timezone.localdate())


@register.simple_tag
def coming_days(outlet: OutletRecord, service: Service | None) -> list[ComingDays]:
    """Return the days of the coming two weeks on which the hours depart from the plain week."""
    return coming(outlet.hours_of(service), timezone.localdate(), DAYS_TOLD, full=True)


@register.simple_tag
def access_words(outlet: OutletRecord) -> str:
    """Say what is known of the way in and of the counter; what nobody has looked at is left out."""
    facts = (
        (outlet.step_free, _("step-free access"), _("no step-free access")),
        (outlet.low_counter, _("low counter"), _("no low counter")),
        (outlet.hearing_loop, _("hearing loop"), _("no hearing loop")),
        (outlet.accessible_parking, _("accessible parking"), _("no accessible parking")),
    )
    known = [there if has else missing for has, there, missing in facts if has is not None]
    if not known:
        return _("Accessibility: not known, please ask by telephone")
    return _("Accessibility: %(facts)s") % {"facts": _(", ").join(known)}


@register.simple_tag(takes_context=True)
def bring_lines(context: dict[str, Any], service: Service | None) -> list[GuideLine]:
    """Return what the guide to a service says must be brought."""
    if service is None:
        return []
    lines = context["catalogue"].guides.get(service, ())
    return [line for line in lines if line.section is Section.BRING]
