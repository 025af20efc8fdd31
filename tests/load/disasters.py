"""What happens in the middle of a load: each takes the site, and returns once it is over."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from contextlib import suppress
from pathlib import Path

from .site import Site

# At least so many writings meet a disaster; it is over after this long all the same.
SOME, MOST_SECONDS = 3, 40.0


def nothing(site: Site, seconds: float) -> None:
    """Leave the site alone."""


def importing(site: Site, seconds: float) -> None:
    """Bring in one version of the catalogue after the other, for so long and at least three."""
    process = site.started("-m", "tests.load._importing", str(site.folder), stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    versions, until = 0, time.monotonic() + seconds * 0.8
    while versions < 3 or time.monotonic() < until:
        if not process.stdout.readline():
            raise AssertionError(f"the import ended by itself after {versions} versions")
        versions += 1
    process.terminate()
    process.communicate()
    site.notes.append(f"{versions} versions of 53 outlets imported")


def database_restarted(site: Site, seconds: float) -> None:
    """Shut the database down as an upgrade does, and start it three seconds later."""
    assert site.database is not None
    time.sleep(seconds * 0.3)
    site.database.stop()
    until_some_are_refused(site, 3)
    site.database.start()


def database_killed(site: Site, seconds: float) -> None:
    """Kill the database and all its processes at once, and start it three seconds later."""
    assert site.database is not None
    time.sleep(seconds * 0.3)
    site.database.kill()
    until_some_are_refused(site, 3)
    site.database.start()


def worker_killed(site: Site, seconds: float) -> None:
    """Kill one of the two workers, three times, each time once both are there and at work again."""
    for _time in range(3):
        time.sleep(max(5.0, seconds * 0.2))
        before = site.workers()
        site.kill_a_worker()
        while len(now := site.workers()) < len(before) or set(now) == set(before):
            time.sleep(0.05)


def disk_full(site: Site, seconds: float) -> None:
    """Fill the file system of database, copy and messages to the last byte for six seconds."""
    time.sleep(seconds * 0.25)
    ballast, full = site.folder / "ballast", threading.Event()

    def fill() -> None:
        with ballast.open("wb", buffering=0) as file:
            while not full.wait(0.005):
                # To the last byte, and what others give back meanwhile as well.
                for size in (1 << 16, 64, 1):
                    with suppress(OSError):
                        while file.write(bytes(size)):
                            pass

    filling = threading.Thread(target=fill)
    filling.start()
    try:
        until_some_are_refused(site, 6)
    finally:
        full.set()
        filling.join()
        ballast.unlink()
    if site.database is not None and not site.database.is_running:
        # A disk without room for its log ends PostgreSQL; systemd starts it again.
        site.database.start()
        site.notes.append("PostgreSQL had ended itself and was started again")


def until_some_are_refused(site: Site, seconds: float) -> None:
    """Wait for so long, and until somebody who writes has been refused, for else nothing was shown."""
    began = time.monotonic()
    while (waited := time.monotonic() - began) < seconds or site.refused() < SOME:
        if waited > MOST_SECONDS:
            raise AssertionError(f"only {site.refused()} writings were refused in {MOST_SECONDS:.0f} s")
        time.sleep(0.05)


def is_small(folder: Path) -> bool:
    """Tell whether a folder is on a file system that may be filled."""
    facts = os.statvfs(folder)
    return facts.f_blocks * facts.f_frsize <= 1 << 29
