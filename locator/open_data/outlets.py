"""The table of outlets: one row each, of those that have not closed for good."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from locator.models import Service
from locator.search.records import OfferRecord, OutletRecord

from .columns import Column, Value


def _own(name: str, meaning: Promise | str) -> Column[OutletRecord]:
    """Return the column of a fact that is called as the outlet's own."""

    def value(outlet: OutletRecord) -> Value:
        found: Value | date = getattr(outlet, name)
        return found.isoformat() if isinstance(found, date) else found

    return Column(name, meaning, value)


def _services(holds: Callable[[OfferRecord], bool]) -> Callable[[OutletRecord], Value]:
    def value(outlet: OutletRecord) -> Value:
        done = (service for service in Service if outlet.offers[service].available)
        return tuple(service.value for service in done if holds(outlet.offers[service]))

    return value


def longitude(outlet: OutletRecord) -> float | None:
    """Return degrees to six places, about a tenth of a metre."""
    return round(outlet.point.longitude, 6) if outlet.point else None


def latitude(outlet: OutletRecord) -> float | None:
    """Return degrees to six places, about a tenth of a metre."""
    return round(outlet.point.latitude, 6) if outlet.point else None


OUTLETS: tuple[Column[OutletRecord], ...] = (
    _own("code", _("The outlet's code; it never changes")),
    Column("sample", _("yes: the outlet is fictional"), lambda outlet: outlet.bank.is_sample),
    _own("name", _("Name in Chinese")),
    _own("name_en", _("Name in English, if there is one")),
    Column("bank_code", _("The bank's code"), lambda outlet: outlet.bank.code),
    Column("bank", _("The bank's name in Chinese"), lambda outlet: outlet.bank.name),
    Column("bank_en", _("The bank's name in English, if there is one"), lambda outlet: outlet.bank.name_en),
    Column("district_code", _("The district by GB/T 2260"), lambda outlet: outlet.district.code),
    Column("district", _("The district's name in Chinese"), lambda outlet: outlet.district.name),
    Column("district_en", _("The district's name in English"), lambda outlet: outlet.district.name_en),
    _own("functional_area", _("A name that people use beside the district")),
    _own("town", _("Town or subdistrict")),
    _own("address", _("Address in Chinese")),
    _own("address_en", _("Address in English, if there is one")),
    _own("landmark_note", _("How to find it, in Chinese")),
    _own("landmark_note_en", _("How to find it, in English")),
    _own("phones", _("Telephone numbers; empty: call the bank")),
    Column("bank_phone", _("The bank's own line"), lambda outlet: outlet.bank.phone),
    Column("longitude", _("Degrees in WGS-84; empty where nobody has found the position"), longitude),
    Column("latitude", _("Degrees in WGS-84"), latitude),
    _own("position_verified", _("Somebody has checked the position")),
    Column(
        "hours",
        _("When the bank is open, in OpenStreetMap's opening_hours syntax; single days are in days.csv"),
        lambda outlet: outlet.bank_timetable.expression,
    ),
    Column(
        "card_hours", _("When card matters are done, in the same syntax"),
        lambda outlet: outlet.timetable.expression,
    ),
    Column("services", _("What is done here, by code"), _services(lambda offer: True)),
    Column(
        "proxy_services", _("Of these, what somebody else may do for the holder"),
        _services(lambda offer: offer.proxy_allowed),
    ),
    Column(
        "own_bank_services", _("Of these, what is done for this bank's own cards only"),
        _services(lambda offer: offer.own_bank_only),
    ),
    _own("instant_issue", _("Makes cards while you wait")),
    _own("second_generation", _("Makes second-generation cards")),
    _own("third_generation", _("Makes third-generation cards")),
    _own("machine_down_since", _("The card machine is out of order since")),
    _own("cards_in_stock", _("Blank cards are in stock")),
    _own("step_free", _("Step-free access; empty: nobody has looked")),
    _own("low_counter", _("Low counter; empty: nobody has looked")),
    _own("hearing_loop", _("Hearing loop; empty: nobody has looked")),
    _own("accessible_parking", _("Accessible parking; empty: nobody has looked")),
    _own("notice", _("Notice to visitors in Chinese")),
    _own("notice_en", _("Notice to visitors in English")),
    _own("notice_until", _("The last day of the notice")),
    _own("closed_from", _("The day from which it is closed for good")),
    _own("verified_on", _("The day on which somebody last saw that all is right")),
    _own("checked_on", _("The day on which a report was last looked into")),
    _own("source", _("Where the facts are from")),
)  # fmt: skip
