"""Which database the catalogue is read from: the replica where there is one, else the primary.

A replica is behind the primary by a moment, or by more. So a worker takes from it only what is newer than
what it holds; for everything else it asks the primary.
"""

from __future__ import annotations

import logging
import time

from django.db import DEFAULT_DB_ALIAS, Error, connections

from cardservice.database import REPLICA
from locator.models import CatalogueVersion

from .rows import CatalogueMoved, Rows, read_rows, version

logger = logging.getLogger(__name__)

# Each attempt at a replica that is away may cost a connection's time-out.
SECONDS_OF_REST = 30.0


class Sources:
    """Reads of one worker, with what it knows of the replica."""

    def __init__(self) -> None:
        self._rests_until = 0.0

    def changed(self, held: int | None, *, anew: bool = False) -> Rows | None:
        """Return the rows if the catalogue is another than the one held by number, nothing if it is the same.

        With ``anew`` they are returned in either case. Raises the primary's errors, and
        CatalogueVersion.DoesNotExist and CatalogueMoved, where neither answers.
        """
        if self.asks_replica():
            try:
                number = version(REPLICA)[0]
                if number == held and not anew:
                    return None
                if held is None or number >= held:
                    return read_rows(REPLICA)
                # Behind what this worker holds already, or the primary has been restored to an earlier day:
                # the primary knows.
            except (Error, CatalogueMoved, CatalogueVersion.DoesNotExist) as error:
                self._rest(error)
        if not anew and held is not None and version()[0] == held:
            return None
        return read_rows()

    def asks_replica(self) -> bool:
        return REPLICA in connections.settings and time.monotonic() >= self._rests_until

    def _rest(self, error: Exception) -> None:
        let_go(REPLICA)
        self._rests_until = time.monotonic() + SECONDS_OF_REST
        # Its class alone: a driver's message may quote what the query held.
        logger.warning("The replica cannot be read (%s); asking the primary.", type(error).__name__)


def let_go(alias: str = DEFAULT_DB_ALIAS) -> None:
    """Close a broken connection: it would fail every later look. In a transaction it belongs to its owner."""
    if not connections[alias].in_atomic_block:
        connections[alias].close_if_unusable_or_obsolete()
