"""The site with its sample, and everybody who might ask something of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from tests import kept_snapshot

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def sample(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    with django_db_blocker.unblock(), kept_snapshot.sample_around(TODAY):  # type: ignore[attr-defined]
        yield
