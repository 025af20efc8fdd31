"""One step as a page: its question, where one is in the form, and the way back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .steps import CHECK, CODE, Step


def place(page: str, steps: list[Step]) -> dict[str, int]:
    """Return which page of how many it is, with the two behind the steps."""
    pages = [*(step.slug for step in steps), CODE, CHECK]
    return {"number": pages.index(page) + 1, "total": len(pages)}


def shown(
    request: HttpRequest,
    here: Step,
    steps: list[Step],
    form: forms.Form,
    *,
    template: str = "apply/step.html",
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    number = steps.index(here)
    context = {
        "form": form,
        "step": here,
        **place(here.slug, steps),
        "back": steps[number - 1].slug if number else "",
        "operator": settings.OPERATOR_NAME,
        "contact": settings.OPERATOR_CONTACT,
        "kept_days": settings.KEEP_APPLICATIONS_DAYS,
        **more,
    }
    return render(request, template, context, status=status)
