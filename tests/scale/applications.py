"""Applications by post at ten million rows on PostgreSQL: each thing that people do, and what it costs.

Run with ``python -m tests.postgres python -m tests.scale.applications 10000000``: it fills the database, some
twelve gigabytes, which is thrown away at the end. Beside each stands the same at a hundredth of the
rows, if it is run with that number. A database that is filled already is measured as it is.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from statistics import median

os.environ.setdefault("DEMO", "1")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cardservice.settings")

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

import cardservice.sessions  # noqa: E402, F401 - a server has it before anybody signs in
from locator.applications.correction_term import end_uncorrected  # noqa: E402
from locator.applications.lookup import find_again  # noqa: E402
from locator.applications.redaction import redact_due  # noqa: E402
from locator.applications.submit import Wanted, submit  # noqa: E402
from locator.models import MailApplication, Role, StaffMember  # noqa: E402
from tests.applications.people import PHONE, grown_up, number  # noqa: E402

from ._filling import fill, told  # noqa: E402

WANTED = Wanted(kind="first", bank="bank-7", language="zh-hans", consents={"notice": "1"})
PHOTO = bytes(30_000)
TO_ERASE = 500
# Another run on the same database is of other people.
FIRST = 5_000 + int(time.time()) % 20_000
SIZES = """
SELECT pg_total_relation_size('locator_mailapplication'), pg_indexes_size('locator_mailapplication'),
       pg_database_size(current_database())
"""
QUEUE = "/staff/applications/"
QUEUES = ("", "late", "open", "submitted", "posted", "delivered", "withdrawn")


def main(rows: int) -> None:
    """Fill the database and print what each thing takes, in ms at the median, and the worst."""
    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    settings.SECOND_STEP_REQUIRED = False
    call_command("migrate", verbosity=0)
    if not MailApplication.objects.exists():
        with told("filled"):
            fill(rows)
    with connection.cursor() as cursor:
        cursor.execute(SIZES)
        table, indexes, whole = (size / 1e9 for size in cursor.fetchone())
    print(
        f"{rows:,} applications: {table:.1f} GB, of which indexes {indexes:.1f} GB; database {whole:.1f} GB"
    )
    print(f"{'':40} {'median ms':>10} {'worst':>8}")
    measured("submit", take, 200)
    measured("look up by reference and telephone", look_up(rows), 200)
    measured("the same person applies a second time", second_time, 100)
    client = clerk()
    for asked in QUEUES:
        measured(f"queue page, {asked or 'what waits'}", page(client, f"{QUEUE}?state={asked}"), 5)
    measured("queue page, the last of delivered", page(client, f"{QUEUE}?state=delivered&page=last"), 5)
    measured("administration, overview", page(administrator(), "/admin/overview/"), 3)
    measured("administration, list", page(administrator(), "/admin/locator/mailapplication/"), 3)
    erase()
    measured("redaction, nothing due", lambda _: redact_due(timezone.now()), 3)
    measured("ending what was not corrected", lambda _: end_uncorrected(timezone.now()), 1)


def measured(what: str, act: Callable[[int], object], times: int) -> None:
    act(0)
    took = []
    for each in range(times):
        started = time.perf_counter()
        act(each + 1)
        took.append((time.perf_counter() - started) * 1000)
    print(f"{what:40} {median(took):10.2f} {max(took):8.1f}", flush=True)


def take(each: int) -> None:
    born = timezone.localdate() - timedelta(days=FIRST + each)
    facts = grown_up(number=number(born=born, sequence=111), born=born.isoformat())
    assert submit(facts, WANTED, token=f"scale-{FIRST + each}", photo=PHOTO).is_new


def second_time(each: int) -> None:
    born = timezone.localdate() - timedelta(days=FIRST + each)
    facts = grown_up(number=number(born=born, sequence=111), born=born.isoformat())
    assert not submit(facts, WANTED, token=f"scale-{FIRST + each}", photo=PHOTO).is_new


def look_up(rows: int) -> Callable[[int], object]:
    later = MailApplication.objects.filter(redacted_at=None, reference__gt=f"{rows // 2:X}".zfill(10))
    kept = list(later.values_list("reference", flat=True)[:300])

    def once(each: int) -> None:
        assert find_again(kept[each], PHONE[-4:])

    return once


def clerk() -> Client:
    user, is_new = User.objects.get_or_create(username="clerk")
    if is_new:
        StaffMember.objects.create(
            user=user, role=Role.CLERK, bank_id="bank-3", is_demo=True, whole_bank=True
        )
    client = Client()
    client.force_login(user)
    return client


def administrator() -> Client:
    user, _ = User.objects.get_or_create(username="admin", is_staff=True, is_superuser=True)
    client = Client()
    client.force_login(user)
    return client


def page(client: Client, path: str) -> Callable[[int], object]:
    def once(each: int) -> None:
        answer = client.get(path, secure=True, HTTP_HOST="localhost")
        assert answer.status_code == 200, (answer.status_code, answer.get("Location"))

    return once


def erase() -> None:
    """Make some applications due and erase them."""
    ended = MailApplication.objects.filter(state="delivered", redacted_at=None).values_list("pk", flat=True)
    due = list(ended[:TO_ERASE])
    long_ago = timezone.now() - timedelta(days=settings.KEEP_APPLICATIONS_DAYS + 1)
    MailApplication.objects.filter(pk__in=due).update(state_since=long_ago)
    started = time.perf_counter()
    erased = redact_due(timezone.now())
    each = (time.perf_counter() - started) * 1000 / max(erased, 1)
    print(f"{'redaction, ' + str(erased) + ' due, for each':40} {each:10.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]))
