"""A second database beside the site's own, for as long as it is needed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import load_backend

USUAL: dict[str, Any] = {
    "ATOMIC_REQUESTS": False,
    "AUTOCOMMIT": True,
    "CONN_MAX_AGE": 0,
    "CONN_HEALTH_CHECKS": False,
    "TIME_ZONE": None,
    "NAME": "",
    "USER": "",
    "PASSWORD": "",
    "HOST": "",
    "PORT": "",
}
TESTS = {"CHARSET": None, "COLLATION": None, "MIGRATE": True, "MIRROR": None, "NAME": None}


def database(alias: str) -> BaseDatabaseWrapper:
    """Return the connection of this thread to a database."""
    connection: BaseDatabaseWrapper = connections[alias]
    return connection


def server_version(alias: str) -> int:
    """Return the main number of a PostgreSQL server's version."""
    with database(alias).cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        return int(cursor.fetchone()[0]) // 10_000


def unpooled(facts: dict[str, Any]) -> dict[str, Any]:
    """Return the facts of a database for a connection of one's own: one of a pool is lent, not to be held."""
    options = {name: value for name, value in facts["OPTIONS"].items() if name != "pool"}
    return {**facts, "OPTIONS": options}


@contextmanager
def opened(alias: str, facts: dict[str, Any]) -> Iterator[str]:
    """Make a database known to this thread under a name, and forget it again; ``facts`` as in DATABASES."""
    whole = {**USUAL, "TEST": dict(TESTS), **facts, "OPTIONS": dict(facts["OPTIONS"])}
    connections[alias] = load_backend(whole["ENGINE"]).DatabaseWrapper(whole, alias)
    try:
        yield alias
    finally:
        connections[alias].close()
        del connections[alias]


@contextmanager
def standing_in(alias: str) -> Iterator[None]:
    """Let this thread take another database for the site's own: commands ask that one without knowing."""
    own, other = connections[DEFAULT_DB_ALIAS], connections[alias]
    connections[DEFAULT_DB_ALIAS] = other
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS] = own
