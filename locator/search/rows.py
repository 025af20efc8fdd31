"""The catalogue's rows as plain values, as read from the database and as kept on disk."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS, models

from locator.models import (
    Bank,
    CalendarDay,
    CalendarYear,
    CatalogueVersion,
    District,
    GuideEntry,
    HoursException,
    Offer,
    Outlet,
    Place,
    StreetMap,
)

# A change that is committed between two of the queries makes the rows disagree; then they are read again.
ATTEMPTS = 5


class CatalogueMoved(Exception):  # noqa: N818 - named for what it says
    """The catalogue kept changing while it was read."""


class BankRow(NamedTuple):
    """A partner bank."""

    code: str
    name: str
    name_en: str
    short_name: str
    phone: str
    mail_applications: bool
    is_sample: bool


class DistrictRow(NamedTuple):
    """One of the ten districts."""

    code: str
    name: str
    name_en: str
    latitude: float
    longitude: float
    radius_m: int


class OutletRow(NamedTuple):
    """An outlet; its days are ISO text."""

    code: str
    bank_id: str
    district_id: str
    name: str
    name_en: str
    functional_area: str
    town: str
    address: str
    address_en: str
    landmark_note: str
    landmark_note_en: str
    phones: list[str]
    instant_issue: bool
    second_generation: bool
    third_generation: bool
    machine_down_since: str | None
    cards_in_stock: bool
    step_free: bool | None
    low_counter: bool | None
    hearing_loop: bool | None
    accessible_parking: bool | None
    latitude: float | None
    longitude: float | None
    position_verified: bool
    hours: str
    card_hours: str
    status: str
    status_from: str | None
    status_until: str | None
    status_reason: str
    status_reason_en: str
    notice: str
    notice_en: str
    notice_until: str | None
    source: str
    verified_on: str | None
    checked_on: str | None


class OfferRow(NamedTuple):
    """A service at an outlet."""

    outlet_id: str
    service: str
    available: bool
    suspended_from: str | None
    suspended_until: str | None
    suspension_reason: str
    suspension_reason_en: str
    hours: str
    cards: str
    who: str
    note: str
    note_en: str


class ExceptionRow(NamedTuple):
    """Days on which an outlet keeps other hours."""

    outlet_id: str
    service: str
    first_day: str
    last_day: str
    hours: str
    reason: str
    reason_en: str


class YearRow(NamedTuple):
    """A year of the national calendar that staff have published."""

    year: int


class DayRow(NamedTuple):
    """A day of such a year that departs from the plain week."""

    year_id: int
    day: str
    kind: str
    name: str
    name_en: str


class PlaceRow(NamedTuple):
    """A place that staff have added, corrected or retired."""

    id: int
    name: str
    kind: str
    district_id: str
    aliases: list[str]
    latitude: float
    longitude: float
    radius_m: int
    source: str
    retired: bool


class MapRow(NamedTuple):
    """A street map that is in force, with what has to be said of its source."""

    code: str
    attribution: str
    attribution_url: str
    licence: str
    data_date: str | None
    number: int


class GuideRow(NamedTuple):
    """A line of a guide as administrators keep it."""

    service: str
    audience: str
    section: str
    text: str
    text_en: str
    known: bool
    source: str
    checked_on: str


class Rows(NamedTuple):
    """Everything that a snapshot is built from; dates and times are ISO text."""

    number: int
    changed_at: str
    read_at: str
    banks: list[BankRow]
    districts: list[DistrictRow]
    outlets: list[OutletRow]
    offers: list[OfferRow]
    exceptions: list[ExceptionRow]
    years: list[YearRow]
    days: list[DayRow]
    places: list[PlaceRow]
    maps: list[MapRow]
    guides: list[GuideRow]


# Each table's model, row and order; the order makes a copy of equal rows an equal copy.
TABLES: dict[str, tuple[type[models.Model], Any, tuple[str, ...]]] = {
    "banks": (Bank, BankRow, ("code",)),
    "districts": (District, DistrictRow, ("code",)),
    "outlets": (Outlet, OutletRow, ("code",)),
    "offers": (Offer, OfferRow, ("outlet_id", "service")),
    "exceptions": (HoursException, ExceptionRow, ("outlet_id", "first_day", "id")),
    "years": (CalendarYear, YearRow, ("year",)),
    "days": (CalendarDay, DayRow, ("day",)),
    "places": (Place, PlaceRow, ("id",)),
    "maps": (StreetMap, MapRow, ("code",)),
    "guides": (GuideEntry, GuideRow, ("service", "section", "order", "id")),
}


def version(using: str = DEFAULT_DB_ALIAS) -> tuple[int, datetime]:
    """Return the catalogue's number and the time of its last change; the one query of a quiet second.

    Raises CatalogueVersion.DoesNotExist in a database that has not been migrated to the end.
    """
    number, changed_at = CatalogueVersion.objects.using(using).values_list("number", "changed_at").get()
    return number, changed_at


def read_rows(using: str = DEFAULT_DB_ALIAS) -> Rows:
    """Read the whole catalogue in a fixed number of queries, all of one version.

    The version is read before and after: every change raises it in its own transaction, so equal numbers
    mean that nothing was committed in between, on any database and inside anybody's transaction. Raises
    CatalogueMoved if that does not come about in a few attempts, and the database's own errors.
    """
    for _ in range(ATTEMPTS):
        number, changed_at = version(using)
        read_at = datetime.now(UTC)
        tables = {name: _read_table(name, using) for name in TABLES}
        if version(using)[0] == number:
            return Rows(number, changed_at.isoformat(), read_at.isoformat(), **tables)
    raise CatalogueMoved(f"The catalogue changed during each of {ATTEMPTS} attempts to read it.")


def rows_of_outlet(code: str) -> Rows:
    """Read what there is about one outlet; raises IndexError where there is no such outlet."""
    only = {"outlets": {"code": code}, "offers": {"outlet_id": code}, "exceptions": {"outlet_id": code}}
    read = {name: _read_table(name, **where) for name, where in only.items()}
    outlet = read["outlets"][0]
    banks = _read_table("banks", code=outlet.bank_id)
    districts = _read_table("districts", code=outlet.district_id)
    now = datetime.now(UTC).isoformat()
    return Rows(0, now, now, banks, districts, **read, years=[], days=[], places=[], maps=[], guides=[])


def _read_table(name: str, using: str = DEFAULT_DB_ALIAS, **where: str) -> list[Any]:
    model, row, order = TABLES[name]
    values = model._default_manager.using(using).filter(**where).order_by(*order).values_list(*row._fields)
    return [row(*map(_plain, line)) for line in values]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
