"""What happens in the middle of a load: each takes the site, and returns once it is over."""

from __future__ import annotations

import os
import subprocess
import time
from contextlib import suppress
from pathlib import Path

from .site import Site

BLOCK = 1 << 16


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
    time.sleep(3)
    site.database.start()


def database_killed(site: Site, seconds: float) -> None:
    """Kill the database and all its processes at once, and start it three seconds later."""
    assert site.database is not None
    time.sleep(seconds * 0.3)
    site.database.kill()
    time.sleep(3)
    site.database.start()


def worker_killed(site: Site, seconds: float) -> None:
    """Kill one of the two workers, three times."""
    for _time in range(3):
        time.sleep(seconds * 0.2)
        site.kill_a_worker()


def disk_full(site: Site, seconds: float) -> None:
    """Fill the file system of database, copy and messages to the last byte for six seconds."""
    time.sleep(seconds * 0.25)
    ballast = site.folder / "ballast"
    until = time.monotonic() + 6
    with ballast.open("wb", buffering=0) as file:
        while time.monotonic() < until:
            # To the last byte, and what others give back meanwhile as well.
            with suppress(OSError):
                while file.write(bytes(BLOCK)):
                    pass
            with suppress(OSError):
                while file.write(bytes(64)):
                    pass
            time.sleep(0.005)
    left = os.statvfs(site.folder).f_bavail * os.statvfs(site.folder).f_frsize
    ballast.unlink()
    site.notes.append(f"{left:,} bytes were left")
    if site.database is not None and not site.database.is_running:
        # A full disk for its log ends PostgreSQL, which systemd starts again.
        site.database.start()
        site.notes.append("PostgreSQL had ended itself and was started again")


def is_small(folder: Path) -> bool:
    """Tell whether a folder is on a file system that may be filled."""
    facts = os.statvfs(folder)
    return facts.f_blocks * facts.f_frsize <= 1 << 29
