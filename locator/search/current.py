"""The snapshot that holds now: asked of the database at most once a second, kept when it is away."""

from __future__ import annotations

import logging
import os
import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import Error

from locator.models import CatalogueVersion

from .build import build
from .disk import NoCopy, read_copy, write_copy
from .rows import CatalogueMoved, Rows
from .snapshot import Snapshot
from .sources import Sources, let_go
from .street_maps import is_ready

logger = logging.getLogger(__name__)

# While the database is away each look may cost a connection's time-out, so they are fewer.
SECONDS_BETWEEN_LOOKS_WHEN_AWAY = 5.0
# So old a snapshot may be given out while another thread looks. After a quiet hour everybody waits for the
# look, or each of those who come at once would be told what held an hour ago.
SECONDS_WITHOUT_A_LOOK = 2.0
# But nobody waits longer than this, whatever the look takes.
SECONDS_TO_WAIT = 2.0

UNAVAILABLE = (Error, CatalogueVersion.DoesNotExist, CatalogueMoved)


class NoCatalogue(Exception):  # noqa: N818 - named for what it says
    """There is neither a database nor a copy of the catalogue to answer from."""


@dataclass(frozen=True, slots=True)
class Current:
    """A snapshot and how far it is to be trusted.

    ``confirmed_at`` is when the database last said that it holds; ``stale`` means that the database could
    not be asked since.
    """

    snapshot: Snapshot
    stale: bool
    confirmed_at: datetime


class Keeper:
    """Holds one worker's snapshot; one thread at a time looks for a newer one, the others go on meanwhile.

    They go on with what was looked at a moment ago; with an older one they wait for the look.
    """

    def __init__(self) -> None:
        self._looking = threading.Lock()
        self._sources = Sources()
        self._held: Current | None = None
        self._next_look = 0.0
        self._looked_at = 0.0

    def reopen(self) -> None:
        """Take a new lock: in a child process, the thread that held the old one does not exist."""
        self._looking = threading.Lock()

    def current(self) -> Current:
        """Return the snapshot that holds; raises NoCatalogue where there has never been one to be had."""
        held = self._held
        if held is None:
            with self._looking:  # everybody waits for the first one
                if self._held is None:
                    self._look()
                held = self._held
        elif time.monotonic() >= self._next_look and self._may_look():
            try:
                if time.monotonic() >= self._next_look:  # nobody has looked while this thread waited
                    self._look()
            finally:
                self._looking.release()
            held = self._held
        if held is None:
            raise NoCatalogue("No catalogue: the database is away, and there is no copy on disk.")
        return held

    def _may_look(self) -> bool:
        """Take the lock at once, or wait for it where what is held may be old."""
        age = time.monotonic() - self._looked_at
        if age < SECONDS_WITHOUT_A_LOOK or (self._held is not None and self._held.stale):
            return self._looking.acquire(blocking=False)
        return self._looking.acquire(timeout=SECONDS_TO_WAIT)

    def _look(self) -> None:
        try:
            self._held = self._confirmed()
            self._looked_at = time.monotonic()
            self._next_look = self._looked_at + settings.SNAPSHOT_CHECK_SECONDS
        except UNAVAILABLE as error:
            let_go()
            if self._held is None or not self._held.stale:
                # Its class alone: a driver's message may quote what the query held.
                logger.warning(
                    "The catalogue cannot be read (%s); going on without it.", type(error).__name__
                )
            self._held = self._without_database()
            self._next_look = time.monotonic() + SECONDS_BETWEEN_LOOKS_WHEN_AWAY

    def _confirmed(self) -> Current:
        """Return what the database says now; reads the rows only where they are not the ones held."""
        now, held = datetime.now(UTC), self._held
        known = None if held is None else held.snapshot.number
        rows = self._sources.changed(known, anew=held is not None and _is_overdue(held.snapshot))
        if rows is None:
            assert held is not None
            return Current(held.snapshot, stale=False, confirmed_at=now)
        snapshot = build(rows)
        keep_copy(rows)
        return Current(snapshot, stale=False, confirmed_at=snapshot.read_at)

    def _without_database(self) -> Current | None:
        if self._held is not None:
            return Current(self._held.snapshot, stale=True, confirmed_at=self._held.confirmed_at)
        path = Path(settings.SNAPSHOT_PATH)
        try:
            snapshot = build(read_copy(path))
        except NoCopy as error:
            logger.warning("The copy of the catalogue at %s cannot be used: %s.", path, error)
            return None
        except (ValueError, KeyError, TypeError):
            logger.warning("The copy of the catalogue at %s contradicts itself.", path, exc_info=True)
            return None
        return Current(snapshot, stale=True, confirmed_at=snapshot.read_at)


def _is_overdue(snapshot: Snapshot) -> bool:
    """Tell whether the street maps that a snapshot had to do without are there now."""
    return bool(snapshot.awaited) and is_ready(snapshot.awaited)


def keep_copy(rows: Rows) -> None:
    """Leave a copy on disk; a full or read-only disk is logged, and does not stop anybody's answer."""
    path = Path(settings.SNAPSHOT_PATH)
    try:
        write_copy(path, rows)
    except OSError as error:
        logger.warning("The copy of the catalogue cannot be written to %s: %s.", path, error.strerror)


_keeper = Keeper()


def current() -> Current:
    """Return the catalogue as it stands now; raises NoCatalogue where there is nothing to answer from."""
    return _keeper.current()


def forget() -> None:
    """Forget the snapshot, so that the next one is read as at the start of a worker; for tests."""
    global _keeper  # noqa: PLW0603 - the one place where a worker holds its snapshot
    _keeper = Keeper()


def _reopen() -> None:
    _keeper.reopen()


os.register_at_fork(after_in_child=_reopen)
