"""What the processes do that are killed: somebody applies by post; a table of outlets is brought in.

Each says down a pipe where it is: ``start``, ``inside`` as it begins to write, and in the end what it shows.
"""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Callable
from dataclasses import asdict
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone

from locator.applications import submit
from locator.applications.consents import CONSENT_VERSION
from locator.applications.drafts import Draft, keep_draft, new_token
from locator.applications.phone import prove, send_code
from locator.applications.secrecy import decrypted
from locator.catalogue.sample import load_sample
from locator.catalogue.transfer import applying
from locator.models import OutgoingMessage, Outlet, Role, StaffMember
from locator.notices import outbox
from tests.applications.people import grown_up, number

BY = "importer"
OUTLETS = 12
RECEIPT = re.compile(r'class="reference">([0-9A-Z]{5})-([0-9A-Z]{5})<')
APPLIED = re.compile(r"Applied as act (\d+)")
Say = Callable[[str], None]


def prepare() -> list[str]:
    """Fill a fresh database and warm this process; return the outlets that the tables name."""
    if MigrationRecorder.Migration._meta.db_table not in connection.introspection.table_names():
        call_command("migrate", verbosity=0)
    load_sample(today=timezone.localdate())
    user = User.objects.create(username=BY, password="!")
    StaffMember.objects.create(user=user, role=Role.ADMINISTRATOR)
    # Addresses, views and templates are there once, and not anew in each child.
    assert Client(SERVER_NAME="localhost").get("/apply/").status_code == 200
    codes = sorted(Outlet.objects.values_list("code", flat=True))[:OUTLETS]
    Outlet.objects.filter(code__in=codes).update(phones=[phone_of(0)])
    return codes


def phone_of(version: int) -> str:
    return f"0411-{80000000 + version}"


def applying_by_post(which: int, say: Say) -> None:
    """Fill in the form of another person, prove the telephone, press, and show the receipt."""
    _mark(submit, "_write", say)
    say("start")
    token, born = new_token(), date(1930, 1, 1) + timedelta(days=which)
    facts = asdict(grown_up(born=born.isoformat(), number=number(born=born)))
    agreed = {f"consent_{name}": CONSENT_VERSION for name in ("notice", "bank", "courier")}
    keep_draft(Draft(token, {**facts, "long_term": "on", "kind": "first", "bank": "sample-a", **agreed}))
    send_code(token, facts["phone"], language="zh-hans")
    message = OutgoingMessage.objects.filter(topic="code").latest("id")
    assert prove(token, facts["phone"], decrypted(bytes(message.secret or b""), "message-code").decode())
    browser = Client(SERVER_NAME="localhost")
    browser.cookies["application"] = token
    address = f"10.{which // 62500}.{which // 250 % 250}.{which % 250}"
    page = browser.post("/apply/check/", follow=True, REMOTE_ADDR=address)
    shown = RECEIPT.search(page.text)
    assert shown is not None, page.text[:2000]
    say(f"receipt {shown[1]}{shown[2]}")


def importing(folder: Path, codes: list[str]) -> Callable[[int, Say], None]:
    """Return what brings in one version of the outlets."""

    def act(which: int, say: Say) -> None:
        _mark(applying, "put_into_force", say)
        file, said = folder / f"{which}.csv", StringIO()
        rows = "".join(f"{code},{phone_of(which)}\n" for code in codes)
        file.write_text(f"网点编码,联系电话\n{rows}", encoding="utf-8")
        say("start")
        call_command("import_outlets", file, "--apply", "--by", BY, stdout=said)
        applied = APPLIED.search(said.getvalue())
        assert applied is not None, said.getvalue()
        say(f"act {applied[1]}")

    return act


def without_transactions() -> None:
    """Have every statement hold by itself: the control."""
    transaction.Atomic.__enter__ = lambda self: None  # type: ignore[method-assign]
    transaction.Atomic.__exit__ = lambda self, *error: None  # type: ignore[method-assign]
    connection.features.has_select_for_update = False
    outbox.connection = SimpleNamespace(in_atomic_block=True)  # type: ignore[assignment]


def _mark(module: Any, name: str, say: Say) -> None:
    """Have a function say that it begins to write, and how long it wrote; the commit comes after it."""
    real = getattr(module, name)

    def marked(*given: Any, **named: Any) -> Any:
        say("inside")
        began = time.perf_counter()
        done = real(*given, **named)
        say(f"wrote {time.perf_counter() - began}")
        return done

    setattr(module, name, marked)


def saying(writable: int, seconds: float = 0.0) -> Say:
    """Return what writes down the pipe; with ``seconds``, the process ends so long after it began to write.

    The timer's signal is one that nobody catches, so it ends the process wherever it is, as SIGKILL does;
    another process would not be woken in time on a busy machine.
    """

    def say(word: str) -> None:
        os.write(writable, f"{word}\n".encode())
        if word == "inside" and seconds:
            signal.setitimer(signal.ITIMER_REAL, seconds)

    return say
