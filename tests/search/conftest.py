"""Every test starts without a snapshot, and without the copy that the test before left on disk."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from locator.models import Bank
from locator.search import current as module
from locator.search.current import forget


@pytest.fixture(autouse=True)
def _no_snapshot() -> Iterator[None]:
    forget()
    Path(settings.SNAPSHOT_PATH).unlink(missing_ok=True)
    yield
    forget()


@pytest.fixture
def bank() -> Bank:
    return Bank.objects.create(code="one", name="一号银行", short_name="一号")


@pytest.fixture
def no_wait(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.SNAPSHOT_CHECK_SECONDS = 0.0
    monkeypatch.setattr(module, "SECONDS_BETWEEN_LOOKS_WHEN_AWAY", 0.0)
