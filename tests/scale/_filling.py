"""Fills PostgreSQL with applications by post as they would lie there after some years, in a few minutes."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from locator.applications.facts import PHOTO, sealed
from locator.applications.secrecy import encrypted
from locator.models import Bank
from tests.applications.people import grown_up

BANKS = 20
# What an inhabited year looks like: of a hundred, two are open, five have ended lately and are still kept
# whole, ninety-three are erased.
OPEN_OF_100, KEPT_OF_100 = 2, 5
PHOTO_BYTES = 8_000
OPEN_STATES = ("submitted", "submitted", "in-review", "needs-correction", "accepted", "making", "posted")

APPLICATIONS = """
INSERT INTO locator_mailapplication
  (reference, submission_token, kind, reissue_reason, bank_id, state, submitted_at, state_since, revision,
   language, personal, photo, person, consents, reasons, ems_number, redacted_at, erase_at_end)
SELECT lpad(upper(to_hex(i)), 10, '0'), md5(i::text), 'first', '', 'bank-' || (i %% %(banks)s),
       s.state, at.said - interval '6 days', at.said, 5, 'zh-hans',
       CASE WHEN s.age < 2 THEN %(personal)s::bytea END,
       CASE WHEN s.age = 0 THEN %(photo)s::bytea END,
       CASE WHEN s.age < 2 THEN md5('p' || i) || md5('q' || i) ELSE '' END,
       '{"notice": "1"}', '[]',
       CASE WHEN s.state = 'posted' OR (s.age = 1 AND s.state = 'delivered')
            THEN lpad(i::text, 13, '0') ELSE '' END,
       CASE WHEN s.age = 2 THEN at.said + interval '90 days' END, false
FROM generate_series(%(first)s::bigint, %(last)s::bigint) AS i
CROSS JOIN LATERAL (SELECT CASE WHEN (i * 7919) %% 100 < %(open)s THEN 0
                                WHEN (i * 7919) %% 100 < %(open)s + %(kept)s THEN 1 ELSE 2 END AS age) AS a
CROSS JOIN LATERAL (SELECT a.age,
    CASE WHEN a.age = 0 THEN (%(states)s::text[])[1 + (i / 100) %% 7]
         WHEN i %% 50 = 0 THEN 'withdrawn'
         WHEN i %% 33 = 0 THEN 'rejected' ELSE 'delivered' END AS state) AS s
CROSS JOIN LATERAL (SELECT now() - CASE s.age
    WHEN 0 THEN interval '1 minute' * ((i / 100) %% 20000)
    WHEN 1 THEN interval '1 minute' * (60 + (i / 20) %% 129000)
    ELSE interval '1 minute' * (130000 + (i / 20) %% 2000000) END AS said) AS at
"""
EVENTS = """
INSERT INTO locator_applicationevent (application_id, at, action, state, fields, reasons, by_name)
SELECT a.id, a.submitted_at, e.action, e.state, '[]', '[]', ''
FROM locator_mailapplication a
CROSS JOIN LATERAL (
    VALUES ('submitted', 'submitted'), ('moved', 'in-review'), ('moved', a.state)) AS e(action, state)
WHERE a.id BETWEEN %(first)s AND %(last)s
"""
AT_ONCE = 250_000
TABLES = ("locator_mailapplication", "locator_applicationevent")
NO_INDEXES = """
UPDATE pg_index SET indisready = false, indisvalid = false
WHERE indrelid::regclass::text = ANY(%s) AND NOT indisprimary
"""


def fill(rows: int) -> None:
    """Write ``rows`` applications with three events each, and let the database count what it has."""
    for number in range(BANKS):
        Bank.objects.create(
            code=f"bank-{number}", name=f"示例银行{number}", short_name=str(number), mail_applications=True
        )
    values = {
        "banks": BANKS,
        "open": OPEN_OF_100,
        "kept": KEPT_OF_100,
        "states": list(OPEN_STATES),
        "personal": sealed(grown_up()),
        "photo": encrypted(os.urandom(PHOTO_BYTES), PHOTO),
    }
    with connection.cursor() as cursor:
        # Each row's bank is there: to look it up ten million times would only take long.
        cursor.execute("SET session_replication_role = replica")
        # Indexes are built once, at the end.
        cursor.execute(NO_INDEXES, [list(TABLES)])
    for first in range(1, rows + 1, AT_ONCE):
        span = {"first": first, "last": min(first + AT_ONCE - 1, rows)}
        with connection.cursor() as cursor:
            cursor.execute(APPLICATIONS, values | span)
            cursor.execute(EVENTS, span)
        print(f"\r{span['last']:,} written", end="", flush=True)
    print()
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = origin")
        cursor.execute("SET maintenance_work_mem = '512MB'")
        for table in TABLES:
            cursor.execute(f"REINDEX TABLE {table}")
        cursor.execute("VACUUM ANALYZE locator_mailapplication")
        cursor.execute("VACUUM ANALYZE locator_applicationevent")


@contextmanager
def told(what: str) -> Iterator[None]:
    started = time.perf_counter()
    yield
    print(f"{what}: {time.perf_counter() - started:,.1f} s", flush=True)
