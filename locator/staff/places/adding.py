"""Adding a place that the site does not know."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from locator.catalogue.kept_places import Kept, add_place
from locator.catalogue.place_facts import PlaceFacts
from locator.search.current import current
from locator.staff.door import for_staff

from .steps import Steps


@for_staff()
def add(request: HttpRequest) -> HttpResponse:
    """Ask for the facts of a new place, show how the search will answer, and keep it."""
    gazetteer = current().snapshot.gazetteer

    def save(facts: PlaceFacts, seen: str) -> Kept:
        return add_place(facts, by=request.user, gazetteer=gazetteer)  # type: ignore[arg-type]

    def kept(outcome: Kept) -> HttpResponse:
        messages.success(request, _("Kept. Residents find it from now on."))
        return redirect("staff:place", pk=outcome.place.pk)

    return Steps(request, gazetteer, save).answer(kept)
