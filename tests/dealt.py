"""Shares the tests out between the two databases of ``make test``.

Every test that uses a database runs on both; the others, the house rules and the browsers run beside SQLite
alone. Where a test that uses a database is tried with many values, those differ in what a person asked or
typed and seldom in what the database does: with ``--deal`` each value falls to one of the two, so that every
test runs on both and every value once. Where the database itself is what is tried, each value runs on both,
and without ``--deal``, as in ``make test-long``, everything does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from zlib import crc32

import pytest
from django.db import connection

USES = {"db", "transactional_db", "django_db_setup", "live_server"}
# These are about what a database holds, refuses and counts; the last two run beside SQLite alone.
ABOUT_DATABASES = ("models", "limits", "keeping", "workers", "applications", "house", "browser")
# Who takes the first card.
PLAYERS = ("sqlite", "postgresql")
# What takes longest comes first, or one process would be at it while the others have nothing left.
FIRST = tuple(f"tests/{of}/" for of in ("kills", "workers", "keeping", "browser"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--deal", action="store_true", help="leave each value to one of the two databases")
    parser.addoption("--with-database", action="store_true", help="leave out tests that use no database")


def uses_a_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return not USES.isdisjoint(fixtures) or item.get_closest_marker("django_db") is not None


def is_about_databases(name: str, fixtures: Iterable[str]) -> bool:
    return name.startswith(tuple(f"tests/{of}/" for of in ABOUT_DATABASES)) or "race" in fixtures


def dealt(names: list[str], vendor: str) -> set[str]:
    """Return which of some tests fall to a database, by their names; of each function at least one."""
    by_function: dict[str, list[str]] = defaultdict(list)
    for name in names:
        by_function[name.partition("[")[0]].append(name)
    found: set[str] = set()
    for of_function in by_function.values():
        # Shuffled, and each time alike: in turn, one would get all of the Chinese and the other the English.
        cards = sorted(of_function, key=lambda name: (crc32(name.encode()), name))
        found.update(cards if len(cards) == 1 else cards[PLAYERS.index(vendor) :: len(PLAYERS)])
    return found


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    using = [item for item in items if uses_a_database(item)]
    chosen = set(using if config.option.with_database else items)
    if config.option.deal:
        cards = {
            item.nodeid: item
            for item in using
            if not is_about_databases(item.nodeid, getattr(item, "fixturenames", ()))
        }
        here = dealt(list(cards), connection.vendor)
        chosen -= {item for name, item in cards.items() if name not in here}
    left_out = [item for item in items if item not in chosen]
    items[:] = sorted(
        (item for item in items if item in chosen), key=lambda item: not item.nodeid.startswith(FIRST)
    )
    if left_out:
        config.hook.pytest_deselected(items=left_out)


def pytest_report_header(config: pytest.Config) -> str:
    which = "tests that use a database" if config.option.with_database else "all tests"
    return f"{which}, {'each value on one of the two databases' if config.option.deal else 'every value'}"
