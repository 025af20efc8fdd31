"""Keeps the tests that use a database; the others need no second run on another one.

Loaded with ``-p tests.with_database`` for the run on PostgreSQL; the run on SQLite has all of them.
"""

from __future__ import annotations

import pytest

USES = {"db", "transactional_db", "django_db_setup", "live_server"}


def uses_a_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return not USES.isdisjoint(fixtures) or item.get_closest_marker("django_db") is not None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    others = [item for item in items if not uses_a_database(item)]
    items[:] = [item for item in items if uses_a_database(item)]
    config.hook.pytest_deselected(items=others)


def pytest_report_header() -> str:
    return "tests that use no database: in the other run"
