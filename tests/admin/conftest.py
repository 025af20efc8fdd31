"""Somebody who may do everything in the administration."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import get_user_model


@pytest.fixture
def administrator(client: Any, db: None) -> Any:
    client.force_login(get_user_model().objects.create_superuser("administrator", password="a" * 20))
    return client
