"""The snapshot of the sample catalogue, on a Tuesday in November."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from locator.search.current import current, forget
from locator.search.snapshot import Snapshot
from tests import kept_snapshot

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def sample(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), kept_snapshot.sample_around(TODAY):
        yield


@pytest.fixture
def snapshot(sample: None, db: None) -> Snapshot:
    return current().snapshot


def fresh() -> Snapshot:
    """Return the catalogue as it stands after a change."""
    forget()
    return current().snapshot
