"""Says when the arrangement of a year's holidays is to be entered."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from locator.catalogue.calendar_years import calendar_in_force, year_to_enter


class Command(BaseCommand):
    """Exits with 1 and says what to do while a year is missing, so that it is told."""

    help = "Say when the coming year's calendar is to be entered; run it every day from November on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--today", type=date.fromisoformat, help="The day to go by; today if not given.")

    def handle(self, *args: Any, **options: Any) -> None:
        calendar, today = calendar_in_force(), options["today"] or timezone.localdate()
        year = year_to_enter(calendar, today)
        if year is not None:
            raise CommandError(
                f"The calendar of {year} is not entered; holidays are known until {calendar.known_until}. "
                "See whether the State Council has published the arrangement (www.gov.cn), and paste the "
                "notice at /admin/locator/calendaryear/arrangement/."
            )
        self.stdout.write(f"Holidays are known until {calendar.known_until}.")
