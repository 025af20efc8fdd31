"""A worker that is killed at one point after another between the press and the receipt.

``python -m tests.workers.killed KILLS CARELESS`` is the warm worker: it forks a child for each kill, looks at
what it has left in the database, sends the form once more, and writes a line of JSON for each. A point is a
call or a return of any function, those of C with them, so that the statements' own beginnings and ends are
among them; there are some 45,000. Half of the kills lie in the tenth of the way where the application is
taken. A line then counts the rows that there are. Then come those of CARELESS kills that lie there, where
taking it is no transaction, until something is half there: the control.
"""

from __future__ import annotations

import json
import os
import random
import re
import signal
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import django

from tests.environment import SCRATCH

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connections  # noqa: E402
from django.db.models import Count, OuterRef, Subquery  # noqa: E402
from django.test import Client  # noqa: E402

from locator.applications import submit  # noqa: E402
from locator.applications.consents import CONSENT_VERSION  # noqa: E402
from locator.applications.drafts import Draft, keep_draft, new_token  # noqa: E402
from locator.applications.phone import prove, send_code  # noqa: E402
from locator.applications.secrecy import decrypted, fingerprints  # noqa: E402
from locator.models import ApplicationEvent, MailApplication, OutgoingMessage  # noqa: E402
from locator.notices import outbox  # noqa: E402
from locator.public.apply.views import SUBMISSION  # noqa: E402
from tests.applications.people import PHONE, grown_up, number  # noqa: E402

# The parts of the way, and how many of a hundred kills lie in each; behind the receipt there is one point.
PARTS = {"before": 20, "taking": 50, "after": 28, "shown": 2}
# The golden section: each kill lies elsewhere in its share of the way, and no two alike.
OFFSET = 0.6180339887
RECEIPT = re.compile(r'class="reference">([0-9A-Z]{5})-([0-9A-Z]{5})<')


@dataclass(frozen=True)
class Form:
    """One person's form, ready to be sent."""

    token: str
    address: str
    last_message: int


@dataclass(frozen=True)
class Round:
    """What became of one form: its worker was killed at ``point``, or was not where that came too late."""

    part: str
    point: int
    killed: bool
    shown: str
    # Reference, events and messages of each application of this form, after the kill and after another press.
    left: list[tuple[str, int, int]]
    stray: bool
    shown_again: str
    left_again: list[tuple[str, int, int]]

    @property
    def is_half_there(self) -> bool:
        """Tell whether an application was left without its event or message, or the other way round."""
        return self.stray or any((events, messages) != (1, 1) for _reference, events, messages in self.left)


def main(kills: int, of_the_control: int) -> None:
    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    settings.STATIC_ROOT = SCRATCH
    settings.SNAPSHOT_CHECK_SECONDS = 3600.0
    browser = Client(SERVER_NAME="localhost")
    assert press(browser, filled_in(0)), "without a kill there is a receipt"
    lengths = json.loads(sent_by_a_child(browser, filled_in(1), 0, 0)[1])
    for which, (part, point) in enumerate(points(lengths, kills)):
        tell(asdict(one_round(browser, filled_in(which + 2), part, point)))
    told = OutgoingMessage.objects.filter(topic="submitted")
    tell([each.count() for each in (MailApplication.objects, ApplicationEvent.objects, told)])
    submit.transaction = SimpleNamespace(atomic=nullcontext)  # type: ignore[assignment]
    outbox.connection = SimpleNamespace(in_atomic_block=True)  # type: ignore[assignment]
    # In no order: half of what it does while it is taken is half of it.
    of_taking = [
        (part, point) for part, point in points(lengths, of_the_control) if [*PARTS][part] == "taking"
    ]
    random.Random(2026).shuffle(of_taking)
    for which, (part, point) in enumerate(of_taking):
        became = one_round(browser, filled_in(kills + which + 2), part, point)
        tell(asdict(became))
        if became.is_half_there:
            return


def tell(something: Any) -> None:
    sys.stdout.write(f"{json.dumps(something)}\n")
    sys.stdout.flush()  # or the next child would have it to write as well


def points(lengths: list[int], kills: int) -> Iterator[tuple[int, int]]:
    """Spread the kills evenly over each part of the way."""
    for part, (share, length) in enumerate(zip(PARTS.values(), lengths, strict=True)):
        here = max(1, kills * share // 100)
        for kill in range(here):
            yield part, 1 + int((kill + kill * OFFSET % 1) / here * length)


def filled_in(which: int) -> Form:
    """Keep the answers of another person, whose telephone is proved."""
    token, born = new_token(), date(1948, 2, 29) + timedelta(days=which)
    facts = asdict(grown_up(born=born.isoformat(), number=number(born=born)))
    agreed = {f"consent_{name}": CONSENT_VERSION for name in ("notice", "bank", "courier")}
    answers = {**facts, "long_term": "on", "kind": "first", "bank": "bank", **agreed}
    keep_draft(Draft(token, answers))
    send_code(token, PHONE, language="zh-hans")
    message = OutgoingMessage.objects.latest("id")
    assert prove(token, PHONE, decrypted(bytes(message.secret or b""), "message-code").decode())
    return Form(token, f"10.0.{which // 250}.{which % 250}", message.pk)


def press(browser: Client, form: Form) -> str:
    """Send the form and follow to the receipt; return the reference that it shows."""
    browser.cookies.clear()
    browser.cookies["application"] = form.token
    page = browser.post("/apply/check/", follow=True, REMOTE_ADDR=form.address)
    shown = RECEIPT.search(page.text)
    return shown[1] + shown[2] if shown else ""


def one_round(browser: Client, form: Form, part: int, point: int) -> Round:
    shown, came_through = sent_by_a_child(browser, form, part, point)
    left, stray = applications(form), stray_messages(form)
    shown_again = press(browser, form)
    again = applications(form)
    return Round([*PARTS][part], point, not came_through, shown, left, stray, shown_again, again)


def sent_by_a_child(browser: Client, form: Form, part: int, point: int) -> tuple[str, str]:
    """Return the reference that was shown and the lengths of the parts; each empty if it came to none."""
    connections.close_all()  # a child on its parent's connection would end that one's transactions
    readable, writable = os.pipe()
    child = os.fork()
    if not child:
        _die_on_the_way(browser, form, (part, point), writable)
    os.close(writable)
    with os.fdopen(readable, encoding="ascii") as lines:
        said = lines.read().split("\n")
    _, status = os.waitpid(child, 0)
    # It was killed, or came through to the end; nothing else went wrong.
    assert status == signal.SIGKILL or (status == 0 and len(said) == 2), status
    shown, lengths = (*said, "")[:2]
    return shown, lengths


def _die_on_the_way(browser: Client, form: Form, where: tuple[int, int], writable: int) -> None:
    part, reached = 0, [0] * len(PARTS)

    def step(frame: Any, event: str, argument: Any) -> None:
        nonlocal part
        if frame.f_code is submit.submit.__code__ and event in {"call", "return"}:
            part += 1
        reached[part] += 1
        if (part, reached[part]) == where:
            os.kill(os.getpid(), signal.SIGKILL)

    status = 1
    try:
        sys.setprofile(step)
        shown = press(browser, form)
        os.write(writable, f"{shown}\n".encode())
        part += 1
        sys.setprofile(None)
        os.write(writable, json.dumps(reached).encode())
        status = 0
    finally:
        os._exit(status)


def applications(form: Form) -> list[tuple[str, int, int]]:
    """Return reference, events and messages of each application of a form, as they are at one moment."""
    told = OutgoingMessage.objects.filter(topic="submitted", reference=OuterRef("reference"))
    counted = told.order_by().values("reference").annotate(count=Count("pk")).values("count")
    rows = MailApplication.objects.filter(submission_token__in=fingerprints(form.token, SUBMISSION)).annotate(
        of_events=Count("events"), of_messages=Subquery(counted)
    )
    return [(row.reference, row.of_events, row.of_messages or 0) for row in rows]


def stray_messages(form: Form) -> bool:
    """Tell whether a message tells of an application that there is not."""
    newer = OutgoingMessage.objects.filter(topic="submitted", pk__gt=form.last_message)
    return newer.exclude(reference__in=MailApplication.objects.values("reference")).exists()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
