"""Outlets and guides as schema.org has them, for search engines; never for what is fictional or closed."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import phonenumbers

from locator.hours import Timetable
from locator.hours.weekly import DAY, Span, clock
from locator.models import Service
from locator.models.phone import SERVICE_LINES
from locator.search.records import OutletRecord

from .outlets import latitude, longitude
from .rules import Day, departures, plain_week

DAYS_AHEAD = 28
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# What would end the element or begin another inside a page, as Django's json_script has it.
ESCAPED = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}
# So schema.org writes that a place is closed all day.
CLOSED: Span = (0, 0)


def as_script_text(things: dict[str, Any]) -> str:
    """Return JSON that can stand between script tags, whatever is in it."""
    return json.dumps(things, ensure_ascii=False, allow_nan=False).translate(ESCAPED)


def outlet_facts(outlet: OutletRecord, today: date, url: str, *, english: bool) -> dict[str, Any]:
    """Return an outlet as a branch of its bank, with the hours of card matters and the days that depart."""

    def said(text: str, text_en: str) -> str:
        return (text_en or text) if english else text

    facts: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "BankOrCreditUnion",
        "@id": url,
        "url": url,
        "name": said(outlet.name, outlet.name_en),
        "branchCode": outlet.code,
        "parentOrganization": {
            "@type": "BankOrCreditUnion",
            "name": said(outlet.bank.name, outlet.bank.name_en),
        },
        "address": {
            "@type": "PostalAddress",
            "streetAddress": said(outlet.address, outlet.address_en),
            "addressLocality": said(f"大连市{outlet.district.name}", f"{outlet.district.name_en}, Dalian"),
            "addressRegion": said("辽宁省", "Liaoning"),
            "addressCountry": "CN",
        },
        "telephone": [dialled(number) for number in outlet.phones or (outlet.bank.phone,) if number],
        "openingHoursSpecification": opening_hours(outlet.timetable, today),
    }
    if outlet.point:
        facts["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": latitude(outlet),
            "longitude": longitude(outlet),
        }
    return facts


def guide_facts(service: Service, url: str, home: str) -> dict[str, Any]:
    """Return a service, with the line to ask and the page on which to look for an outlet."""
    return {
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "@id": url,
        "url": url,
        "name": str(service.label),
        "serviceType": str(service.label),
        "areaServed": {"@type": "City", "name": "大连市", "alternateName": "Dalian"},
        "availableChannel": {
            "@type": "ServiceChannel",
            "serviceUrl": home,
            "servicePhone": {"@type": "ContactPoint", "telephone": "12333"},
        },
    }


def opening_hours(timetable: Timetable, today: date) -> list[dict[str, Any]]:
    """Return the plain week, and the coming days that depart from it as dated ones."""
    by_span: dict[Span, list[str]] = {}
    for name, spans in zip(WEEKDAYS, plain_week(timetable, today), strict=True):
        for span in spans:
            by_span.setdefault(span, []).append(name)
    week = [_hours(span) | {"dayOfWeek": names} for span, names in by_span.items()]
    return [*week, *(rule for day in departures(timetable, today, DAYS_AHEAD) for rule in _dated(day))]


def dialled(number: str) -> str:
    """Return a number as one dials it from anywhere; a national short number stays as it is."""
    if number in SERVICE_LINES or len(number) == len("95588"):
        return number
    try:
        parsed = phonenumbers.parse(number, "CN")
    except phonenumbers.NumberParseException:
        return number
    return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL))


def _dated(day: Day) -> list[dict[str, Any]]:
    on = {"validFrom": day.day.isoformat(), "validThrough": day.day.isoformat()}
    # Where nobody can tell yet, only what is certain is said to be open.
    return [_hours(span) | on for span in day.spans or (CLOSED,)]


def _hours(span: Span) -> dict[str, str]:
    ends = "23:59" if span[1] == DAY else clock(span[1])
    return {"@type": "OpeningHoursSpecification", "opens": clock(span[0]), "closes": ends}
