"""Rendering a staff page with what every one of them shows."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from locator.catalogue.scope import member_of


def staff_page(
    request: HttpRequest, template: str, context: dict[str, Any], *, area: str, status: int = 200
) -> HttpResponse:
    """Answer with a page of an area of the portal; ``area`` is marked in the navigation."""
    shown = {"area": area, "member": member_of(request.user), **context}
    return render(request, template, shown, status=status)
