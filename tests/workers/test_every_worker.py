"""A change saved in the portal is in the search answers of every worker within two seconds."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from urllib.request import Request, urlopen

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from locator.models import Outlet, Role, StaffMember
from tests import sample_rows

from .serving import START_SECONDS, Serving

WORKERS = 3
SECONDS = 2.0
AT_ONCE = 12
NOT_FOUND = "not found"
CODE = "sample-a-02"
PHONE = "0411-82634567"
Ask = Callable[..., dict[str, set[str]]]


@pytest.fixture
def catalogue(transactional_db: None) -> User:
    sample_rows.load(today=timezone.localdate())
    user = User.objects.create(username="clerk", password="!")
    StaffMember.objects.create(user=user, role=Role.CLERK, bank_id="sample-a", is_demo=True, whole_bank=True)
    return user


@pytest.fixture
def ask(catalogue: User, server: Serving) -> Ask:
    """Ask the three workers at once, and tell by worker what was answered."""
    asked = asking(server)
    until = time.monotonic() + START_SECONDS
    while any(NOT_FOUND in said for said in asked().values()):
        assert time.monotonic() < until, "not every worker has the catalogue"
    return asked


def asking(server: Serving) -> Ask:
    point = Outlet.objects.values("latitude", "longitude").get(code=CODE)
    where = f"latitude={point['latitude']}&longitude={point['longitude']}&limit=3"

    def one(mark: str) -> str:
        url = f"http://127.0.0.1:{server.port}/api/v1/outlets/nearest/?{where}&service=pin"
        request = Request(url, headers={"X-Mark": mark})
        with urlopen(request, timeout=60) as answer:
            found = json.load(answer)
        return next((str(one["phones"]) for one in found["results"] if one["code"] == CODE), NOT_FOUND)

    marks = iter(range(10**6))

    def ask_(at_least: int = WORKERS) -> dict[str, set[str]]:
        """Ask until so many workers have answered something."""
        seen: dict[str, set[str]] = {}
        for _round in range(40):
            asked = [str(next(marks)) for _time in range(AT_ONCE)]
            with ThreadPoolExecutor(AT_ONCE) as threads:
                said = dict(zip(asked, threads.map(one, asked), strict=True))
            for line in server.answered.read_text(encoding="utf-8").splitlines():
                pid, _, mark = line.partition(" ")
                if mark in said:
                    seen.setdefault(pid, set()).add(said[mark])
            if len(seen) >= at_least:
                return seen
        raise AssertionError(f"Only {len(seen)} of {at_least} workers have ever answered.")

    return ask_


def save_in_the_portal(clerk: User) -> None:
    browser = Client()
    browser.force_login(clerk)
    page = f"/staff/outlets/{CODE}/edit/contact/"
    seen = browser.get(page).context["seen"]
    assert browser.post(page, {"seen": seen, "phones": PHONE}).status_code == 302


def test_every_worker_answers_with_the_change_two_seconds_later(ask: Ask, catalogue: User) -> None:
    before = ask()
    assert len(before) == WORKERS
    assert not any(PHONE in said for told in before.values() for said in told), "each held the old number"
    save_in_the_portal(catalogue)
    time.sleep(SECONDS)
    after = ask()
    assert set(after) == set(before), "they are the same workers"
    assert all(said == f"['{PHONE}']" for told in after.values() for said in told)
