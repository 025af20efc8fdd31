"""A change saved in the portal is in the search answers of every worker within two seconds."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from locator.catalogue.sample import load_sample
from locator.models import Outlet, Role, StaffMember

from .database import url_of_the_test_database

WORKERS = 3
SECONDS = 2.0
AT_ONCE = 12
CODE = "sample-a-02"
PHONE = "0411-82634567"
Ask = Callable[[int], dict[int, set[str]]]


@pytest.fixture
def catalogue(transactional_db: None) -> User:
    load_sample(today=timezone.localdate())
    user = User.objects.create(username="clerk", password="!")
    StaffMember.objects.create(user=user, role=Role.CLERK, bank_id="sample-a", is_demo=True, whole_bank=True)
    return user


@pytest.fixture
def ask(catalogue: User, tmp_path: Path) -> Iterator[Ask]:
    """Serve the catalogue with three workers; ask them at once, and tell by worker what was answered."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    answered = tmp_path / "answered"
    answered.touch()
    environment = os.environ | {
        "DATABASE_URL": url_of_the_test_database(),
        "SNAPSHOT_PATH": str(tmp_path / "catalogue.json"),
        "ANSWERED": str(answered),
        "DEMO": "1",
    }
    command = ["-m", "gunicorn", "-c", "python:tests.workers.named", "-b", f"127.0.0.1:{port}"]
    with (tmp_path / "log").open("w", encoding="utf-8") as log:
        server = subprocess.Popen(
            [sys.executable, *command, "cardservice.wsgi"], env=environment, stdout=log, stderr=log
        )
    point = Outlet.objects.values("latitude", "longitude").get(code=CODE)
    where = f"latitude={point['latitude']}&longitude={point['longitude']}&limit=3"

    def one(mark: int) -> str:
        url = f"http://127.0.0.1:{port}/api/v1/outlets/nearest/?{where}&service=pin"
        request = Request(url, headers={"X-Mark": str(mark)})
        with urlopen(request, timeout=60) as answer:
            found = json.load(answer)
        return str(next(result for result in found["results"] if result["code"] == CODE)["phones"])

    marks = iter(range(10**6))

    def ask_(at_least: int = WORKERS) -> dict[int, set[str]]:
        """Ask until so many workers have answered something."""
        seen: dict[int, set[str]] = {}
        for _round in range(40):
            asked = [next(marks) for _time in range(AT_ONCE)]
            with ThreadPoolExecutor(AT_ONCE) as threads:
                said = dict(zip(asked, threads.map(one, asked), strict=True))
            for line in answered.read_text(encoding="utf-8").splitlines():
                pid, mark = map(int, line.split())
                if mark in said:
                    seen.setdefault(pid, set()).add(said[mark])
            if len(seen) >= at_least:
                return seen
        raise AssertionError(f"Only {len(seen)} of {at_least} workers have ever answered.")

    try:
        _wait_for(port, server, tmp_path / "log")
        yield ask_
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=60)


def _wait_for(port: int, server: Any, log: Path) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        assert server.poll() is None, log.read_text(encoding="utf-8")
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError(log.read_text(encoding="utf-8"))


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
