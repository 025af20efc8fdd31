"""The residents' pages over the sample catalogue, on a Tuesday morning, in both languages."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from locator.hours import SHANGHAI
from locator.search.current import forget
from tests import kept_snapshot

TUESDAY = datetime(2026, 11, 24, 10, 0, tzinfo=SHANGHAI)


@dataclass
class Site:
    """Asks for pages in one language and hands back what a person would read."""

    prefix: str
    client: Client = field(default_factory=Client)

    @property
    def english(self) -> bool:
        return self.prefix == "/en"

    def get(self, path: str) -> Any:
        return self._read(self.client.get(self.prefix + path))

    def post(self, path: str, **fields: str) -> Any:
        return self._read(self.client.post(self.prefix + path, fields))

    def search(self, place: str = "", **fields: str) -> Any:
        return self.post("/results/", place=place, **fields)

    def _read(self, response: Any) -> Any:
        source = response.content.decode()
        body = re.sub(r"<(script|style|head).*?</\1>", " ", source, flags=re.DOTALL)
        response.source = source
        response.words = re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", body)))
        return response


@pytest.fixture(scope="module")
def sample(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), kept_snapshot.sample_around(TUESDAY.date()):
        yield


@pytest.fixture(autouse=True)
def _tuesday_morning() -> Iterator[None]:
    with time_machine.travel(TUESDAY, tick=False):
        yield
    forget()


@pytest.fixture(params=["", "/en"], ids=["zh", "en"])
def site(request: Any, sample: None, db: None) -> Site:
    return Site(request.param)


@pytest.fixture
def chinese(sample: None, db: None) -> Site:
    return Site("")


@pytest.fixture
def english(sample: None, db: None) -> Site:
    return Site("/en")
