"""Shares the tests out between the two databases of ``make test``.

Every test that uses a database can run on both; the others, the house rules and the browsers run beside
SQLite alone. With ``--deal`` a test with many values runs on both and each value on one of them, since
values differ in what a person asked or typed and seldom in what the database does. A test of a page with
one value falls to one of them as well: most of what pages ask is written, and tried on both, elsewhere.
Where the database itself is tried, each value runs on both, and without ``--deal``, as in
``make test-long``, everything does.
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
# These look at what a person is shown at the end of a whole way, most of which has tests of its own.
OF_PAGES = tuple(f"tests/{of}/" for of in ("admin", "api", "open_data", "public", "staff"))
# These bring along the databases that they are about; on which one the run stands makes no difference.
BRING_THEIR_OWN = {
    "tests/keeping/test_pool.py": "postgresql",
    "tests/keeping/test_moving.py::test_there_and_back": "sqlite",  # by way of PostgreSQL
}
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


def is_elsewhere(name: str, vendor: str) -> bool:
    """Tell whether a test brings its databases along, and does so in the run of the other one."""
    return any(name.startswith(of) and on != vendor for of, on in BRING_THEIR_OWN.items())


def turn(name: str) -> int:
    """Return a number by which what takes longest comes first, a folder at a time."""
    return next((number for number, of in enumerate(FIRST) if name.startswith(of)), len(FIRST))


def dealt(names: list[str], vendor: str) -> set[str]:
    """Return which of some tests fall to a database, by their names."""
    by_function: dict[str, list[str]] = defaultdict(list)
    for name in names:
        by_function[name.partition("[")[0]].append(name)
    found: set[str] = set()
    for of_function in by_function.values():
        # Shuffled, and each time alike: in turn, one would get all of the Chinese and the other the English.
        cards = sorted(of_function, key=lambda name: (crc32(name.encode()), name))
        if len(cards) > 1:
            found.update(cards[PLAYERS.index(vendor) :: len(PLAYERS)])
        elif not cards[0].startswith(OF_PAGES) or _taker(cards[0]) == vendor:
            found.update(cards)
    return found


def _taker(name: str) -> str:
    """Return who gets a single card."""
    return PLAYERS[crc32(name.encode()) % len(PLAYERS)]


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
        chosen -= {item for item in using if is_elsewhere(item.nodeid, connection.vendor)}
    left_out = [item for item in items if item not in chosen]
    items[:] = sorted((item for item in items if item in chosen), key=lambda item: turn(item.nodeid))
    if left_out:
        config.hook.pytest_deselected(items=left_out)


def pytest_report_header(config: pytest.Config) -> str:
    which = "tests that use a database" if config.option.with_database else "all tests"
    return f"{which}, {'dealt out between the two databases' if config.option.deal else 'every value'}"
