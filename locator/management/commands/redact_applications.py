"""Ends what was not corrected in time, and erases what is personal and no longer needed."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from locator.applications import drafts, phone
from locator.applications.correction_term import end_uncorrected
from locator.applications.redaction import redact_due, redact_sample


class Command(BaseCommand):
    """End what was not corrected in time; erase what ended long enough ago, and drafts and proofs."""

    help = (
        "End what was not corrected in time, and erase what is personal in ended applications, "
        "expired drafts and proofs; run it every night."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--sample",
            action="store_true",
            help="Erase all ended applications at the fictional banks instead, and nothing else.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["sample"]:
            self.stdout.write(f"{redact_sample()} applications at fictional banks erased.")
            return
        now = timezone.now()
        self.stdout.write(f"{end_uncorrected(now)} applications ended that were not corrected in time.")
        ended, typed, proofs = redact_due(now), drafts.sweep(now), phone.forget_proofs(now)
        self.stdout.write(f"{ended} applications, {typed} drafts and {proofs} proofs erased.")
