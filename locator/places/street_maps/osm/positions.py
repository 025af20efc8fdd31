"""Where the nodes of the city are: sixteen bytes for each, found by their numbers."""

from __future__ import annotations

from array import array
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from locator.places.lines import Degrees

UNITS_A_DEGREE = 10_000_000  # as the format counts
Ids = NDArray[np.int64]


class Positions:
    """Nodes by number; all are added before the first is asked for."""

    def __init__(self) -> None:
        self._ids = array("q")
        self._latitudes = array("i")
        self._longitudes = array("i")
        self._frozen: tuple[Ids, NDArray[np.int32], NDArray[np.int32]] | None = None

    def __len__(self) -> int:
        return len(self._ids)

    def add(self, number: int, latitude: int, longitude: int) -> None:
        """Add a node, in the format's own units."""
        self._ids.append(number)
        self._latitudes.append(latitude)
        self._longitudes.append(longitude)

    def of(self, numbers: Iterable[int]) -> Degrees:
        """Return rows of latitude and longitude; not-a-number for nodes that are not here."""
        ids, latitudes, longitudes = self._frozen or self._freeze()
        wanted = np.fromiter(numbers, np.int64)
        if not len(ids) or not len(wanted):
            return np.full((len(wanted), 2), np.nan)
        at = np.minimum(np.searchsorted(ids, wanted), len(ids) - 1)
        degrees = np.column_stack((latitudes[at], longitudes[at])) / UNITS_A_DEGREE
        degrees[ids[at] != wanted] = np.nan
        return degrees

    def _freeze(self) -> tuple[Ids, NDArray[np.int32], NDArray[np.int32]]:
        ids = np.frombuffer(self._ids, np.int64) if self._ids else np.empty(0, np.int64)
        latitudes = np.frombuffer(self._latitudes, np.int32) if self._ids else np.empty(0, np.int32)
        longitudes = np.frombuffer(self._longitudes, np.int32) if self._ids else np.empty(0, np.int32)
        if np.any(ids[1:] < ids[:-1]):  # files are sorted as a rule, but need not be
            order = np.argsort(ids, kind="stable")
            ids, latitudes, longitudes = ids[order], latitudes[order], longitudes[order]
        self._frozen = ids, latitudes, longitudes
        return self._frozen
