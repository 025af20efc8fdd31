"""Has each test of a module begin with one snapshot of what is in the database for all of them.

A snapshot is built in a twentieth of a second, and that for each of hundreds of tests. A worker that begins
with the one that was kept looks first whether its number still holds, as any worker does that has one.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.db import transaction

from locator.search import current
from locator.search.current import Current, Keeper, forget
from tests import sample_rows, snapshots

# With the age that all snapshots had when it was made.
_kept: list[tuple[int, Current]] = []


def keep() -> None:
    """Keep the snapshot of the catalogue as it stands: at the start of a module, with its sample."""
    forget()
    _kept[:] = [(snapshots.age(), current.current())]


@contextmanager
def sample_around(today: date) -> Iterator[None]:
    """Have the sample, and one snapshot of it, for all tests of a module; take both back at the end."""
    with transaction.atomic():
        sample_rows.load(today=today)
        keep()
        yield
        drop()
        transaction.set_rollback(True)


def drop() -> None:
    """Keep it no longer: when the sample is taken back, so are the numbers, which may come again."""
    _kept.clear()
    forget()


def begin() -> None:
    """Forget what another test has seen, and begin with what was kept, if nothing has put an end to it."""
    forget()
    for held in [held for age, held in _kept if age == snapshots.age()]:
        keeper = Keeper()
        keeper._held = held
        current._keeper = keeper
