"""Keeps the tests that use a database; the others need no second run on another one.

Loaded with ``-p tests.with_database`` for the run on PostgreSQL; that on SQLite has all of them. Every test
that uses a database runs on both. Where it is tried with many values, those differ in what a person typed and
not in what the database does: on the second database it is tried with one in three of them, in the long run
(``--every-value``) with each. Where the database itself is what is tried, it is always each.
"""

from __future__ import annotations

from collections import defaultdict

import pytest

USES = {"db", "transactional_db", "django_db_setup", "live_server"}
# The tests of these are about what a database holds, refuses and counts.
ABOUT_DATABASES = ("models", "limits", "keeping", "workers", "applications")
FEW, STRIDE = 3, 3


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--every-value", action="store_true", help="leave out no value of any test")


def uses_a_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return not USES.isdisjoint(fixtures) or item.get_closest_marker("django_db") is not None


def kept(names: list[str]) -> set[str]:
    """Return which of some tests run here, by their names: each function, with some of its values."""
    by_function: dict[str, list[str]] = defaultdict(list)
    for name in names:
        by_function[name.partition("[")[0]].append(name)
    found: set[str] = set()
    for function, of_function in by_function.items():
        each = len(of_function) <= FEW or function.startswith(tuple(f"tests/{of}/" for of in ABOUT_DATABASES))
        found.update(of_function if each else of_function[::STRIDE])
    return found


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    using = [item for item in items if uses_a_database(item)]
    here = kept([item.nodeid for item in using])
    chosen = [item for item in using if config.option.every_value or item.nodeid in here]
    left_out = set(items) - set(chosen)
    items[:] = chosen
    config.hook.pytest_deselected(items=left_out)


def pytest_report_header(config: pytest.Config) -> str:
    values = "each value" if config.option.every_value else f"one value in {STRIDE} where there are many"
    return f"tests that use a database, {values}; all others in the other run"
