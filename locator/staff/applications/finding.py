"""Finding one application: by its reference, or by the document of who stands at the counter."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from locator.applications.opening import find_person
from locator.applications.reasons import REJECTIONS
from locator.catalogue.scope import applications_of
from locator.limits.applications import PERSONS_BY_CLERK
from locator.limits.counter import hit_all
from locator.staff.door import OF_A_BANK, for_staff
from locator.staff.page import staff_page

from .forms import PersonForm, ReferenceForm


@for_staff(OF_A_BANK)
def find(request: HttpRequest) -> HttpResponse:
    """Go to the application of a reference, which stands in no address."""
    if request.method != "POST":
        return redirect("staff:applications")
    form = ReferenceForm(request.POST)
    if form.is_valid():
        found = applications_of(request.user).filter(reference=form.cleaned_data["reference"]).first()
        if found is not None:
            return redirect("staff:application", found.pk)
        form.add_error("reference", _("Your bank has no application with this reference. Compare it again."))
    return _page(request, "staff/applications/find.html", form, 422)


@for_staff(OF_A_BANK)
def person(request: HttpRequest) -> HttpResponse:
    """Find what somebody else may have applied for in the name of who stands at the counter."""
    form = PersonForm(request.POST or None)
    if form.is_valid() and _is_within_the_limit(request, form):
        found = find_person(applications_of(request.user), **form.cleaned_data, by=cast("User", request.user))
        if found is not None:
            said = _(
                "Found. Compare the person before you with the document first. If it was not this person "
                "who applied, end it with the reason “%(reason)s”"
            )
            messages.warning(request, said % {"reason": REJECTIONS["not-this-person"].words})
            return redirect("staff:application", found.pk)
        said = _("Your bank has no application with this document. Another bank may have: ask 12333.")
        form.add_error(None, said)
    return _page(request, "staff/applications/person.html", form, 422 if form.is_bound else 200)


def _is_within_the_limit(request: HttpRequest, form: PersonForm) -> bool:
    verdict = hit_all([(limit, str(request.user.pk)) for limit in PERSONS_BY_CLERK])
    if not verdict:
        minutes = -(-verdict.retry_after // 60)
        said = ngettext(
            "That is very many documents. Try again in %(minutes)d minute.",
            "That is very many documents. Try again in %(minutes)d minutes.",
            minutes,
        )
        form.add_error(None, said % {"minutes": minutes})
    return bool(verdict)


def _page(request: HttpRequest, template: str, form: ReferenceForm | PersonForm, status: int) -> HttpResponse:
    return staff_page(request, template, {"form": form}, area="applications", status=status)
