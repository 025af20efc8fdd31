"""The work of one process of ``applications``: ``prepare``, ``count``, or one thing over and over.

A process that is given a thing to do and its own number says when it is warm, waits for a line, does the
thing for the given seconds, and prints how often it was answered.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import date, timedelta

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from locator.applications.lookup import find_again  # noqa: E402
from locator.applications.submit import submit  # noqa: E402
from locator.models import ApplicationEvent, Bank, MailApplication, OutgoingMessage, RateCounter  # noqa: E402
from tests.applications.conftest import WANTED  # noqa: E402
from tests.applications.people import PHONE, grown_up, number  # noqa: E402

PHOTO = bytes(30_000)
FIRST_BIRTH, OF_ONE_PROCESS = date(1900, 1, 1), 40_000
KNOWN = 500


def main(what: str, which: int, seconds: float) -> None:
    if what == "prepare":
        call_command("migrate", verbosity=0)
        Bank.objects.create(code="bank", name="示例银行", short_name="示例", mail_applications=True)
        for each in range(KNOWN):
            take(0, each)
    elif what == "count":
        told = OutgoingMessage.objects.filter(topic="submitted")
        print(*[kept.count() - KNOWN for kept in (MailApplication.objects, ApplicationEvent.objects, told)])
        print(RateCounter.objects.count())
    else:
        print(over_and_over(THINGS[what], which, seconds))


def over_and_over(thing: Callable[[int, int], None], which: int, seconds: float) -> int:
    thing(which, 0)  # warm: connected, and everything imported
    print("warm", flush=True)
    sys.stdin.readline()
    done, until = 0, time.perf_counter() + seconds
    while time.perf_counter() < until:
        done += 1
        thing(which, done)
    return done + 1


def write_a_row(which: int, each: int) -> None:
    with transaction.atomic():
        RateCounter.objects.create(key=f"{which}-{each}", ends_at=timezone.now())


def take(which: int, each: int) -> None:
    person = which * OF_ONE_PROCESS + each
    born = FIRST_BIRTH + timedelta(days=person % OF_ONE_PROCESS)
    facts = grown_up(number=number(born=born, sequence=1 + 2 * which), born=born.isoformat())
    assert submit(facts, WANTED, token=str(person), photo=PHOTO).is_new


def read_a_row(which: int, each: int) -> None:
    assert Bank.objects.get(pk="bank")


def look_up(which: int, each: int) -> None:
    reference = REFERENCES[(which * 7 + each) % len(REFERENCES)]
    assert find_again(reference, PHONE[-4:])


THINGS = {
    "one row in a transaction": write_a_row,
    "an application": take,
    "one row by its key": read_a_row,
    "status": look_up,
}
REFERENCES: list[str] = []

if __name__ == "__main__":
    if sys.argv[1] == "status":
        REFERENCES += MailApplication.objects.values_list("reference", flat=True)[:KNOWN]
    main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]))
