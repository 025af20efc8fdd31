"""What is made once, before the workers are forked, so that none of them makes it again."""

from __future__ import annotations

import gc
import logging

from django.db import Error, connections

from locator.places.tables import TableError

from . import street_maps
from .current import NoCatalogue, current
from .rows import CatalogueMoved

logger = logging.getLogger(__name__)


def warm() -> None:
    """Read the catalogue and the gazetteer; whatever is away now, each worker goes on without as ever."""
    try:
        street_maps.prepare_what_is_missing()
        current()
    except (NoCatalogue, Error, CatalogueMoved, TableError, OSError) as error:
        logger.warning("Started without preparing everything (%s).", type(error).__name__)
    finally:
        # A connection belongs to one process, and so do the threads of a pool.
        connections.close_all()
        for connection in connections.all():
            if connection.vendor == "postgresql":
                connection.close_pool()  # type: ignore[attr-defined]
    # What stands now stays: collecting it would write to every page, and un-share it.
    gc.collect()
    gc.freeze()
