"""Rows of a small catalogue, and a database that goes away."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings as project
from django.db import OperationalError, connection

from locator.models import Bank, Outlet
from locator.search.current import current


def make(bank: Bank, code: str, **fields: Any) -> Outlet:
    given = {
        "district_id": "210203",
        "name": code,
        "address": "某路",
        "hours": "24/7",
        "source": "test",
        **fields,
    }
    return Outlet.objects.create(code=code, bank=bank, **given)


@contextmanager
def database_away() -> Iterator[None]:
    def refuse(*args: Any) -> None:
        raise OperationalError("the server went away")

    with connection.execute_wrapper(refuse):
        yield


def codes() -> list[str]:
    return [outlet.code for outlet in current().snapshot.outlets]


def copy() -> Path:
    return Path(project.SNAPSHOT_PATH)
