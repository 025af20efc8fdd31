"""The nearest search beside an empty REST framework view of the same workers, in short slices in turn.

The client writes the same bytes over and over and reads until the answer's end, so that it takes as little of
the processors as can be; what the workers used of them is told beside, for it does not depend on the client.
"""

from __future__ import annotations

import socket
import threading
import time
from statistics import median

from .counts import Counts
from .site import Site

LANES = 8
SLICE = 1.0
LEAST_SHARE = 0.60
PATHS = {
    "empty view": "/api/empty/",
    "nearest": "/api/v1/outlets/nearest/?latitude=38.9140&longitude=121.6325",
}


def against_an_empty_view(site: Site, seconds: float) -> Counts:
    """Ask both in turn until the time is over; note the median share of each pair of slices."""
    counts = Counts()
    for path in PATHS.values():
        _slice(site.port, path, 0.5)  # warm
    shares, of_processor = [], []
    until = time.monotonic() + seconds
    began = time.monotonic()
    while time.monotonic() < until:
        answered, used = {}, {}
        for name, path in PATHS.items():
            before = site.processor_seconds()
            times = _slice(site.port, path, SLICE)
            answered[name], used[name] = len(times), (site.processor_seconds() - before) / max(1, len(times))
            counts.times[name] += times
        shares.append(answered["nearest"] / max(1, answered["empty view"]))
        of_processor.append(used["empty view"] / max(1e-9, used["nearest"]))
    counts.seconds = time.monotonic() - began
    counts.notes.append(
        f"{median(shares):.0%} of the throughput of the empty view; by processor time of the workers "
        f"{median(of_processor):.0%}"
    )
    if median(shares) < LEAST_SHARE:
        counts.problems.append(f"less than {LEAST_SHARE:.0%} of the throughput of an empty view")
    return counts


def _slice(port: int, path: str, seconds: float) -> list[float]:
    """Ask for one path on all lanes for so long; return how long each answer took."""
    times: list[list[float]] = [[] for _ in range(LANES)]
    broken: list[BaseException] = []
    until = time.perf_counter() + seconds

    def lane(mine: list[float]) -> None:
        try:
            _ask_until(port, path, until, mine)
        except (OSError, ValueError) as error:
            broken.append(error)

    threads = [threading.Thread(target=lane, args=(mine,)) for mine in times]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if broken:
        raise broken[0]
    return [time for mine in times for time in mine]


def _ask_until(port: int, path: str, until: float, times: list[float]) -> None:
    asked = f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
    with socket.create_connection(("127.0.0.1", port), timeout=30) as wire:
        wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        while (began := time.perf_counter()) < until:
            wire.sendall(asked)
            _read_one(wire)
            times.append(time.perf_counter() - began)


def _read_one(wire: socket.socket) -> None:
    """Read one answer; raises ValueError where it is none of status 200."""
    got = b""
    while (end := got.find(b"\r\n\r\n")) < 0:
        got += _more(wire)
    head = got[:end].lower()
    if not head.startswith(b"http/1.1 200"):
        raise ValueError(got[:end].decode("latin-1"))
    length = int(head.split(b"content-length:")[1].split(b"\r\n")[0])
    left = end + 4 + length - len(got)
    while left > 0:
        left -= len(_more(wire))


def _more(wire: socket.socket) -> bytes:
    got = wire.recv(65536)
    if not got:
        raise ValueError("the connection was closed in the middle of an answer")
    return got
