"""The receipt: a reference to keep, a code to scan, and what happens next."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from locator.applications.promise import promised_on
from locator.models import MailApplication
from locator.models.references import spelled
from locator.public.code import code_of
from locator.search.snapshot import Snapshot


def receipt(request: HttpRequest, application: MailApplication, snapshot: Snapshot) -> dict[str, Any]:
    """Return what the receipt shows; the code holds the reference behind a #, so that no server sees it."""
    address, reference = request.build_absolute_uri(reverse("follow")), spelled(application.reference)
    return {
        "application": application,
        "reference": reference,
        "address": address,
        "code": code_of(f"{address}#{reference}", border=2),
        "promised": promised_on(application, snapshot.calendar),
    }
