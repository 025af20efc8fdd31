"""Made-up outlets that lie as real ones do, thick in towns and thin between them, and where people ask.

Everything is drawn from seeds, so each run asks the same of the same outlets. They keep the hours, offers
and facts of some dozen patterns, as branches of banks do; what is equal is shared, as ``build`` does.
"""

from __future__ import annotations

import random
from dataclasses import replace
from functools import lru_cache

from locator.models import Point
from locator.search.build import build
from locator.search.records import OutletRecord
from locator.search.rows import OfferRow, OutletRow, Rows
from locator.search.snapshot import Snapshot
from tests.search.world import NOON, offer, outlet, rows

SIZES = (53, 10_000, 1_000_000)
TOWNS = 300
IN_TOWN = 0.85
WEEKS = [f"Mo-Fr 08:{minute:02}-16:{minute:02}; Sa 09:00-12:{minute:02}" for minute in range(0, 60, 5)]
DISTRICTS = ("210202", "210203", "210204", "210211", "210212", "210213", "210214", "210281", "210283")


def people(count: int, size: int) -> list[Point]:
    """Return where people ask from: six in ten in a town, three in the country, one out at sea."""
    chance = random.Random(size + 1)
    asked = []
    for number in range(count):
        kind = number % 10
        if kind < 6:
            asked.append(_in_a_town(chance))
        elif kind < 9:
            asked.append(_somewhere(chance))
        else:
            asked.append(Point(chance.uniform(37.6, 38.6), chance.uniform(119.5, 124.0)))
    chance.shuffle(asked)
    return asked


def positions(size: int) -> list[Point]:
    """Return where the outlets lie."""
    chance = random.Random(size)
    return [_in_a_town(chance) if chance.random() < IN_TOWN else _somewhere(chance) for _ in range(size)]


def snapshot_of(size: int) -> Snapshot:
    """Return a snapshot of so many outlets, put together from patterns without a database."""
    patterns = build(_patterns())
    return Snapshot.of(
        number=1,
        read_at=NOON,
        changed_at=NOON,
        outlets=_outlets(patterns, positions(size)),
        banks=patterns.banks.values(),
        districts=patterns.districts.values(),
        guides=patterns.guides,
        calendar=patterns.calendar,
        gazetteer=patterns.gazetteer,
    )


def _outlets(patterns: Snapshot, points: list[Point]) -> list[OutletRecord]:
    return [
        replace(
            patterns.outlets[number % len(patterns.outlets)],
            code=f"outlet-{number:07}",
            name=f"某银行第{number}号网点",
            name_en="",
            address=f"某区某路{number}号",
            point=point,
        )
        for number, point in enumerate(points)
    ]


@lru_cache(maxsize=1)
def _towns() -> tuple[list[tuple[Point, float]], list[float]]:
    """Return the towns with their widths in degrees, and how many people each has, as towns' sizes fall."""
    chance = random.Random(4)
    sizes = [1 / rank for rank in range(1, TOWNS + 1)]
    return [(_somewhere(chance), 0.01 + 0.09 * size**0.5) for size in sizes], sizes


def _in_a_town(chance: random.Random) -> Point:
    towns, sizes = _towns()
    (centre, width) = chance.choices(towns, sizes)[0]
    return Point(chance.gauss(centre.latitude, width), chance.gauss(centre.longitude, width))


def _somewhere(chance: random.Random) -> Point:
    return Point(chance.uniform(38.8, 43.4), chance.uniform(119.0, 125.5))


def _patterns() -> Rows:
    chance = random.Random(3)
    outlets: list[OutletRow] = []
    offers: list[OfferRow] = []
    for number in range(120):
        code = f"pattern-{number}"
        outlets.append(
            outlet(
                code,
                bank_id=chance.choice(["one", "two"]),
                district_id=chance.choice(DISTRICTS),
                hours=chance.choice(WEEKS),
                third_generation=chance.random() < 0.2,
                step_free=chance.choice([True, False, None]),
            )
        )
        offers.append(offer(code, "apply", available=chance.random() < 0.95))
        offers.append(offer(code, "pin", cards=chance.choice(["any", "own-bank"])))
    return rows(outlets, offers)
