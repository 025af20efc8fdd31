"""The whole directory in one language, as a device keeps it: made once for a catalogue and a day."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from locator.catalogue.guide_translations import translated
from locator.catalogue.guides import GuideLine
from locator.hours import SHANGHAI
from locator.hours.day_words import on_day
from locator.models import Service
from locator.public.names import NAMES, plain
from locator.public.words import AUDIENCES, SECTIONS, generations, source_name
from locator.search.current import Current
from locator.search.facts import to_json
from locator.search.islands import MAINLAND
from locator.search.plain import sample_notice
from locator.search.records import BankRecord, OfferRecord, OutletRecord
from locator.search.snapshot import Snapshot

from .hours import HoursTable

AVAILABLE, OWN_BANK_ONLY, PROXY_ALLOWED = 1, 2, 4


@dataclass(frozen=True, slots=True)
class Kept:
    """The directory as JSON, plain and compressed, and the tag that tells whether it is still the same."""

    key: tuple[object, ...]
    body: bytes
    compressed: bytes
    etag: str


_kept: dict[str, Kept] = {}


def directory(standing: Current, language: str, now: datetime) -> Kept:
    """Return the directory in a language, as of today; it is made anew for a new catalogue or a new day."""
    now = now.astimezone(SHANGHAI)
    snapshot, as_of = standing.snapshot, _as_of(standing, now)
    key = (snapshot.number, snapshot.read_at, snapshot.changed_at, now.date(), as_of)
    kept = _kept.get(language)
    if kept is None or kept.key != key:
        # Nothing in it depends on the time of day, so that every worker makes the same.
        noon = now.replace(hour=12, minute=0, second=0, microsecond=0)
        with translation.override(language):
            body = to_json(plain_directory(snapshot, as_of, noon))
        tag = f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'
        kept = _kept[language] = Kept(key, body, gzip.compress(body, mtime=0), tag)
    return kept


def _as_of(standing: Current, now: datetime) -> date:
    """Return the day on which the database last said that the catalogue holds."""
    return standing.confirmed_at.astimezone(SHANGHAI).date() if standing.stale else now.date()


def plain_directory(snapshot: Snapshot, as_of: date, now: datetime) -> dict[str, Any]:
    """Return the directory in the active language; what is closed for good today is not in it."""
    hours, today = HoursTable(now), now.date()
    banks, districts = list(snapshot.banks), list(snapshot.districts)
    outlets = [
        {
            **_outlet(outlet, hours, today),
            "bank": banks.index(outlet.bank.code),
            "district": districts.index(outlet.district.code),
        }
        for outlet in snapshot.outlets_of(today=today)
    ]
    return {
        "sample": sample_notice(snapshot),
        "as_of": as_of.isoformat(),
        "as_of_said": on_day(as_of),
        "changed": on_day(snapshot.changed_at.astimezone(SHANGHAI).date()),
        "banks": [{"code": bank.code, "name": told(bank)} for bank in snapshot.banks.values()],
        "districts": [{"code": each.code, "name": told(each)} for each in snapshot.districts.values()],
        "outlets": outlets,
        "hours": hours.plain(),
        "guides": {service.value: _guide(snapshot.guides.get(service, ())) for service in Service},
    }


def told(record: Any, field: str = "name") -> str | list[str]:
    """Return a field in the page's language; Chinese on another page stands in a list, to be marked."""
    chinese: str = getattr(record, field)
    if not chinese or (translation.get_language() or "zh").startswith("zh"):
        return chinese
    if field in NAMES:
        return plain(record, field)
    return getattr(record, f"{field}_en", "") or [chinese]


def _outlet(outlet: OutletRecord, hours: HoursTable, today: date) -> dict[str, Any]:
    found = {
        "code": outlet.code,
        "name": told(outlet),
        "address": told(outlet, "address"),
        "landmark": told(outlet, "landmark_note"),
        # What it is looked for by as well: its Chinese name on a page in another language, its town.
        "also": " ".join((outlet.name, outlet.functional_area, outlet.town)),
        "phones": list(outlet.phones or _phone_of(outlet.bank)),
        "at": [outlet.point.latitude, outlet.point.longitude] if outlet.point else None,
        "unsure": bool(outlet.point) and not outlet.position_verified,
        "island": outlet.land != MAINLAND,
        "cards": generations(outlet),
        "hours": hours.number_of(outlet.timetable),
        "offers": [_offer(outlet.offers[service], hours) for service in Service],
        "access": [outlet.step_free, outlet.low_counter, outlet.hearing_loop, outlet.accessible_parking],
        "notice": told(outlet, "notice") if outlet.has_notice(today) else "",
        "notice_until": outlet.notice_until.isoformat() if outlet.notice_until else "",
        "closes": outlet.closed_from.isoformat() if outlet.closed_from else "",
        "verified": outlet.verified_on.isoformat() if outlet.verified_on else "",
    }
    # What is not the case goes without saying; the number nought does not.
    return {name: value for name, value in found.items() if value or type(value) is int}


def _phone_of(bank: BankRecord) -> list[str]:
    return [bank.phone] if bank.phone else []


def _offer(offer: OfferRecord, hours: HoursTable) -> list[Any]:
    flags = AVAILABLE * offer.available + OWN_BANK_ONLY * offer.own_bank_only
    flags += PROXY_ALLOWED * offer.proxy_allowed
    row: list[Any] = [hours.number_of(offer.timetable), flags]
    return [*row, told(offer, "note")] if offer.note else row


def _guide(lines: tuple[GuideLine, ...]) -> list[Any]:
    return [
        [section.value, str(SECTIONS[section]), [_line(line) for line in found]]
        for section, found in groupby(lines, attrgetter("section"))
    ]


def _line(line: GuideLine) -> list[Any]:
    checked = _("checked %(when)s") % {"when": line.checked_on.isoformat()}
    whom = str(AUDIENCES[line.audience])
    text = translated(line, translation.get_language() or "") or told(line, "text")
    return [whom, text, int(line.known), f"{source_name(line.source)} · {checked}"]
