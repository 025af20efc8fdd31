"""Checks the catalogue and says what somebody should put right."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from locator.catalogue.checks import check_catalogue
from locator.catalogue.findings import Severity
from locator.catalogue.known_places import known_places
from locator.models import Outlet
from locator.search.build import calendar_of
from locator.search.gazetteer import gazetteer_of
from locator.search.rows import read_rows

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from locator.catalogue.findings import Finding

# As many as the city has announced, and so as many as the sample has.
SAMPLE_OUTLETS = 53


class Command(BaseCommand):
    """Prints every finding with outlet, field and what to do; exits with 1 if one of them is an error."""

    help = "Check the catalogue: offers, hours, positions, telephones, verification, calendar."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--expect",
            type=int,
            metavar="N",
            help="How many outlets there should be; 53 while the fictional sample is loaded.",
        )
        parser.add_argument(
            "--today", type=date.fromisoformat, help="The day of the check; today if not given."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        expected = options["expect"]
        if expected is None and Outlet.objects.sample().exists():
            expected = SAMPLE_OUTLETS
        rows = read_rows()
        calendar_known_until = calendar_of(rows).known_until
        today = options["today"] or timezone.localdate()
        findings = check_catalogue(
            surroundings=known_places(gazetteer_of(rows.places, rows.maps)[0]),
            calendar_known_until=calendar_known_until,
            today=today,
            expected=expected,
        )
        for finding in findings:
            self.stdout.write(self._line(finding))
        errors = sum(finding.severity is Severity.ERROR for finding in findings)
        self.stdout.write(_("Holidays known until %(day)s.") % {"day": calendar_known_until})
        self.stdout.write(
            _("Outlets: %(outlets)d, errors: %(errors)d, warnings: %(warnings)d.")
            % {
                "outlets": Outlet.objects.open_to_public(today).count(),
                "errors": errors,
                "warnings": len(findings) - errors,
            }
        )
        if errors:
            raise CommandError(_("The catalogue has errors. Correct what is listed above, then check again."))

    def _line(self, finding: Finding) -> str:
        mark = self.style.ERROR if finding.severity is Severity.ERROR else self.style.WARNING
        label = _("error") if finding.severity is Severity.ERROR else _("warning")
        where = " ".join(part for part in (finding.outlet, finding.field) if part)
        return f"{mark(label)} {where}{': ' if where else ''}{finding.text}"
