"""Every test starts without a snapshot, and without the copy that the test before left on disk."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from locator.search.current import forget


@pytest.fixture(autouse=True)
def _no_snapshot() -> Iterator[None]:
    forget()
    Path(settings.SNAPSHOT_PATH).unlink(missing_ok=True)
    yield
    forget()
