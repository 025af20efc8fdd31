"""The catalogue in the Human Services Data Specification, version 3: one JSON object of flat tables.

The tables and their fields are those of https://github.com/openreferral/specification; a bank is an
organization, each of its six services a service, an outlet a location, and what is done there a service at
a location. Chinese is the main language; English stands in ``alternate_name``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.utils.translation import gettext as _
from django.utils.translation import override

from locator.hours import Timetable
from locator.hours.weekly import clock
from locator.models import Service
from locator.search.facts import to_json
from locator.search.records import BankRecord, OfferRecord, OutletRecord
from locator.search.snapshot import Snapshot

from .columns import clean
from .licence import CHINESE, ENGLISH, in_both, notes_in_both
from .rules import DAYS_AHEAD, Rule, rules_of

VERSION = "3.1"
# Identifiers derive from codes, so that they are the same wherever and whenever the file is made.
OURS = UUID("0c2f2a6e-6f5d-5b0e-9c3d-2f1f0e6d4a11")
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
BEIJING = 8
OFFSET = "+08:00"
ACCESS: tuple[tuple[str, Callable[[], str]], ...] = (
    ("step_free", lambda: _("Step-free access")),
    ("low_counter", lambda: _("Low counter")),
    ("hearing_loop", lambda: _("Hearing loop")),
    ("accessible_parking", lambda: _("Accessible parking")),
)
Table = list[dict[str, Any]]


def identifier(kind: str, *codes: str) -> str:
    """Return the UUID of a thing: the fifth kind, over its kind and its codes."""
    return str(uuid5(OURS, "/".join((kind, *codes))))


def as_hsds(snapshot: Snapshot, today: date) -> bytes:
    """Return the package as JSON."""
    return to_json(
        {
            "hsds_version": VERSION,
            "sample": snapshot.is_sample,
            "notes": notes_in_both(snapshot),
            "changed_at": snapshot.changed_at.isoformat(timespec="seconds"),
            "schedules_until": (today + timedelta(days=DAYS_AHEAD - 1)).isoformat(),
            **package(snapshot, today),
        }
    )


def package(snapshot: Snapshot, today: date) -> dict[str, Table]:
    """Return the tables by name, as the published tabular form has them."""
    made = Package(today)
    listed = snapshot.outlets_of(today=today)
    for bank in snapshot.banks.values():
        made.add_bank(bank, [outlet for outlet in listed if outlet.bank.code == bank.code])
    return made.tables


@dataclass
class Package:
    """The tables while they are filled."""

    today: date
    tables: dict[str, Table] = field(
        default_factory=lambda: {
            name: []
            for name in (
                "organization", "service", "location", "address", "phone", "accessibility",
                "service_at_location", "schedule",
            )
        }
    )  # fmt: skip
    _rules: dict[Timetable, list[Rule]] = field(default_factory=dict)

    def add_bank(self, bank: BankRecord, outlets: list[OutletRecord]) -> None:
        organization = identifier("organization", bank.code)
        self._add(
            "organization",
            id=organization,
            name=bank.name,
            alternate_name=bank.name_en,
            description=in_both(lambda: _("A partner bank of the social security card")),
        )
        if bank.phone:
            self._phone(bank.phone, organization_id=organization)
        for service in Service:
            self._service(service, bank, organization, outlets)
        for outlet in outlets:
            self._location(outlet, organization)

    def _service(
        self, service: Service, bank: BankRecord, organization: str, outlets: Iterable[OutletRecord]
    ) -> None:
        done = any(outlet.offers[service].available for outlet in outlets)
        self._add(
            "service",
            id=identifier("service", bank.code, service),
            organization_id=organization,
            name=_in(CHINESE, service),
            alternate_name=_in(ENGLISH, service),
            status="active" if done else "inactive",
        )

    def _location(self, outlet: OutletRecord, organization: str) -> None:
        location = identifier("location", outlet.code)
        self._add(
            "location",
            id=location,
            location_type="physical",
            organization_id=organization,
            name=outlet.name,
            alternate_name=outlet.name_en,
            description=_lines(outlet.notice, outlet.notice_en),
            transportation=_lines(outlet.landmark_note, outlet.landmark_note_en),
            latitude=outlet.point.latitude if outlet.point else None,
            longitude=outlet.point.longitude if outlet.point else None,
            external_identifier=outlet.code,
            external_identifier_type="outlet code",
        )
        self._add(
            "address",
            id=identifier("address", outlet.code),
            location_id=location,
            address_1=outlet.address,
            address_2=outlet.address_en,
            city="大连市",
            region=outlet.district.name,
            state_province="辽宁省",
            postal_code="",  # it must be there, and nobody has published one
            country="CN",
            address_type="physical",
        )
        for number in outlet.phones:
            self._phone(number, location_id=location)
        for name, words in ACCESS:
            if (there := getattr(outlet, name)) is not None:
                self._access(outlet, location, name, words, there=there)
        self._schedules(outlet.bank_timetable, ("location", outlet.code), location_id=location)
        for service in Service:
            if outlet.offers[service].available:
                self._offer(outlet, outlet.offers[service], location)

    def _offer(self, outlet: OutletRecord, offer: OfferRecord, location: str) -> None:
        link = identifier("service_at_location", outlet.code, offer.service)
        told = []
        if offer.own_bank_only:
            told.append(in_both(lambda: _("This bank's cards only")))
        if offer.proxy_allowed:
            told.append(in_both(lambda: _("Somebody else may come for the holder")))
        self._add(
            "service_at_location",
            id=link,
            service_id=identifier("service", outlet.bank.code, offer.service),
            location_id=location,
            description=_lines(*told, offer.note, offer.note_en),
        )
        about = ("service_at_location", outlet.code, offer.service.value)
        self._schedules(offer.timetable, about, service_at_location_id=link)

    def _access(
        self, outlet: OutletRecord, location: str, name: str, words: Callable[[], str], *, there: bool
    ) -> None:
        self._add(
            "accessibility",
            id=identifier("accessibility", outlet.code, name),
            location_id=location,
            description=in_both(words),
            details=in_both(lambda: _("yes") if there else _("no")),
        )

    def _phone(self, number: str, **of: str) -> None:
        self._add("phone", id=identifier("phone", *of.values(), number), number=number, type="voice", **of)

    def _schedules(self, timetable: Timetable, about: tuple[str, ...], **of: str) -> None:
        if timetable not in self._rules:
            self._rules[timetable] = rules_of(timetable, self.today)
        for rule in self._rules[timetable]:
            self._add("schedule", **schedule(rule, about), **of)

    def _add(self, table: str, **values: Any) -> None:
        said = {name: clean(value) if isinstance(value, str) else value for name, value in values.items()}
        empty = {None, ""}
        self.tables[table].append(
            {name: value for name, value in said.items() if value not in empty or name == "postal_code"}
        )


def schedule(rule: Rule, about: tuple[str, ...]) -> dict[str, Any]:
    """Return a rule as RFC 5545 has it; without times where the hours are not known."""
    span = f"{clock(rule.span[0])}-{clock(rule.span[1])}" if rule.span else "unknown"
    said = {
        "id": identifier("schedule", *about, rule.first_day.isoformat(), span),
        "valid_from": rule.first_day.isoformat(),
        "valid_to": rule.last_day.isoformat(),
        "dtstart": rule.first_time.isoformat(),
        "until": rule.last_time.isoformat(),
        "timezone": BEIJING,
        "wkst": "MO",
        "freq": "WEEKLY",
        "interval": 1,
        "byday": ",".join(WEEKDAYS[number] for number in rule.weekdays),
        "description": "" if rule.regular else _lines(rule.reason.text, rule.reason.text_en),
    }
    if rule.span:
        said |= {"opens_at": clock(rule.span[0]) + OFFSET, "closes_at": clock(rule.span[1]) + OFFSET}
    else:
        said["notes"] = in_both(lambda: _("The hours are not known yet: please call first."))
    return said


def _in(language: str, service: Service) -> str:
    with override(language):
        return _("Social security card: %(service)s") % {"service": service.label}


def _lines(*texts: str) -> str:
    return "\n".join(dict.fromkeys(text for text in texts if text))
