"""How long suggestions take over 50,000 names: `python -m tests.benchmarks.suggestions`.

The names are made up from the syllables of the shipped tables, so that they share beginnings and pairs of
characters as real names do. Aim: 2 ms at the 99th percentile.
"""

from __future__ import annotations

import os
import random
import statistics
import time
from dataclasses import replace

import django

NAMES = 50_000
QUERIES = 2_000


def main() -> None:
    """Print the time to build the index, and the median and 99th percentile of a suggestion."""
    from locator.places import Gazetteer  # noqa: PLC0415 - models need Django set up

    chance = random.Random(50_000)
    shipped = Gazetteer.shipped()
    halves = [entry.name[: max(2, len(entry.name) // 2)] for entry in shipped.entries if len(entry.name) > 2]
    endings = [entry.name[-2:] for entry in shipped.entries if len(entry.name) > 2]
    entries = list(shipped.entries)
    while len(entries) < NAMES:
        name = chance.choice(halves) + chance.choice(halves)[:2] + chance.choice(endings)
        entries.append(replace(chance.choice(shipped.entries), name=name, name_en="-", key="", aliases=()))

    started = time.perf_counter()
    gazetteer = Gazetteer.of(entries, shipped.names.readings)
    print(f"index of {len(entries):,} names built in {time.perf_counter() - started:.2f} s")

    for label, queries in _queries(gazetteer, chance).items():
        times = sorted(_milliseconds(gazetteer, query) for query in queries)
        p99 = times[int(len(times) * 0.99)]
        print(f"{label:<28} p50 {statistics.median(times):.3f} ms   p99 {p99:.3f} ms")


def _queries(gazetteer, chance):
    names = [chance.choice(gazetteer.entries).name for _ in range(QUERIES)]
    sound = gazetteer.names.readings.sound
    every = {
        "typing in Chinese": [name[: chance.randrange(1, len(name) + 1)] for name in names],
        "typing in pinyin": [sound(name)[: chance.randrange(1, 12)] for name in names],
        "one wrong character": [_slip(name, chance) for name in names],
        "an address": [f"大连市{name}{chance.randrange(300)}号" for name in names],
    }
    return {**every, "all together": [query for queries in every.values() for query in queries]}


def _slip(name, chance):
    at = chance.randrange(len(name))
    return name[:at] + chance.choice("山海天地人和") + name[at + 1 :]


def _milliseconds(gazetteer, query) -> float:
    started = time.perf_counter()
    gazetteer.suggest(query)
    return 1000 * (time.perf_counter() - started)


if __name__ == "__main__":
    os.environ.setdefault("DEMO", "1")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cardservice.settings")
    django.setup()
    main()
