"""What gunicorn does with a pool: made ready in one process, served from those that are forked from it.

``python -m tests.keeping.forked`` writes what the parent has left open before the fork, and what a child is
told by the database, as a line of JSON.
"""

from __future__ import annotations

import json
import os
import sys
import threading

import tests.environment  # noqa: F401 - before the settings are read
from cardservice.gunicorn import when_ready
from cardservice.wsgi import application

assert application

from django.db import connection, connections  # noqa: E402
from django.db.backends.postgresql.base import DatabaseWrapper  # noqa: E402


def asked() -> list[object]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid(), current_setting('statement_timeout')")
        found = [*cursor.fetchone(), bool(connection.pool)]
    connection.close()
    return found


asked()  # as the application that is loaded before the fork may
before = threading.active_count()
when_ready(None)
left = [threading.active_count(), len(DatabaseWrapper._connection_pools)]
children = []
for _child in range(2):
    readable, writable = os.pipe()
    if not os.fork():
        status = 1
        try:
            os.write(writable, json.dumps([asked(), asked()]).encode())
            connections.close_all()
            status = 0
        finally:
            os._exit(status)
    os.close(writable)
    with os.fdopen(readable) as lines:
        children.append(json.load(lines))
    assert os.wait()[1] == 0
sys.stdout.write(json.dumps({"before": before, "left": left, "children": children}))
