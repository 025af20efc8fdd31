"""The API over the sample catalogue, asked as a program would ask."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client

from locator.search.current import forget
from tests import kept_snapshot

NEAREST = "/api/v1/outlets/nearest/"
ORDINARY = "a message that nobody may read"
QINGNIWAQIAO = {"latitude": "38.9140", "longitude": "121.6325"}
TODAY = date(2026, 11, 23)


@dataclass
class Api:
    """Asks in one of three ways: by the address, by a JSON body, or by a form."""

    client: Client = field(default_factory=Client)

    def __call__(self, way: str, path: str, fields: dict[str, Any], language: str = "") -> Any:
        headers = {"Accept-Language": language} if language else {}
        if way == "get":
            return self.client.get(path, fields, headers=headers)
        if way == "json":
            return self.client.post(path, json.dumps(fields), "application/json", headers=headers)
        return self.client.post(path, urlencode(fields), "application/x-www-form-urlencoded", headers=headers)

    def raw(self, path: str, body: str | bytes, content_type: str) -> Any:
        return self.client.generic("POST", path, body, content_type)


@pytest.fixture
def api(sample: None, db: None) -> Api:
    return Api()


@pytest.fixture(scope="module")
def sample(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), kept_snapshot.sample_around(TODAY):
        yield


def fields_of(answer: Any) -> set[str | None]:
    return {error["attr"] for error in answer.json()["errors"]}


@pytest.fixture
def fault(api: Api) -> Iterator[None]:
    """Make the next look at the catalogue fail in a way that nobody has thought of."""

    def fail(*args: object) -> None:
        raise RuntimeError(ORDINARY)

    forget()
    with connection.execute_wrapper(fail):
        yield
