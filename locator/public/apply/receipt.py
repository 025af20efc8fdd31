"""The receipt: a reference to keep, a code to scan, and what happens next."""

from __future__ import annotations

from typing import Any

import segno
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import mark_safe

from locator.applications.promise import promised_on
from locator.models import MailApplication
from locator.models.references import spelled
from locator.search.snapshot import Snapshot


def receipt(request: HttpRequest, application: MailApplication, snapshot: Snapshot) -> dict[str, Any]:
    """Return what the receipt shows; the code holds the reference behind a #, so that no server sees it."""
    address, reference = request.build_absolute_uri(reverse("follow")), spelled(application.reference)
    code = segno.make(f"{address}#{reference}", error="m").svg_inline(light="#fff", border=2, omitsize=True)
    return {
        "application": application,
        "reference": reference,
        "address": address,
        "code": mark_safe(code),
        "promised": promised_on(application, snapshot.calendar),
    }
