"""Other ways to find the nearest outlets, each with its best index for the purpose.

A peer is given the outlets once and then asked where a person stands; it answers with the numbers of the
eight nearest outlets that offer the service. It need not know whether they are open, which bank they
belong to or what was passed over: all that is the project's to find out besides.
"""

from __future__ import annotations

import heapq
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

import geopy.distance
import psycopg
import redis

from locator.models import Point

from ._timing import timed

Nearest = Callable[[Point], Sequence[int]]
LIMIT = 8
NO_REDIS = "Redis GEOSEARCH was not timed: there is no server here. On Debian: apt-get install redis-server"
# A fresh server starts within the second; a busy machine takes its time.
START_SECONDS = 30
# Far enough to reach any outlet from any place where somebody asks.
WIDEST_M = 2_000_000.0
TRIED_RADII_M = [100.0 * 2**step for step in range(13)]


class Outlet:
    """What a plain loop walks over."""

    __slots__ = ("applies", "latitude", "longitude", "number")

    def __init__(self, number: int, point: Point, *, applies: bool) -> None:
        self.number, self.applies = number, applies
        self.latitude, self.longitude = point.latitude, point.longitude


def loop(outlets: list[Outlet], distance: type) -> Nearest:
    """Measure every outlet with geopy, as most locators do."""

    def nearest(point: Point) -> list[int]:
        here = (point.latitude, point.longitude)
        measured = (
            (distance(here, (one.latitude, one.longitude)).m, one.number) for one in outlets if one.applies
        )
        return [number for _, number in heapq.nsmallest(LIMIT, measured)]

    return nearest


GEODESIC, SPHERE = geopy.distance.geodesic, geopy.distance.great_circle


@contextmanager
def postgres(url: str, outlets: list[Outlet]) -> Iterator[Nearest]:
    """Ask PostgreSQL by a prepared statement, over a GiST index of just those outlets that are wanted."""
    place = urlsplit(url)
    folder, name = place.path[1:].rsplit("/", 1)
    with psycopg.connect(host=folder, user=place.username, dbname=name, autocommit=True) as connection:
        connection.execute("CREATE EXTENSION IF NOT EXISTS cube")
        connection.execute("CREATE EXTENSION IF NOT EXISTS earthdistance")
        connection.execute("DROP TABLE IF EXISTS outlet")
        connection.execute(
            "CREATE TABLE outlet (number int PRIMARY KEY, position cube NOT NULL, applies bool NOT NULL)"
        )
        connection.execute(
            "CREATE TEMPORARY TABLE given (number int, latitude float8, longitude float8, a bool)"
        )
        with connection.cursor() as cursor, cursor.copy("COPY given FROM STDIN") as copy:
            for one in outlets:
                copy.write_row((one.number, one.latitude, one.longitude, one.applies))
        connection.execute("INSERT INTO outlet SELECT number, ll_to_earth(latitude, longitude), a FROM given")
        connection.execute("DROP TABLE given")
        connection.execute("CREATE INDEX nearest ON outlet USING gist (position) WHERE applies")
        connection.execute("VACUUM ANALYZE outlet")
        # The planner knows where reading a handful of rows is quicker than any index.
        query = (
            f"SELECT number FROM outlet WHERE applies ORDER BY position <-> ll_to_earth(%s, %s) LIMIT {LIMIT}"
        )
        cursor = connection.cursor()

        def nearest(point: Point) -> list[int]:
            cursor.execute(query, (point.latitude, point.longitude), prepare=True)
            return [number for (number,) in cursor.fetchall()]

        yield nearest


@contextmanager
def redis_server() -> Iterator[redis.Redis | None]:
    """Yield a client of a private server on a Unix socket, or None where there is no program for it."""
    program = shutil.which("redis-server")
    if program is None:
        yield None
        return
    # A socket's path may have 107 characters, so not below a long TMPDIR.
    with tempfile.TemporaryDirectory(prefix="redis-", dir="/tmp") as folder:
        path = Path(folder) / "redis.sock"
        command = [program, "--port", "0", "--unixsocket", str(path), "--save", "", "--appendonly", "no"]
        server = subprocess.Popen([*command, "--dir", folder], stdout=subprocess.DEVNULL)
        try:
            with redis.Redis(unix_socket_path=str(path)) as client:
                _wait(client)
                yield client
        finally:
            server.terminate()
            server.wait(START_SECONDS)


def _wait(client: redis.Redis) -> None:
    until = time.monotonic() + START_SECONDS
    while True:
        try:
            client.ping()
        except (redis.ConnectionError, redis.BusyLoadingError):
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
        else:
            return


def geosearch(client: redis.Redis, outlets: list[Outlet], tries: Sequence[Point]) -> Nearest:
    """Ask Redis, which has no nearest-first walk: a circle, four times as wide as long as it holds too few.

    The first circle is the one that answers the tries soonest.
    """
    client.flushall()
    wanted = [one for one in outlets if one.applies]
    for start in range(0, len(wanted), 10_000):
        values: list[float | int] = []
        for one in wanted[start : start + 10_000]:
            values += (one.longitude, one.latitude, one.number)
        client.geoadd("outlets", values)
    enough = min(LIMIT, len(wanted))

    def starting_with(radius_m: float) -> Nearest:
        def nearest(point: Point) -> list[int]:
            wide = radius_m
            while True:
                found = client.geosearch(
                    "outlets",
                    longitude=point.longitude,
                    latitude=point.latitude,
                    radius=wide,
                    unit="m",
                    sort="ASC",
                    count=LIMIT,
                )
                if len(found) >= enough or wide >= WIDEST_M:
                    return list(map(int, found))
                wide = min(4 * wide, WIDEST_M)

        return nearest

    best, soonest = starting_with(WIDEST_M), float("inf")
    for way in map(starting_with, TRIED_RADII_M):
        took = median(timed(way, point) for point in tries)
        if took < soonest:
            best, soonest = way, took
        elif took > 3 * soonest:
            break  # circles that are still wider hold more yet
    return best
