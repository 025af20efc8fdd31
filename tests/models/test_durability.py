"""A receipt that was shown is on the disk."""

from __future__ import annotations

from django.conf import settings
from django.db import connection

FULL = 2


def test_a_commit_waits_for_the_disk(db: None) -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA synchronous").fetchone() == (FULL,)
    else:
        # PostgreSQL waits unless it is told not to; the tests' own server is, the settings never are.
        assert "synchronous_commit" not in str(settings.DATABASES["default"]["OPTIONS"])
