"""Where a fact is put right: every finding, task and report leads to its very field."""

from __future__ import annotations

from django.urls import reverse

from locator.catalogue.facts import POSITION

from .groups import GROUP_OF


def link_to(code: str, fact: str) -> str:
    """Return the address of the field that changes a fact; the outlet's page for what has no field."""
    page = reverse("staff:outlet", args=[code])
    if fact in GROUP_OF:
        return f"{reverse('staff:edit', args=[code, GROUP_OF[fact].slug])}#id_{fact}"
    if fact.startswith("exceptions."):
        return f"{reverse('staff:exception', args=[fact.split('.')[1]])}#hours"
    service, _dot, name = fact.rpartition(".")
    if service and name == "hours":
        return f"{reverse('staff:service_hours', args=[code, service])}#id_{fact}"
    if name in {"hours", "card_hours"}:
        return f"{reverse('staff:hours', args=[code])}#id_{fact}"
    if fact in POSITION:
        return f"{reverse('staff:position', args=[code])}#id_pasted"
    return f"{page}#verify" if fact == "verified_on" else page
