"""The nearest search at 53, 10,000 and 1,000,000 outlets, beside its peers and with every filter.

Run with ``make bench``, or alone with ``python -m tests.benchmarks.nearest [SIZE...]``. All is done in one
process and in turn; the floor is the bare tree that answers with numbers alone. Before a peer is timed, its
answers are held against the search's own: it may differ only where the Earth is a ball to it and an
ellipsoid to us.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from datetime import datetime
from functools import partial
from pathlib import Path
from statistics import median

os.environ.setdefault("DEMO", "1")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cardservice.settings")

import django

django.setup()

from scipy.spatial import cKDTree  # noqa: E402

from locator.models import Point, Service  # noqa: E402
from locator.places import Origin  # noqa: E402
from locator.search.criteria import Arrival, Criteria, Generation  # noqa: E402
from locator.search.geometry import earth_centred_point  # noqa: E402
from locator.search.nearest import nearest  # noqa: E402
from locator.search.snapshot import Snapshot  # noqa: E402
from tests.postgres import running  # noqa: E402
from tests.postgres.server import NoPostgresError  # noqa: E402
from tests.search.world import NOON, origin  # noqa: E402

from . import _peers as peers  # noqa: E402
from ._figures import Curve, Figure, Remark, tell  # noqa: E402
from ._timing import in_turn  # noqa: E402
from ._towns import SIZES, people, positions, snapshot_of  # noqa: E402

ASKED, CHECKED, TRIES = 300, 60, 20
SECONDS_A_PEER = 6.0
MOST_GROWTH = 2.0
# A ball's distances are wrong by up to 0.56 % each, of two by twice that; Redis rounds positions.
BALL, ROUNDED_M = 0.0112, 2.0
OURS, FLOOR = "this search", "the bare tree"
GEODESIC, SPHERE = "loop with geopy, geodesic", "loop with geopy, great circle"
NIGHT = NOON.replace(hour=3)
RARE_SECONDS = 3.0
APPLY = Criteria(service=Service.APPLY)
VARIANTS: dict[str, tuple[Criteria, datetime]] = {
    "eight nearest": (Criteria(), NOON),
    "a service": (APPLY, NOON),
    "a service, open now": (Criteria(service=Service.APPLY, open_at=NOON), NOON),
    "a service, open on arrival": (Criteria(service=Service.APPLY, open_at=Arrival.ON_FOOT), NOON),
    "a service, one bank of two": (Criteria(service=Service.APPLY, bank="two"), NOON),
    "third generation and step-free, 1 in 15": (Criteria(generation=Generation.THIRD, step_free=True), NOON),
    "a hundred nearest": (Criteria(limit=100), NOON),
    "nothing is open": (Criteria(service=Service.APPLY, open_at=NIGHT), NIGHT),
    "a district without outlets": (Criteria(service=Service.PIN, district="210224"), NOON),
}
# With these the list is full at any size, so growing is all that changes.
HELD_TO_GROWTH = ("eight nearest", "a service", "a service, open now")

Times = Mapping[str, float]


def main(sizes: Sequence[int]) -> None:
    """Tell each size's figures, and then how they have grown."""
    ways: dict[int, Times] = {}
    variants: dict[int, Times] = {}
    with ExitStack() as stack:
        client = stack.enter_context(peers.redis_server())
        url = None
        try:
            url = stack.enter_context(running("shared_buffers=1GB"))
        except NoPostgresError as error:
            tell(Remark("nearest search", f"PostgreSQL was not timed. {error}"))
        if client is None:
            tell(Remark("nearest search", peers.NO_REDIS))
        for size in sizes:
            snapshot = weighed(size)
            with ExitStack() as at_this_size:
                listed = [
                    peers.Outlet(number, one.point, applies=one.offers[Service.APPLY].available)
                    for number, one in enumerate(snapshot.positioned)
                    if one.point is not None
                ]
                asked = people(ASKED, size)
                others = peers_of(listed, size)
                if url is not None:
                    found = at_this_size.enter_context(peers.postgres(url, listed))
                    others["PostgreSQL, earthdistance and GiST"] = found
                if client is not None:
                    others["Redis GEOSEARCH"] = peers.geosearch(client, listed, people(TRIES, size + 1))
                del listed
                ways[size] = side_by_side(snapshot, others, asked, size)
            variants[size] = with_filters(snapshot, asked)
            del snapshot, others
            gc.collect()
    tell_growth(sizes, ways, variants)


def weighed(size: int) -> Snapshot:
    """Build the snapshot, and tell what it weighs beside a list of the same words and positions."""
    part = "memory of the outlets"
    before = resident_mb()
    plain = [
        (f"outlet-{n:07}", f"某银行第{n}号网点", f"某区某路{n}号", p) for n, p in enumerate(positions(size))
    ]
    floor = resident_mb() - before
    del plain
    gc.collect()
    before = resident_mb()
    snapshot = snapshot_of(size)
    gc.collect()
    grown = resident_mb() - before
    if size == SIZES[-1]:  # fewer are lost among the pages of everything else
        name = f"{size:,} in a list of their texts"
        tell(Figure(part, name, floor, "MB", is_ours=False))
        tell(Figure(part, f"{size:,} in a snapshot", grown, "MB", name, grown / floor))
    return snapshot


def peers_of(listed: list[peers.Outlet], size: int) -> dict[str, peers.Nearest]:
    loops = {SPHERE: peers.loop(listed, peers.SPHERE)}
    # At a million one answer of the exact loop would take minutes.
    if size < SIZES[-1]:
        loops[GEODESIC] = peers.loop(listed, peers.GEODESIC)
    return loops


def side_by_side(
    snapshot: Snapshot, others: dict[str, peers.Nearest], asked: Sequence[Point], size: int
) -> Times:
    """Check that all find the same outlets, and time them in turn."""
    part = f"nearest search, {size:,} outlets"
    measured = peers.GEODESIC
    applying = [
        (one.offers[Service.APPLY].available, earth_centred_point(one.point))
        for one in snapshot.positioned
        if one.point is not None
    ]
    tree = cKDTree([place for applies, place in applying if applies])
    del applying
    for name, peer in others.items():
        few = 1 if name == SPHERE and size == SIZES[-1] else 5 if name in {SPHERE, GEODESIC} else CHECKED
        same = sum(agrees(snapshot, peer, point, measured, part, name) for point in asked[:few])
        if same < few:
            tell(
                Remark(
                    part, f"{name}: {same} of {few} answers letter by letter, the others by a ball's error."
                )
            )
    starts = [origin(point) for point in asked]
    ways: dict[str, Callable[[Origin], object]] = {
        FLOOR: lambda start: tree.query(earth_centred_point(start.point), peers.LIMIT),
        OURS: lambda start: nearest(snapshot, start, APPLY, NOON),
        **{name: partial(asked_of, peer) for name, peer in others.items()},
    }
    times = {name: median(each) for name, each in in_turn(ways, starts, SECONDS_A_PEER).items()}
    for name, took in times.items():
        is_peer = name != OURS
        if name == FLOOR:
            tell(Figure(part, FLOOR, took, "µs", is_ours=False))
        else:
            tell(Figure(part, name, took, "µs", FLOOR, took / times[FLOOR], is_ours=not is_peer))
    for name in others:
        tell(Figure(part, OURS, times[OURS], "µs", name, times[OURS] / times[name], most=1.0))
    return times


def asked_of(peer: peers.Nearest, start: Origin) -> object:
    return peer(start.point)


def agrees(
    snapshot: Snapshot, peer: peers.Nearest, point: Point, measured: type, part: str, name: str
) -> bool:
    """Tell whether a peer finds the very same; stop where it finds what no ball's error explains."""
    ours = [match.outlet.code for match in nearest(snapshot, origin(point), APPLY, NOON).matches]
    theirs = [snapshot.positioned[number].code for number in peer(point)]
    if ours == theirs:
        return True

    def metres(code: str) -> float:
        outlet = snapshot.outlet(code)
        assert outlet is not None
        assert outlet.point is not None
        there = outlet.point
        return float(measured((point.latitude, point.longitude), (there.latitude, there.longitude)).m)

    for our, their in zip(map(metres, ours), map(metres, theirs), strict=True):
        if abs(our - their) > our * BALL + ROUNDED_M:
            raise SystemExit(f"{part}: {name} finds others than the search: {theirs} instead of {ours}.")
    return False


def with_filters(snapshot: Snapshot, asked: Sequence[Point]) -> Times:
    ways = {name: partial(searched, snapshot, criteria, now) for name, (criteria, now) in VARIANTS.items()}
    return {
        name: median(each)
        for name, each in in_turn(ways, [origin(point) for point in asked], RARE_SECONDS).items()
    }


def searched(snapshot: Snapshot, criteria: Criteria, now: datetime, start: Origin) -> object:
    return nearest(snapshot, start, criteria, now)


def tell_growth(sizes: Sequence[int], ways: Mapping[int, Times], variants: Mapping[int, Times]) -> None:
    """Tell how many times what it takes at 53 outlets each search takes at more."""
    least, most = sizes[0], sizes[-1]
    part = "growth of the nearest search"
    for name in VARIANTS:
        promised = MOST_GROWTH if name in HELD_TO_GROWTH else None
        tell(Figure(part, f"{name}, {least}", variants[least][name], "µs", is_ours=False))
        for size in sizes[1:]:
            took = variants[size][name]
            ratio = took / variants[least][name]
            limit = promised if size == most else None
            tell(Figure(part, f"{name}, {size:,}", took, "µs", f"the same at {least}", ratio, limit))
        points = [(float(size), variants[size][name]) for size in sizes]
        tell(Curve("search-filters", name, "µs", points))
    for name in ways[least]:
        tell(
            Curve(
                "search-peers",
                name,
                "µs",
                [(float(size), ways[size][name]) for size in sizes if name in ways[size]],
            )
        )


def resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or SIZES)
