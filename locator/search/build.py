"""From rows to a snapshot."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Hashable
from datetime import date, datetime
from typing import TypeVar

from locator.catalogue.guides import GuideLine, laid_over
from locator.hours import Calendar, HoursError, Override, Timetable
from locator.models import Point, Service

from . import overrides
from .gazetteer import gazetteer_of
from .islands import land_of
from .records import BankRecord, DistrictRecord, MapRecord, OfferRecord, OutletRecord
from .rows import BankRow, DistrictRow, ExceptionRow, MapRow, OfferRow, OutletRow, Rows
from .snapshot import Snapshot

logger = logging.getLogger(__name__)

# Shown in place of hours that cannot be read: nothing is claimed, and the page tells people to ask.
UNREADABLE = "24/7 unknown"
# The other columns of an offer that has no row.
NOT_OFFERED = (False, None, None, "", "", "", "any", "holder", "", "")

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


def build(rows: Rows) -> Snapshot:
    """Make a snapshot of rows; raises ValueError or KeyError if they contradict one another."""
    calendar = calendar_of(rows)
    outlets = Builder(rows, calendar).outlets()
    gazetteer, awaited = gazetteer_of(rows.places, rows.maps, outlets)
    return Snapshot.of(
        number=rows.number,
        read_at=datetime.fromisoformat(rows.read_at),
        changed_at=datetime.fromisoformat(rows.changed_at),
        outlets=outlets,
        banks=map(_bank, rows.banks),
        districts=map(_district, rows.districts),
        guides=laid_over(GuideLine.read(row._asdict()) for row in rows.guides),
        calendar=calendar,
        gazetteer=gazetteer,
        maps=tuple(map(_street_map, rows.maps)),
        awaited=awaited,
    )


def calendar_of(rows: Rows) -> Calendar:
    """Return the shipped calendar with the years that staff have published laid over it."""
    calendar = Calendar.shipped()
    for (year,) in rows.years:
        calendar = calendar.with_year(
            year,
            [
                (date.fromisoformat(row.day), row.kind, row.name, row.name_en)
                for row in rows.days
                if row.year_id == year
            ],
        )
    return calendar


class Builder:
    """Makes the records of outlets; equal timetables, offers and words are made once and shared."""

    def __init__(self, rows: Rows, calendar: Calendar) -> None:
        self._rows = rows
        self._calendar = calendar
        self._banks = {row.code: _bank(row) for row in rows.banks}
        self._districts = {row.code: _district(row) for row in rows.districts}
        self._timetables: dict[tuple[str, tuple[Override, ...]], Timetable] = {}
        self._shared: dict[Hashable, OfferRecord | dict[Service, OfferRecord]] = {}
        self._words: dict[str, str] = {}

    def outlets(self) -> list[OutletRecord]:
        offers: dict[str, list[OfferRow]] = _grouped(self._rows.offers, lambda row: row.outlet_id)
        exceptions: dict[str, list[ExceptionRow]] = _grouped(self._rows.exceptions, lambda row: row.outlet_id)
        return [
            self._outlet(row, offers.get(row.code, []), exceptions.get(row.code, []))
            for row in self._rows.outlets
        ]

    def _outlet(self, row: OutletRow, offers: list[OfferRow], exceptions: list[ExceptionRow]) -> OutletRecord:
        point = None if row.latitude is None or row.longitude is None else Point(row.latitude, row.longitude)
        whole = overrides.of_outlet(row, exceptions)
        return OutletRecord(
            code=row.code,
            bank=self._banks[row.bank_id],
            district=self._districts[row.district_id],
            name=row.name,
            name_en=row.name_en,
            functional_area=self._word(row.functional_area),
            town=self._word(row.town),
            address=row.address,
            address_en=row.address_en,
            landmark_note=row.landmark_note,
            landmark_note_en=row.landmark_note_en,
            phones=tuple(map(self._word, row.phones)),
            point=point,
            position_verified=row.position_verified,
            instant_issue=row.instant_issue,
            second_generation=row.second_generation,
            third_generation=row.third_generation,
            machine_down_since=_day(row.machine_down_since),
            cards_in_stock=row.cards_in_stock,
            step_free=row.step_free,
            low_counter=row.low_counter,
            hearing_loop=row.hearing_loop,
            accessible_parking=row.accessible_parking,
            notice=row.notice,
            notice_en=row.notice_en,
            notice_until=_day(row.notice_until),
            source=self._word(row.source),
            verified_on=_day(row.verified_on),
            checked_on=_day(row.checked_on),
            closed_from=_day(row.status_from) if row.status == "closed" else None,
            status_reason=row.status_reason,
            status_reason_en=row.status_reason_en,
            land=land_of(point, row.district_id),
            timetable=self._timetable(row, row.card_hours or row.hours, whole),
            bank_timetable=self._timetable(row, row.hours, whole),
            offers=self._offers(row, offers, exceptions),
        )

    def _offers(
        self, outlet: OutletRow, offers: list[OfferRow], exceptions: list[ExceptionRow]
    ) -> dict[Service, OfferRecord]:
        by_service = {Service(row.service): row for row in offers}
        records = {
            service: self._offer(outlet, by_service[service], exceptions)
            for service in Service
            if service in by_service
        }
        # An outlet without one of its six rows does not do that service; check_catalogue finds it.
        for service in set(Service) - set(records):
            missing = OfferRow(outlet.code, service, *NOT_OFFERED)
            records[service] = self._offer(outlet, missing, exceptions)
        shared = self._shared.setdefault(tuple(map(id, records.values())), records)
        assert isinstance(shared, dict)
        return shared

    def _offer(self, outlet: OutletRow, row: OfferRow, exceptions: list[ExceptionRow]) -> OfferRecord:
        week = row.hours or outlet.card_hours or outlet.hours
        timetable = self._timetable(outlet, week, overrides.of_offer(outlet, row, exceptions))
        key = (
            Service(row.service),
            overrides.is_available(outlet, row),
            row.cards == "own-bank",
            row.who == "proxy",
            row.note,
            row.note_en,
            overrides.suspensions(outlet, row),
            timetable,
        )
        shared = self._shared.get(key)
        if shared is None:
            shared = self._shared[key] = OfferRecord(*key)
        assert isinstance(shared, OfferRecord)
        return shared

    def _timetable(self, outlet: OutletRow, week: str, laid_over: tuple[Override, ...]) -> Timetable:
        timetable = self._timetables.get((week, laid_over))
        if timetable is None:
            try:
                timetable = Timetable(week, self._calendar, laid_over)
            except HoursError as error:
                # One bad row must not take the others' answers away; check_catalogue reports it as well.
                logger.warning("The hours of outlet %s cannot be read: %s", outlet.code, error)
                timetable = Timetable(UNREADABLE, self._calendar)
            self._timetables[week, laid_over] = timetable
        return timetable

    def _word(self, text: str) -> str:
        return self._words.setdefault(text, text)


def _bank(row: BankRow) -> BankRecord:
    return BankRecord(*row)


def _district(row: DistrictRow) -> DistrictRecord:
    point = Point(row.latitude, row.longitude)
    return DistrictRecord(row.code, row.name, row.name_en, point, row.radius_m)


def _street_map(row: MapRow) -> MapRecord:
    return MapRecord(row.attribution, row.attribution_url, row.licence, _day(row.data_date))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _grouped(rows: list[Value], key: Callable[[Value], Key]) -> dict[Key, list[Value]]:
    groups: dict[Key, list[Value]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return groups
