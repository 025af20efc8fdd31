"""Proposing a new outlet; a second person decides."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from locator.catalogue.editing import propose_opening
from locator.catalogue.facts import facts_of_new, label
from locator.catalogue.rules import Refused
from locator.catalogue.scope import banks_of
from locator.models.bank import CODE
from locator.staff.door import MANAGERS, for_staff
from locator.staff.page import staff_page

from .facts_form import ListedErrors
from .fields import field_for
from .groups import ADDRESS, CARDS, CONTACT

FACTS = (*ADDRESS.facts, *CONTACT.facts, "hours", "card_hours", *CARDS.facts[2:], "source")
REQUIRED = ADDRESS.required | {"hours", "source"}


class OpeningForm(ListedErrors):
    """What must be known of an outlet before anybody can decide on it; the rest is filled in afterwards."""

    bank = forms.ChoiceField(label=gettext_lazy("Bank"))
    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=40,
        validators=[CODE],
        help_text=gettext_lazy("It stands in the address of the outlet's page and never changes."),
    )

    def __init__(self, user: Any, data: Any = None) -> None:
        facts = facts_of_new()
        super().__init__(data, initial={fact: facts[fact] for fact in FACTS})
        self.fields["bank"].choices = list(banks_of(user).values_list("code", "name"))  # type: ignore[attr-defined]
        for fact in FACTS:
            self.fields[fact] = field_for(fact, required=fact in REQUIRED)

    def name_of_other(self, fact: str) -> str:
        return _("Code") if fact == "code" else label(fact)


@for_staff(MANAGERS)
def outlet_new(request: HttpRequest) -> HttpResponse:
    """Ask for the facts of a new outlet, and propose it."""
    form = OpeningForm(request.user, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            propose_opening(form.cleaned_data, by=request.user)  # type: ignore[arg-type]
        except Refused as refused:
            form.refuse(refused.errors)
        else:
            messages.success(request, _("Proposed. Residents see it once a second person has accepted it."))
            return redirect("staff:proposals")
    status = 422 if form.is_bound else 200
    return staff_page(request, "staff/portal/new.html", {"form": form}, area="outlets", status=status)
