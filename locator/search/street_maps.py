"""The gazetteer of the street maps in force: from a prepared file, or built beside the searches."""

from __future__ import annotations

import json
import logging
import os
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import Error, connection
from numpy.typing import NDArray

from locator.models import MapBorder, MapDoor, MapPlace, StreetMap
from locator.places import Gazetteer
from locator.places.gazetteer import Base
from locator.places.maps import arrays_with_maps
from locator.places.pinyin import shipped_readings
from locator.places.prepared import NotPrepared, of_this_release, read, write
from locator.places.street_maps.plan import Row, columns_of, row_of
from locator.places.street_maps.reading import DoorRow, PlaceRow
from locator.places.tables import TableError

from .rows import ATTEMPTS, CatalogueMoved, MapRow

logger = logging.getLogger(__name__)

Editions = tuple[tuple[str, int], ...]
SECONDS_AFTER_A_FAILURE = 60.0


class Bases:
    """Holds the base that one worker answers from, and builds the one that the maps in force ask for."""

    def __init__(self) -> None:
        self._held: tuple[str, Gazetteer] | None = None
        self._building = threading.Lock()
        self._next_try = 0.0

    def gazetteer(self, maps: Iterable[MapRow]) -> tuple[Gazetteer, str]:
        """Return the gazetteer of the maps, and nothing; or an older one, and the edition that it waits for.

        What no file holds is built by a thread of its own: searches go on with what there was.
        """
        editions = editions_of(maps)
        if not editions:
            return Gazetteer.shipped(), ""
        wanted = edition(editions)
        if self.is_ready(wanted):
            assert self._held is not None
            return self._held[1], ""
        self._build_beside(wanted)
        return (self._held[1] if self._held else Gazetteer.shipped()), wanted

    def is_ready(self, wanted: str) -> bool:
        """Tell whether an edition is held, or can be: its file is mapped then."""
        if self._held is not None and self._held[0] == wanted:
            return True
        try:
            self._hold(wanted, read(Path(settings.PLACES_PATH), wanted))
        except NotPrepared:
            return False
        return True

    def prepare(self) -> None:
        """Build the base of the maps as the database has them now, write its file and hold it.

        Raises the database's errors, TableError, CatalogueMoved; OSError where the file cannot be written.
        """
        editions, arrays = _built()
        if not editions:
            return
        path, name = Path(settings.PLACES_PATH), edition(editions)
        try:
            write(path, name, arrays)
            # From the file, so that the workers of a machine share its pages; unless another process has
            # just put another edition in its place.
            with suppress(NotPrepared):
                arrays = read(path, name)
        finally:
            self._hold(name, arrays)  # without a file it answers all the same, in this process

    def prepare_what_is_missing(self) -> None:
        """Prepare the base of the maps in force unless it is there; raises as `prepare` does."""
        editions = _standing()
        if editions and not self.is_ready(edition(editions)):
            self.prepare()

    def reopen(self) -> None:
        """Take a new lock: in a child process, the thread that held the old one does not exist."""
        self._building = threading.Lock()

    def _hold(self, name: str, arrays: dict[str, NDArray[Any]]) -> None:
        self._held = (name, Gazetteer([Base(arrays, shipped_readings())]))

    def _build_beside(self, wanted: str) -> None:
        if not settings.PREPARE_BESIDE or time.monotonic() < self._next_try:
            return
        if not self._building.acquire(blocking=False):
            return
        threading.Thread(target=self._build, name=f"places-{wanted[:8]}", daemon=True).start()

    def _build(self) -> None:
        # Whatever goes wrong, it is not tried again at every look.
        self._next_try = time.monotonic() + SECONDS_AFTER_A_FAILURE
        try:
            self.prepare()
            self._next_try = 0.0
        except (Error, CatalogueMoved, TableError, OSError) as error:
            logger.warning("The index of the street maps cannot be prepared (%s).", type(error).__name__)
        finally:
            connection.close()
            self._building.release()


def editions_of(maps: Iterable[MapRow]) -> Editions:
    return tuple((row.code, row.number) for row in maps)


def edition(editions: Editions) -> str:
    """Return the name of what the shipped tables and these maps make together under this release."""
    return sha256(f"{of_this_release()} {json.dumps(editions)}".encode()).hexdigest()


def _built() -> tuple[Editions, dict[str, NDArray[Any]]]:
    """Read the maps, all of one state, and make the arrays of them."""
    for _ in range(ATTEMPTS):
        before = _standing()
        if not before:
            return before, {}
        # Row by row into the arrays: a million doors as objects would take more memory than a worker has.
        places, doors = _rows(MapPlace, PlaceRow), _rows(MapDoor, DoorRow)
        borders = dict(MapBorder.objects.order_by("-street_map_id").values_list("district_id", "rings"))
        arrays = arrays_with_maps(places, doors, borders)
        if _standing() == before:
            return before, arrays
    raise CatalogueMoved("The street maps changed while they were read.")


def _standing() -> Editions:
    return tuple(StreetMap.objects.order_by("code").values_list("code", "number"))


def _rows(model: type[MapPlace] | type[MapDoor], kind_of_row: type[Row]) -> Iterator[tuple[str, Row]]:
    standing = model._default_manager.filter(retired=False).order_by("street_map_id", "ref")
    for street_map, *values in standing.values_list("street_map_id", *columns_of(kind_of_row)).iterator():
        yield street_map, row_of(kind_of_row, values)


_bases = Bases()


def gazetteer_of_maps(maps: Iterable[MapRow]) -> tuple[Gazetteer, str]:
    """Return the gazetteer of the street maps in force; see `Bases.gazetteer`."""
    return _bases.gazetteer(maps)


def is_ready(wanted: str) -> bool:
    """Tell whether the edition that a snapshot waits for is there now."""
    return _bases.is_ready(wanted)


def prepare() -> None:
    """Prepare the index of the street maps now, as after an import or before the workers are forked."""
    _bases.prepare()


def prepare_what_is_missing() -> None:
    """Prepare the index before the workers are forked, unless it is there."""
    _bases.prepare_what_is_missing()


def forget() -> None:
    """Forget what is held, as at the start of a worker; for tests."""
    global _bases  # noqa: PLW0603 - the one place where a worker holds its base
    _bases = Bases()


def _reopen() -> None:
    _bases.reopen()


os.register_at_fork(after_in_child=_reopen)
