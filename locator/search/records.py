"""Plain immutable records of the catalogue, as the snapshot holds them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from locator.hours import Override, Timetable
from locator.models import Point, Service


@dataclass(frozen=True, slots=True)
class BankRecord:
    """A partner bank."""

    code: str
    name: str
    name_en: str
    short_name: str
    phone: str
    mail_applications: bool
    is_sample: bool


@dataclass(frozen=True, slots=True)
class DistrictRecord:
    """One of the ten districts, with a point and a radius in metres."""

    code: str
    name: str
    name_en: str
    point: Point
    radius_m: int


@dataclass(frozen=True, slots=True, eq=False)
class OfferRecord:
    """One service at one outlet, with the timetable that holds for it.

    ``available`` is what holds in effect: an outlet that makes no cards on the spot offers none of the
    services that need one. Outlets whose offers are the same share the record.
    """

    service: Service
    available: bool
    own_bank_only: bool
    proxy_allowed: bool
    note: str
    note_en: str
    suspensions: tuple[Override, ...]
    timetable: Timetable


@dataclass(frozen=True, slots=True, eq=False)
class OutletRecord:
    """One outlet; ``point`` is None where nobody has found its position yet.

    ``timetable`` tells when card matters are done there, ``bank_timetable`` when the bank is open; both
    include exceptions, suspensions and the day from which it is closed for good (``closed_from``).
    """

    code: str
    bank: BankRecord
    district: DistrictRecord
    name: str
    name_en: str
    functional_area: str
    town: str
    address: str
    address_en: str
    landmark_note: str
    landmark_note_en: str
    phones: tuple[str, ...]
    point: Point | None
    position_verified: bool
    instant_issue: bool
    second_generation: bool
    third_generation: bool
    machine_down_since: date | None
    cards_in_stock: bool
    step_free: bool | None
    low_counter: bool | None
    hearing_loop: bool | None
    accessible_parking: bool | None
    notice: str
    notice_en: str
    notice_until: date | None
    source: str
    verified_on: date | None
    checked_on: date | None
    closed_from: date | None
    status_reason: str
    status_reason_en: str
    land: str | None
    timetable: Timetable
    bank_timetable: Timetable
    offers: dict[Service, OfferRecord]

    def is_struck_off(self, day: date) -> bool:
        """Tell whether the outlet has closed for good on or before a day."""
        return self.closed_from is not None and self.closed_from <= day

    def has_notice(self, day: date) -> bool:
        """Tell whether the outlet says something to residents on a day; ``notice_until`` is the last."""
        return bool(self.notice) and (self.notice_until is None or day <= self.notice_until)

    def hours_of(self, service: Service | None) -> Timetable:
        """Return when a service is done here, or card matters as a whole."""
        return self.timetable if service is None else self.offers[service].timetable


@dataclass(frozen=True, slots=True)
class MapRecord:
    """What has to be said of a street map wherever its places are used."""

    attribution: str
    attribution_url: str
    licence: str
    data_date: date | None
