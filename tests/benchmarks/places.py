"""The gazetteer with 200,000 names and as many doors: `python -m tests.benchmarks.places`.

The names are made up from the syllables of the shipped tables, so that they share beginnings and pairs of
characters as real names do. Aims: built within 6 s, or mapped from a prepared file within 1 s; 250 MB a
worker; suggestions within 3 ms and full resolutions within 10 ms at the 99th percentile.
"""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import django

from ._figures import Figure, Remark, tell

NAMES = 200_000
DOORS = 200_000
QUERIES = 1_000
EDITION = "benchmark"
PART = f"places, {NAMES:,} names and as many doors"
SCAN, SCANS = "a plain walk over all names", 40


def main() -> None:
    """Tell how long the index takes to build and to map, what a worker weighs, and how fast it answers."""
    if sys.argv[1:2] == ["mapped"]:
        _mapped(Path(sys.argv[2]), float(sys.argv[3]))
        return
    from locator.places.maps import arrays_with_maps  # noqa: PLC0415 - models need Django set up
    from locator.places.prepared import write  # noqa: PLC0415

    chance = random.Random(NAMES)
    places, doors = _places(chance), _doors(chance)
    started = time.perf_counter()
    arrays = arrays_with_maps(places, doors, {})
    built = time.perf_counter() - started
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "places.index"
        write(path, EDITION, arrays)
        size = path.stat().st_size / 1_000_000
        tell(
            Figure(PART, f"building the index, {_peak():.0f} MB at most", built, "s", is_ours=False),
            Figure(PART, "the index as a file", size, "MB", is_ours=False),
        )
        for label in ("without", str(path)):
            command = [sys.executable, "-m", "tests.benchmarks.places", "mapped", label, str(built)]
            subprocess.run(command, check=True)


def _places(chance):
    from locator.places import Gazetteer  # noqa: PLC0415
    from locator.places.lines import encode  # noqa: PLC0415
    from locator.places.street_maps.reading import PlaceRow  # noqa: PLC0415

    shipped = [entry for entry in Gazetteer.shipped().entries if len(entry.name) > 2]
    rows = []
    for number in range(NAMES):
        halves = chance.choice(shipped).name, chance.choice(shipped).name
        name = halves[0][: max(2, len(halves[0]) // 2)] + halves[1][:2] + chance.choice(shipped).name[-2:]
        kind = chance.choice(("road", "estate", "landmark", "community", "station"))
        base = chance.choice(shipped)
        latitude = base.point.latitude + chance.uniform(-0.02, 0.02)
        longitude = base.point.longitude + chance.uniform(-0.02, 0.02)
        line = encode([[base.point] * 2]) if kind == "road" else ""
        row = PlaceRow(f"way/{number}", name, kind, base.district, latitude, longitude, 400, line=line)
        rows.append(("osm", row))
    return rows


def _doors(chance):
    from locator.places import Gazetteer, Kind  # noqa: PLC0415
    from locator.places.street_maps.reading import DoorRow  # noqa: PLC0415

    roads = [entry for entry in Gazetteer.shipped().entries if entry.kind is Kind.ROAD]
    rows = []
    for number in range(DOORS):
        road = chance.choice(roads)
        latitude, longitude = road.point.latitude + number / 1e8, road.point.longitude
        text = str(chance.randrange(1, 2_000))
        rows.append(("osm", DoorRow(f"node/{number}", road.name, text, road.district, latitude, longitude)))
    return rows


def _mapped(path: Path, built: float) -> None:
    """Tell what a process takes that answers from the shipped tables alone, or from a file."""
    from locator.places import Gazetteer  # noqa: PLC0415
    from locator.places.gazetteer import Base  # noqa: PLC0415
    from locator.places.pinyin import shipped_readings  # noqa: PLC0415
    from locator.places.prepared import read  # noqa: PLC0415

    started = time.perf_counter()
    if str(path) == "without":
        Gazetteer.shipped()
        took = time.perf_counter() - started
        tell(Figure(PART, "the shipped tables alone, built", took, "s", is_ours=False))
        return
    shipped_readings()
    started = time.perf_counter()
    gazetteer = Gazetteer([Base(read(path, EDITION), shipped_readings())])
    took = time.perf_counter() - started
    tell(Figure(PART, "the kept index, mapped", took, "s", "building the index", took / built))
    chance = random.Random(1)
    queries = _queries(gazetteer, chance)
    names = [entry.name for entry in gazetteer.entries]
    scans = [_milliseconds(_scan, names, text) for text in queries["typing in Chinese"][:SCANS]]
    floor = statistics.median(scans)
    tell(Figure(PART, SCAN, floor, "ms", is_ours=False))
    for act, answer in (("suggestions", _suggest), ("resolution", _resolve)):
        for label, texts in queries.items():
            times = sorted(_milliseconds(answer, gazetteer, text) for text in texts)
            p50, p99 = statistics.median(times), times[int(len(times) * 0.99)]
            tell(Figure(PART, f"{act}, {label}", p50, "ms", SCAN, p50 / floor))
            tell(Figure(PART, f"{act}, {label}, 99th of 100", p99, "ms", is_ours=False))
    own, shared = _resident()
    tell(Remark(PART, f"a worker holds {own:.0f} MB of its own, and {shared:.0f} MB mapped and shared."))


def _scan(names, text):
    return [name for name in names if text in name][:8]


def _queries(gazetteer, chance):
    names = [chance.choice(gazetteer.entries).name for _ in range(QUERIES)]
    sound = gazetteer.names.readings.sound
    every = {
        "typing in Chinese": [name[: chance.randrange(1, len(name) + 1)] for name in names],
        "typing in pinyin": [sound(name)[: chance.randrange(1, 12)] for name in names],
        "one wrong character": [_slip(name, chance) for name in names],
        "an address": [f"大连市{name}{chance.randrange(300)}号" for name in names],
        "a long address": [
            f"大连市沙河口区{name}与{name[::-1]}交叉口北侧约150米12号楼3单元" for name in names
        ],
    }
    return {**every, "all together": [query for queries in every.values() for query in queries]}


def _slip(name, chance):
    at = chance.randrange(len(name))
    return name[:at] + chance.choice("山海天地人和") + name[at + 1 :]


def _suggest(gazetteer, text):
    gazetteer.suggest(text)


def _resolve(gazetteer, text):
    from locator.places import resolve  # noqa: PLC0415

    resolve(text, gazetteer)


def _milliseconds(answer, gazetteer, query) -> float:
    started = time.perf_counter()
    answer(gazetteer, query)
    return 1000 * (time.perf_counter() - started)


def _peak() -> float:
    # Not getrusage: what it says of a child counts the parent that it was forked from.
    return _of_this_process("VmHWM")


def _resident() -> tuple[float, float]:
    return _of_this_process("RssAnon"), _of_this_process("RssFile")


def _of_this_process(name: str) -> float:
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{name}:"))


if __name__ == "__main__":
    os.environ.setdefault("DEMO", "1")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cardservice.settings")
    django.setup()
    main()
