"""Where a fact is put right: every finding, task and report leads to its very field."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse

from .groups import GROUP_OF

POSITION = frozenset({"latitude", "longitude", "position_source", "position_verified"})


def link_to(code: str, fact: str) -> str:
    """Return the address of the field that changes a fact; the outlet's page for what has no field."""
    page = reverse("staff:outlet", args=[code])
    if fact in GROUP_OF:
        return f"{reverse('staff:edit', args=[code, GROUP_OF[fact].slug])}#id_{fact}"
    service, _dot, name = fact.rpartition(".")
    if fact.startswith("exceptions"):
        return _page("staff:exceptions", code) or page
    if service and name == "hours":
        return reverse("staff:service_hours", args=[code, service])
    if name in {"hours", "card_hours"}:
        return _page("staff:hours", code) or page
    if fact in POSITION:
        return _page("staff:position", code) or page
    return f"{page}#verify" if fact == "verified_on" else page


def _page(name: str, code: str) -> str:
    try:
        return reverse(name, args=[code])
    except NoReverseMatch:
        return ""
