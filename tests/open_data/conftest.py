"""The snapshot of the sample catalogue, on a Tuesday in November."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import transaction

from locator.search.current import current, forget
from locator.search.snapshot import Snapshot
from tests import sample_rows

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def sample(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Load the sample once for all tests of a module, and take it back at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        sample_rows.load(today=TODAY)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def snapshot(sample: None, db: None) -> Snapshot:
    return current().snapshot


def fresh() -> Snapshot:
    """Return the catalogue as it stands after a change."""
    forget()
    return current().snapshot
