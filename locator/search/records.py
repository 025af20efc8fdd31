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
    is_sample: bool


@dataclass(frozen=True, slots=True)
class DistrictRecord:
    """One of the ten districts, with a point and a radius in metres."""

    code: str
    name: str
    name_en: str
    point: Point
    radius_m: int


@dataclass(frozen=True, slots=True)
class OfferRecord:
    """One service at one outlet, with the timetable that holds for it."""

    service: Service
    available: bool
    own_bank_only: bool
    proxy_allowed: bool
    note: str
    note_en: str
    suspensions: tuple[Override, ...]
    timetable: Timetable


@dataclass(frozen=True, slots=True)
class OutletRecord:
    """One outlet; ``point`` is None where nobody has found its position yet."""

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
    source: str
    verified_on: date | None
    closed_from: date | None
    timetable: Timetable  # of the outlet as a whole: suspensions and exceptions included
    offers: dict[Service, OfferRecord]
