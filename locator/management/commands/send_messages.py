"""Sends the text messages that wait."""

from __future__ import annotations

import os
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import Error, connection

from locator.applications.sending import send_due
from locator.notices.backends import chosen

SECONDS_BETWEEN_LOOKS = 2.0


class Command(BaseCommand):
    """Send what waits in the outbox, once or as long as it runs."""

    help = "Send the text messages that wait; run it every minute, or with --follow as a service."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--follow", action="store_true", help="go on looking for new ones until stopped")
        parser.add_argument(
            "--with-parent", action="store_true", help="stop when the process that started it has ended"
        )

    def handle(self, *args: Any, follow: bool, with_parent: bool, **options: Any) -> None:
        backend, parent = chosen(), os.getppid()
        while not with_parent or os.getppid() == parent:
            try:
                sent = send_due(backend)
            except Error as error:
                if not follow:
                    raise
                self.stderr.write(f"The database cannot be asked ({type(error).__name__}); trying again.")
                connection.close_if_unusable_or_obsolete()
                sent = 0
            if not follow:
                self.stdout.write(f"{sent} sent.")
                return
            if not sent:
                time.sleep(SECONDS_BETWEEN_LOOKS)
