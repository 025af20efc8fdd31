"""Writes down the statements that take long: their text with holes for values, and the milliseconds."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

logger = logging.getLogger("locator.slow")

LONGEST = 2_000


class Watch:
    """Stands around each statement of one connection; what the values are it does not look at."""

    def __init__(self, alias: str, milliseconds: int) -> None:
        self._alias, self._seconds = alias, milliseconds / 1000

    def __call__(self, execute: Callable[..., Any], sql: Any, *given: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(sql, *given)
        finally:
            took = time.perf_counter() - began
            if took >= self._seconds:
                logger.warning("%s: %d ms: %s", self._alias, round(1000 * took), str(sql)[:LONGEST])


def watch() -> None:
    """Watch every connection from now on, if SLOW_QUERY_MS says so; otherwise nothing stands in the way."""
    if settings.SLOW_QUERY_MS > 0:
        connection_created.connect(_watch_this, dispatch_uid="locator.slow")


def _watch_this(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    # A connection from a pool is opened with each request, by the same wrapper.
    if not any(isinstance(wrapper, Watch) for wrapper in connection.execute_wrappers):
        connection.execute_wrappers.append(Watch(connection.alias, settings.SLOW_QUERY_MS))
