"""Prints the applications that the database holds, as JSON: whose, under which reference, told how often."""

from __future__ import annotations

import json
import sys

import django

django.setup()

from django.db.models import Count, OuterRef, Subquery  # noqa: E402

from locator.applications.facts import opened  # noqa: E402
from locator.models import MailApplication, OutgoingMessage  # noqa: E402

told = OutgoingMessage.objects.filter(topic="submitted", reference=OuterRef("reference"))
counted = told.order_by().values("reference").annotate(count=Count("pk")).values("count")
rows = MailApplication.objects.annotate(of_events=Count("events"), of_messages=Subquery(counted))
kept = [
    (opened(row).number, row.reference, row.of_events, row.of_messages or 0) for row in rows.order_by("pk")
]
references = MailApplication.objects.values("reference")
stray = OutgoingMessage.objects.filter(topic="submitted").exclude(reference__in=references).count()
json.dump({"kept": kept, "stray": stray}, sys.stdout)
