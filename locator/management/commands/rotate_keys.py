"""Brings personal facts under the newest keys."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cardservice.second_step import bring_under_the_newest_key
from locator.applications.redaction import rotate_keys
from locator.applications.secrecy import UnreadableError


class Command(BaseCommand):
    """Encrypt everything anew under the first of the keys, so that the older ones can be taken away."""

    help = "Bring what is encrypted under the first of FIELD_KEYS and FINGERPRINT_KEYS."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            moved, steps = rotate_keys(), bring_under_the_newest_key()
        except UnreadableError as error:
            raise CommandError(f"{error} Put the key back that it was written with.") from error
        self.stdout.write(f"{moved} applications and {steps} second steps are under the newest keys.")
