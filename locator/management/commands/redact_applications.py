"""Erases what is personal and no longer needed."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from locator.applications import drafts, phone
from locator.applications.redaction import redact_due


class Command(BaseCommand):
    """Erase applications that ended long enough ago, and drafts and proofs whose time is over."""

    help = "Erase what is personal in ended applications, expired drafts and proofs; run it every night."

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        ended, typed, proofs = redact_due(now), drafts.sweep(now), phone.forget_proofs(now)
        self.stdout.write(f"{ended} applications, {typed} drafts and {proofs} proofs erased.")
