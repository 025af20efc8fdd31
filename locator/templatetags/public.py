"""What the pages say about outlets, places, days and guides, as tags and filters."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import template
from django.forms import Form
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from locator.catalogue.guide_translations import translated
from locator.catalogue.guides import GuideLine
from locator.hours import Status, day_words
from locator.hours.words import when
from locator.models import MAKES_A_CARD, Service
from locator.places import Origin
from locator.places.normalise import has_ideographs
from locator.places.wording import sentence
from locator.public import names, words
from locator.public.languages import Choice, choices, html_lang
from locator.public.map import map_of_outlet
from locator.public.routes import route_links
from locator.public.sketch import drawn
from locator.search.answer import Results
from locator.search.records import OfferRecord, OutletRecord
from locator.search.wording import DIRECTIONS

register = template.Library()

register.filter("distance", words.distance)
register.filter(html_lang)
register.simple_tag(words.generations)
register.simple_tag(route_links)
register.simple_tag(map_of_outlet)
register.simple_tag(drawn, name="pictures")


@register.filter
def moment(at: datetime | None) -> str:
    return when(at, timezone.now()) if at else ""


@register.filter
def on_day(day: date | None) -> str:
    return day_words.on_day(day) if day else ""


@register.simple_tag
def state_words(status: Status, at: datetime | None = None) -> words.StateWords:
    now = timezone.now()
    return words.state_words(status, at or now, now)


@register.simple_tag(takes_context=True)
def languages(context: dict[str, Any]) -> list[Choice]:
    """Return where the same page stands in each language, or that language's home page."""
    return choices(context.get("request"))


@register.simple_tag
def local(record: Any, field: str = "name") -> str | SafeString:
    """Return a field in the page's language; what is in another language is marked as such."""
    return names.marked(record, field)


@register.filter
def localised(record: Any) -> str:
    """Return the name of a record in the page's language, for titles, which can mark no language."""
    return names.plain(record)


@register.simple_tag
def guide_text(line: GuideLine) -> str | SafeString:
    """Return a line of a guide; where nobody has translated it as it stands, in English, marked as such."""
    return translated(line, get_language() or "") or local(line, "text")


@register.filter
def in_full(day: date | None) -> str:
    """Say a day with its year, which may be long ago, as people of the page's language write it."""
    return format_date(day, _("j F Y")) if day else ""


@register.filter
def first_phone(outlet: OutletRecord) -> str:
    """Return the outlet's own number, or its bank's."""
    return next(iter(outlet.phones), outlet.bank.phone)


@register.filter
def makes_a_card(service: Service) -> bool:
    return service in MAKES_A_CARD


@register.simple_tag
def offer_of(outlet: OutletRecord, service: Service) -> OfferRecord:
    return outlet.offers[service]


@register.simple_tag
def services_at(outlet: OutletRecord) -> list[Service]:
    return [service for service, offer in outlet.offers.items() if offer.available]


@register.simple_tag
def status_of(outlet: OutletRecord, moment: datetime) -> Status:
    return outlet.timetable.status(moment)


@register.simple_tag
def origin_words(origin: Origin) -> str:
    """Say what sort of place it is and how far the true spot may lie from its point."""
    kind = str(words.PLACE_KINDS.get(origin.kind, ""))
    if origin.radius_m < 10:
        return _("(%(kind)s)") % {"kind": kind}
    radius = words.distance(origin.radius_m)
    return _("(%(kind)s, to within about %(radius)s)") % {"kind": kind, "radius": radius}


@register.simple_tag(takes_context=True)
def place_words(context: dict[str, Any], origin: Origin) -> str:
    """Say what sort of place a candidate is and in which district it lies."""
    district = context["catalogue"].districts.get(origin.district)
    kind = str(words.PLACE_KINDS.get(origin.kind, ""))
    return " · ".join(part for part in (kind, localised(district) if district else "") if part)


@register.simple_tag
def remarks(results: Results) -> list[str]:
    """Return what the person must be told about how the place was understood."""
    told = [sentence(remark) for remark in results.origin.remarks]
    if results.order_uncertain:
        told.append(_("You may be anywhere that near, so the order of the first outlets is not certain."))
    return told


@register.filter("direction")
def direction_words(direction: str | None) -> str:
    return str(DIRECTIONS[direction]) if direction else ""


@register.simple_tag
def errors_of(form: Form, name: str) -> list[str]:
    return list(form.errors.get(name, ()))


@register.simple_tag
def section_words(section: str) -> str:
    return str(words.SECTIONS[section])


@register.simple_tag
def audience(line: GuideLine) -> str:
    return str(words.AUDIENCES[line.audience])


@register.simple_tag
def source(text: str) -> SafeString | str:
    """Show where a guide line comes from; an address in it becomes a link under the site's name."""
    lang = SafeString(' lang="zh-Hans"') if has_ideographs(text) and not words.in_chinese() else ""
    found = words.URL.search(text)
    if found is None:
        return format_html("<span{}>{}</span>", lang, text) if lang else text
    name = words.source_name(text)
    return format_html('<a href="{}" rel="external noreferrer"{}>{}</a>', found[0], lang, name)
