"""A PostgreSQL to move to, whichever database the run is on, and a database full of odd rows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db import DEFAULT_DB_ALIAS, connection
from environ import Env

from cardservice.database import tuned
from locator.keeping.opened import database
from locator.models import Act, GuideEntry, Place, Role, StaffMember, Upload
from tests import postgres, sample_rows

TODAY = date(2026, 11, 24)
# What a database may hold that another could write down otherwise.
ODD = {"é": [1, 1.0, -0.0, 1e22, 0.1, 10**20, True, None], "a": {"b": [], "": "\u2028 '\"\\ 𠮷"}, "零": {}}


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """Yield the URL of a PostgreSQL, of this run or of its own."""
    if connection.vendor == "postgresql":
        facts = connection.settings_dict
        yield f"postgres://{facts['USER']}@/{facts['HOST']}/postgres"
        return
    with postgres.running() as url:
        yield url


@contextmanager
def new_database(server: str) -> Iterator[str]:
    """Yield the URL of a new database, which is dropped again."""
    name = f"keeping_{uuid4().hex[:12]}"
    facts = Env.db_url_config(server)
    where = {"host": facts["HOST"], "user": facts["USER"], "dbname": "postgres", "autocommit": True}
    with psycopg.connect(**where) as asked:
        asked.execute(f"CREATE DATABASE {name}")
    try:
        yield server.rsplit("/", 1)[0] + f"/{name}"
    finally:
        with psycopg.connect(**where) as asked:
            asked.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def empty(server: str) -> Iterator[dict[str, Any]]:
    """Yield the facts of an empty database on PostgreSQL."""
    with new_database(server) as url:
        yield facts_of(url)


@pytest.fixture
def full(transactional_db: None) -> None:
    """Have rows of all kinds in the site's own database."""
    sample_rows.load(today=TODAY)
    user = User.objects.create(username="clerk", password="!")
    StaffMember.objects.create(user=user, role=Role.CLERK, bank_id="sample-a", whole_bank=True)
    first = Act.objects.create(by=user, by_name="clerk", how=Act.How.PORTAL)
    Act.objects.create(by=user, by_name="clerk", how=Act.How.UNDO, undoes=first)
    content = bytes(range(256)) * 50
    Upload.objects.create(by=user, file_name="表.xlsx", content=content, options=ODD)
    beijing = datetime(2026, 11, 24, 8, 30, 0, 123456, tzinfo=timezone(timedelta(hours=8)))
    Session.objects.create(session_key="k" * 32, session_data="数据", expire_date=beijing)
    Place.objects.create(
        name="地方", kind="landmark", district_id="210203", latitude=38.91464531, longitude=0.1 + 0.2,
        radius_m=0, source="test", aliases=["𠮷野家", "It's"],
    )  # fmt: skip
    GuideEntry.objects.bulk_create(
        GuideEntry(service="pin", section="fee", text=f"{order}", text_en="", source="test", checked_on=TODAY)
        for order in range(600)  # more than are moved at once
    )


def facts_of(url: str) -> dict[str, Any]:
    return tuned(Env.db_url_config(url), "")


def file_facts(path: Path) -> dict[str, Any]:
    return facts_of(f"sqlite:///{path}")


def own() -> Any:
    return database(DEFAULT_DB_ALIAS)
