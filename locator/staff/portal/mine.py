"""An outlet that the person at the keyboard keeps; any other is not there."""

from __future__ import annotations

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from locator.catalogue.scope import outlets_of
from locator.models import Outlet


def my_outlet(request: HttpRequest, code: str) -> Outlet:
    """Return the outlet with all that its pages show; raises Http404 for another's."""
    mine = outlets_of(request.user).select_related("bank", "district").prefetch_related("offers")
    return get_object_or_404(mine, code=code)
