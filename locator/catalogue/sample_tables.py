"""The fictional sample as its tables describe it, dated around the day on which it is loaded.

Days in the tables are counted from the loading day, so that a demonstration shows a suspension in force
and a closing day to come whenever it is started.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from locator.models import Bank, HoursException, Offer, Outlet, Service

from .tables import TableError, read_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator

SAMPLE = Path(__file__).parent.parent / "data" / "sample"
SOURCE = "演示用虚构数据，并非真实网点（fictional sample, not a real outlet）"

BANK_COLUMNS = ("code", "name", "name_en", "short_name", "own_bank_only", "proxy", "by_post")
OUTLET_TEXTS = (
    "code", "name", "name_en", "functional_area", "town", "address", "address_en", "landmark_note",
    "landmark_note_en", "hours", "card_hours", "status", "status_reason", "status_reason_en",
)  # fmt: skip
OUTLET_DAYS = ("machine_down_since", "status_from", "status_until", "verified_on")
OUTLET_ANSWERS = ("position_verified", "second_generation", "third_generation", "cards_in_stock")
OUTLET_FINDINGS = ("step_free", "low_counter", "hearing_loop", "accessible_parking")
OUTLET_COLUMNS = (
    "bank", "district", "phones", "latitude", "longitude",
    *OUTLET_TEXTS, *OUTLET_DAYS, *OUTLET_ANSWERS, *OUTLET_FINDINGS,
)  # fmt: skip
OFFER_TEXTS = ("suspension_reason", "suspension_reason_en", "hours", "cards", "who", "note", "note_en")
OFFER_DAYS = ("suspended_from", "suspended_until")
OFFER_COLUMNS = ("outlet", "service", "available", *OFFER_TEXTS, *OFFER_DAYS)
EXCEPTION_TEXTS = ("service", "hours", "reason", "reason_en")
EXCEPTION_DAYS = ("first_day", "last_day")
EXCEPTION_COLUMNS = ("outlet", *EXCEPTION_TEXTS, *EXCEPTION_DAYS)

ANSWERS = {"yes": True, "no": False}
DAY = re.compile(r"([+-]\d+)(w?)")


@dataclass(frozen=True, slots=True)
class Habits:
    """What holds for a bank's six offers wherever the table of offers says nothing else."""

    own_bank_only: frozenset[Service]
    proxy: frozenset[Service]


@dataclass(frozen=True, slots=True)
class Sample:
    """Rows as the tables want them, not yet saved; six offers for each outlet."""

    banks: tuple[Bank, ...]
    outlets: tuple[Outlet, ...]
    offers: tuple[Offer, ...]
    exceptions: tuple[HoursException, ...]


def read_sample(today: date, folder: Path = SAMPLE) -> Sample:
    """Return the sample as it stands when it is loaded on ``today``; raises TableError for a broken table."""
    banks = {bank.code: (bank, habits) for bank, habits in _rows(folder / "banks.csv", BANK_COLUMNS, _bank)}
    outlets = {
        outlet.code: outlet
        for outlet in _rows(folder / "outlets.csv", OUTLET_COLUMNS, lambda row: _outlet(row, banks, today))
    }
    offers = {
        (outlet.code, service): _usual_offer(outlet.code, service, banks[outlet.bank_id][1])
        for outlet in outlets.values()
        for service in Service
    }
    for offer in _rows(folder / "offers.csv", OFFER_COLUMNS, lambda row: _departure(row, offers, today)):
        offers[offer.outlet_id, Service(offer.service)] = offer
    exceptions = _rows(
        folder / "exceptions.csv", EXCEPTION_COLUMNS, lambda row: _exception(row, outlets, today)
    )
    return Sample(
        tuple(bank for bank, _habits in banks.values()),
        tuple(outlets.values()),
        tuple(offers.values()),
        tuple(exceptions),
    )


def day(text: str, today: date) -> date | None:
    """Return the day that a cell names: ``2026-12-01``, ``+10`` days from today, ``+2w`` weekdays from today.

    ``+0w`` is today, or the Monday after where today is at a weekend. Raises ValueError for anything else.
    """
    if not text:
        return None
    match = DAY.fullmatch(text)
    if not match:
        return date.fromisoformat(text)
    count = int(match[1])
    if not match[2]:
        return today + timedelta(days=count)
    if count < 0:
        raise ValueError(f"weekdays are counted forwards only, not {text}")
    found = today if today.weekday() < 5 else today + timedelta(days=7 - today.weekday())
    weeks, rest = divmod(count, 5)
    over_a_weekend = 2 if found.weekday() + rest > 4 else 0
    return found + timedelta(days=7 * weeks + rest + over_a_weekend)


T = TypeVar("T")


def _rows(path: Path, columns: tuple[str, ...], build: Callable[[dict[str, str]], T]) -> Iterator[T]:
    for line, row in read_rows(path, columns):
        try:
            yield build(row)
        except (ValueError, KeyError) as error:
            raise TableError(path.name, line, f"cannot be understood: {error}") from error


def _texts(row: dict[str, str], columns: tuple[str, ...]) -> dict[str, Any]:
    return {column: row[column] for column in columns}


def _days(row: dict[str, str], columns: tuple[str, ...], today: date) -> dict[str, Any]:
    return {column: day(row[column], today) for column in columns}


def _services(text: str) -> frozenset[Service]:
    return frozenset(Service(code) for code in text.split())


def _bank(row: dict[str, str]) -> tuple[Bank, Habits]:
    texts = _texts(row, ("code", "name", "name_en", "short_name"))
    bank = Bank(**texts, mail_applications=ANSWERS[row["by_post"]], is_sample=True)
    return bank, Habits(_services(row["own_bank_only"]), _services(row["proxy"]))


def _outlet(row: dict[str, str], banks: Container[str], today: date) -> Outlet:
    if row["bank"] not in banks:
        raise ValueError(f"no bank {row['bank']}")
    placed = bool(row["latitude"])
    return Outlet(
        **_texts(row, OUTLET_TEXTS),
        **_days(row, OUTLET_DAYS, today),
        **{column: ANSWERS[row[column]] for column in OUTLET_ANSWERS},
        **{column: ANSWERS[row[column]] if row[column] else None for column in OUTLET_FINDINGS},
        bank_id=row["bank"],
        district_id=row["district"],
        phones=row["phones"].split(),
        latitude=float(row["latitude"]) if placed else None,
        longitude=float(row["longitude"]) if placed else None,
        position_source=Outlet.PositionSource.SAMPLE if placed else Outlet.PositionSource.NONE,
        source=SOURCE,
    )


def _usual_offer(code: str, service: Service, habits: Habits) -> Offer:
    return Offer(
        outlet_id=code,
        service=service,
        cards=Offer.Cards.OWN_BANK if service in habits.own_bank_only else Offer.Cards.ANY,
        who=Offer.Who.PROXY if service in habits.proxy else Offer.Who.HOLDER,
    )


def _departure(row: dict[str, str], offers: dict[tuple[str, Service], Offer], today: date) -> Offer:
    """Return the offer with what the row says otherwise; an empty cell leaves the bank's habit."""
    offer = offers[row["outlet"], Service(row["service"])]
    offer.available = ANSWERS[row["available"]] if row["available"] else True
    for column, value in {**_texts(row, OFFER_TEXTS), **_days(row, OFFER_DAYS, today)}.items():
        if value:
            setattr(offer, column, value)
    return offer


def _exception(row: dict[str, str], outlets: Container[str], today: date) -> HoursException:
    if row["outlet"] not in outlets:
        raise ValueError(f"no outlet {row['outlet']}")
    return HoursException(
        outlet_id=row["outlet"], **_texts(row, EXCEPTION_TEXTS), **_days(row, EXCEPTION_DAYS, today)
    )
