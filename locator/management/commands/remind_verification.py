"""Says which outlets nobody has looked at for long, by bank."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from locator.catalogue.checks import VERIFIED_LONG_AGO
from locator.catalogue.verification import Unverified, unverified_by_bank


class Command(BaseCommand):
    """Prints the outlets of each bank that wait for a look; exits with 1 if any do, so that it is told."""

    help = "Say which outlets nobody has verified for long, by bank; run it every week."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--today", type=date.fromisoformat, help="The day to go by; today if not given.")

    def handle(self, *args: Any, **options: Any) -> None:
        found = unverified_by_bank(options["today"] or timezone.localdate())
        for bank in found:
            self.stdout.write(_line(bank))
        if found:
            count = sum(len(bank.outlets) for bank in found)
            raise CommandError(
                f"Outlets not verified for {VERIFIED_LONG_AGO.days} days: {count}. "
                "Ask the manager of each bank to look through them at /staff/verify/."
            )
        self.stdout.write("Every outlet has been verified lately.")


def _line(found: Unverified) -> str:
    outlets = ", ".join(f"{code} ({day.isoformat() if day else 'never'})" for code, day in found.outlets)
    return f"{found.bank.code} {found.bank}: {len(found.outlets)} to verify: {outlets}"
