"""Loads or removes the fictional sample catalogue."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from locator.catalogue.sample import SampleRefusedError, load_sample, remove_sample

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    """Loads the sample, as often as one likes; with --remove takes it out again."""

    help = "Load 53 fictional outlets of eight fictional banks, or remove them again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--remove", action="store_true", help="Delete the fictional banks and outlets only."
        )
        parser.add_argument(
            "--today",
            type=date.fromisoformat,
            help="The day around which the sample's dates lie, such as 2026-11-23; today if not given.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["remove"]:
                self.stdout.write(_("%(count)d fictional outlets removed.") % {"count": remove_sample()})
                return
            loaded = load_sample(today=options["today"] or timezone.localdate())
        except (SampleRefusedError, ValueError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            _("Fictional sample: %(outlets)d outlets of %(banks)d banks in %(districts)d districts.")
            % {
                "outlets": len(loaded.sample.outlets),
                "banks": len(loaded.sample.banks),
                "districts": len({outlet.district_id for outlet in loaded.sample.outlets}),
            }
        )
        self.stdout.write(
            _("Rows made: %(made)d, changed: %(changed)d, deleted: %(deleted)d.")
            % {
                "made": loaded.changed.made,
                "changed": loaded.changed.changed,
                "deleted": loaded.changed.deleted,
            }
        )
