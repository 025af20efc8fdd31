"""The site with its sample, and everybody who might ask something of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import transaction

from tests import sample_rows

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def sample(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """Load the sample once for all tests of a module, and take it back at the end."""
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        sample_rows.load(today=TODAY)
        yield
        transaction.set_rollback(True)
