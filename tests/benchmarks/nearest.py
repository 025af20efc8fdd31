"""How long the nearest search takes at 53, 10,000 and 1,000,000 outlets, in one process.

The outlets lie at random over Liaoning and keep the hours, offers and facts of a few dozen patterns, as
branches of banks do. Each search starts at a random point, so that at a million the records are not warm.
"""

from __future__ import annotations

import gc
import os
import random
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from statistics import median

os.environ.setdefault("DEMO", "1")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cardservice.settings")

import django

django.setup()

from locator.models import Point, Service  # noqa: E402
from locator.search.build import build  # noqa: E402
from locator.search.criteria import Arrival, Criteria, Generation  # noqa: E402
from locator.search.nearest import nearest  # noqa: E402
from locator.search.rows import OfferRow, OutletRow, Rows  # noqa: E402
from locator.search.snapshot import Snapshot  # noqa: E402
from tests.search.world import NOON, offer, origin, outlet, rows  # noqa: E402

SIZES = (53, 10_000, 1_000_000)
SEARCHES = 2_000
RARE_SEARCHES = 20
NIGHT = NOON.replace(hour=3)
WEEKS = [f"Mo-Fr 08:{minute:02}-16:{minute:02}; Sa 09:00-12:{minute:02}" for minute in range(0, 60, 5)]
DISTRICTS = ("210202", "210203", "210204", "210211", "210212", "210213", "210214", "210281", "210283")

VARIANTS: dict[str, tuple[Criteria, datetime]] = {
    "eight nearest": (Criteria(), NOON),
    "service": (Criteria(service=Service.APPLY), NOON),
    "service, open now": (Criteria(service=Service.APPLY, open_at=NOON), NOON),
    "service, open on arrival": (Criteria(service=Service.APPLY, open_at=Arrival.ON_FOOT), NOON),
    "service, bank (1 in 2)": (Criteria(service=Service.APPLY, bank="two"), NOON),
    "third generation (1 in 5), step-free (1 in 3)": (
        Criteria(generation=Generation.THIRD, step_free=True),
        NOON,
    ),
    "a hundred nearest": (Criteria(limit=100), NOON),
}
RARE: dict[str, tuple[Criteria, datetime]] = {
    "nothing is open": (Criteria(service=Service.APPLY, open_at=NIGHT), NIGHT),
    "only suspended ones": (Criteria(service=Service.PIN, district="210224"), NOON),
}


def main() -> None:
    print(f"Nearest search, Python {sys.version.split()[0]}, median of {SEARCHES} in microseconds")
    times: dict[str, list[float]] = {name: [] for name in (*VARIANTS, *RARE)}
    for size in SIZES:
        before, started = resident_mb(), time.perf_counter()
        snapshot = build_snapshot(size)
        print(
            f"{size:>9,} outlets: built in {time.perf_counter() - started:.1f} s, "
            f"{resident_mb() - before:,.0f} MB more resident memory"
        )
        for name, (criteria, now) in VARIANTS.items():
            times[name].append(microseconds(snapshot, criteria, now, SEARCHES))
        for name, (criteria, now) in RARE.items():
            times[name].append(microseconds(snapshot, criteria, now, RARE_SEARCHES))
        del snapshot
        gc.collect()
    print(f"\n{'':46}" + "".join(f"{size:>12,}" for size in SIZES) + "   1,000,000 : 53")
    for name, found in times.items():
        print(f"{name:46}" + "".join(f"{one:12,.0f}" for one in found) + f"{found[-1] / found[0]:14.1f} x")


def microseconds(snapshot: Snapshot, criteria: Criteria, now: datetime, searches: int) -> float:
    chance = random.Random(1)
    starts = [origin(somewhere(chance)) for _ in range(searches)]
    return median(timed(lambda start=start: nearest(snapshot, start, criteria, now)) for start in starts)


def timed(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return (time.perf_counter() - started) * 1e6


def somewhere(chance: random.Random) -> Point:
    return Point(chance.uniform(38.8, 43.4), chance.uniform(119.0, 125.5))


def build_snapshot(size: int) -> Snapshot:
    """Make records from patterns that were built from rows; what is equal is shared, as ``build`` does."""
    patterns = build(made_up_rows())
    chance = random.Random(2)
    outlets = [
        replace(
            patterns.outlets[number % len(patterns.outlets)],
            code=f"outlet-{number:07}",
            name=f"某银行第{number}号网点",
            name_en="",
            address=f"某区某路{number}号",
            point=somewhere(chance),
        )
        for number in range(size)
    ]
    return Snapshot.of(
        number=1,
        read_at=NOON,
        changed_at=NOON,
        outlets=outlets,
        banks=patterns.banks.values(),
        districts=patterns.districts.values(),
        guides=patterns.guides,
        calendar=patterns.calendar,
        gazetteer=patterns.gazetteer,
    )


def made_up_rows() -> Rows:
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


def resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    main()
