"""What has to be there for the site to do all that it is for, looked at within a bounded time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import DEFAULT_DB_ALIAS, Error, connection, connections
from django.utils import timezone

from locator.hours import State
from locator.keeping.tables import missing_migrations
from locator.notices.outbox import backlog
from locator.places.online.workers import Busy, Workers
from locator.search.current import Current, NoCatalogue, current
from locator.search.records import OutletRecord

SECONDS = 3.0
# The longest holiday has nine days (Spring Festival of 2026); the morning after it lies within ten.
AHEAD = timedelta(days=10)
# The sender looks every minute or more often, and what failed is put off, so nothing is due for long.
OVERDUE = timedelta(minutes=10)
# One telephone that takes no messages is nobody's fault; so many are the gateway's.
FAILING_AT_MOST = 100
DATABASE, MIGRATIONS, OUTBOX, SNAPSHOT, OUTLETS = "database", "migrations", "outbox", "snapshot", "outlets"
NAMES = (DATABASE, MIGRATIONS, OUTBOX, SNAPSHOT, OUTLETS)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at; ``detail`` says what was found, or what to do."""

    name: str
    ok: bool
    detail: str


# A look that hangs, as in a network that swallows everything, keeps one of these and none of the server's.
_workers: Workers[None] = Workers(name="readiness")


def look() -> list[Check]:
    """Make every check, within three seconds for all; what was not reached by then is not well."""
    found: list[Check] = []

    def one_by_one() -> None:
        for check in checks():
            found.append(check)  # noqa: PERF402 - each is there as soon as it is made

    in_time(one_by_one, SECONDS)
    reached = {check.name: check for check in tuple(found)}
    late = f"No answer within {SECONDS:g} seconds. See whether the database and its network are up."
    return [reached.get(name) or Check(name, ok=False, detail=late) for name in NAMES]


def in_time(job: Callable[[], None], seconds: float) -> bool:
    """Run what asks the database in a thread with its own connection; tell whether it was done in time."""

    def asked() -> None:
        try:
            job()
        finally:
            connections.close_all()

    try:
        _workers.run(asked, seconds)
    except (Busy, TimeoutError):
        return False
    return True


def checks() -> Iterator[Check]:
    """Make the checks in their order, the database first: without it the others need not try."""
    away = database()
    yield away
    for name, check in ((MIGRATIONS, migrations), (OUTBOX, outbox)):
        yield check() if away.ok else Check(name, ok=False, detail="The database cannot be asked.")
    try:
        standing = current()
    except NoCatalogue:
        for name in (SNAPSHOT, OUTLETS):
            yield Check(name, ok=False, detail="There is no catalogue to answer from. Start the database.")
        return
    now = timezone.now()
    yield snapshot(standing, now)
    yield outlets(standing, now)


def database() -> Check:
    """Ask the database for anything at all."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except Error as error:
        # Its class alone: a driver's message names hosts and users.
        return Check(DATABASE, ok=False, detail=f"It cannot be asked ({type(error).__name__}). Start it.")
    return Check(DATABASE, ok=True, detail=f"{connection.vendor} answers.")


def migrations() -> Check:
    """Tell whether the database is as this release wants it."""
    try:
        missing = missing_migrations(DEFAULT_DB_ALIAS)
    except Error as error:
        return Check(MIGRATIONS, ok=False, detail=f"They cannot be read ({type(error).__name__}).")
    if not missing:
        return Check(MIGRATIONS, ok=True, detail="All are applied.")
    names = ", ".join(missing[:5])
    return Check(MIGRATIONS, ok=False, detail=f"{len(missing)} wait ({names}). Run manage.py migrate.")


def outbox() -> Check:
    """Tell whether messages leave: none is long due, and not many fail."""
    try:
        waiting = backlog()
    except Error as error:
        return Check(OUTBOX, ok=False, detail=f"It cannot be read ({type(error).__name__}).")
    now = timezone.now()
    said = f"{waiting.waiting} wait"
    if waiting.oldest_at:
        said += f", the oldest for {_minutes(now - waiting.oldest_at)}; {waiting.failing} have failed before"
    if waiting.due_at and now - waiting.due_at > OVERDUE:
        return Check(OUTBOX, ok=False, detail=f"{said}. Nobody sends them: start manage.py send_messages.")
    if waiting.failing > FAILING_AT_MOST:
        return Check(OUTBOX, ok=False, detail=f"{said}. See whether the gateway takes messages.")
    return Check(OUTBOX, ok=True, detail=f"{said}.")


def snapshot(standing: Current, now: datetime) -> Check:
    """Tell whether the catalogue in memory is the database's."""
    age = (now - standing.confirmed_at).total_seconds()
    said = f"Version {standing.snapshot.number}, confirmed {max(0, round(age))} seconds ago"
    if standing.stale:
        return Check(SNAPSHOT, ok=False, detail=f"{said}, stale: the database could not be asked since.")
    return Check(SNAPSHOT, ok=True, detail=f"{said}.")


def outlets(standing: Current, now: datetime) -> Check:
    """Tell whether a resident can be sent anywhere: an outlet is open now, or will be within ten days.

    Hours that nobody knows yet, as around a festival, count as open: the pages say so and nothing is broken.
    """
    listed = standing.snapshot.outlets_of()
    if not listed:
        return Check(OUTLETS, ok=False, detail="There are none. Bring the list in: manage.py import_outlets.")
    if any(_at_work(outlet, now) for outlet in listed):
        return Check(OUTLETS, ok=True, detail="One is open now.")
    if any(_opens_by(outlet, now, now + AHEAD) for outlet in listed):
        return Check(OUTLETS, ok=True, detail="All are closed now; one opens within ten days.")
    return Check(
        OUTLETS,
        ok=False,
        detail="None opens within ten days. Look at the hours, the suspensions and the calendar.",
    )


def _at_work(outlet: OutletRecord, now: datetime) -> bool:
    return _does_anything(outlet) and outlet.timetable.status(now).state is not State.CLOSED


def _opens_by(outlet: OutletRecord, now: datetime, end: datetime) -> bool:
    until = outlet.timetable.status(now).until
    return _does_anything(outlet) and until is not None and until <= end


def _does_anything(outlet: OutletRecord) -> bool:
    return any(offer.available for offer in outlet.offers.values())


def _minutes(length: timedelta) -> str:
    minutes = max(0, round(length.total_seconds() / 60))
    return f"{minutes} minutes" if minutes < 120 else f"{round(minutes / 60)} hours"
