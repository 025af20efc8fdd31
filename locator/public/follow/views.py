"""Looking an application up, and where it stands."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cardservice.security import client_address
from locator.applications.lookup import NOT_FOUND, find_again
from locator.applications.standing import standing_of
from locator.applications.submit import REFERENCE_LENGTH
from locator.limits.applications import STATUS_BY_ADDRESS, STATUS_OF_REFERENCE
from locator.limits.counter import Verdict, hit_all
from locator.models.references import read_reference, spelled
from locator.public.catalogue import with_catalogue
from locator.public.limited import needs_database, too_many
from locator.search.snapshot import Snapshot

from .entry import Entry, let_in, let_out, of_an_applicant
from .forms import LookUpForm

# What a page says after a press that led to it.
SAID = {
    "address": _("The postal address has been changed."),
    "corrected": _("Your correction has been sent to the bank."),
    "withdrawn": _("The application has been withdrawn."),
    "erasure-asked": _("Your data will be erased as soon as the card has arrived."),
    "meanwhile": _("The bank was faster: the application has moved on. Nothing was changed."),
}


@never_cache
@needs_database
@with_catalogue
def look_up(request: HttpRequest, snapshot: Snapshot) -> HttpResponse:
    """Ask for the reference and the second secret; whatever is wrong with them has one answer."""
    form = LookUpForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "follow/look_up.html", {"form": form}, status=422 if form.errors else 200)
    typed = form.cleaned_data
    verdict = _counted(request, typed["reference"])
    if not verdict:
        return too_many(request, verdict)
    found = find_again(typed["reference"], typed["secret"])
    if found is None:
        form.add_error("reference", NOT_FOUND)
        return render(request, "follow/look_up.html", {"form": form}, status=422)
    for limit in STATUS_OF_REFERENCE:  # only the failed attempts are to add up
        limit.give_back(found.reference)
    response = redirect("follow_application")
    let_in(response, found)
    return response


@require_safe
@of_an_applicant
def application(request: HttpRequest, snapshot: Snapshot, entry: Entry) -> HttpResponse:
    """Show every step with its date, what comes next, and what the applicant may do."""
    context = {
        "application": entry.application,
        "reference": spelled(entry.application.reference),
        "standing": standing_of(entry.application, snapshot.calendar),
        "said": SAID.get(request.GET.get("said", "")),
    }
    return render(request, "follow/application.html", context)


@require_POST
@never_cache
def leave(request: HttpRequest) -> HttpResponse:
    """Forget on this device which application was looked at."""
    response = redirect("follow")
    let_out(response)
    return response


def _counted(request: HttpRequest, reference: str) -> Verdict:
    """Count an attempt at an address and, where it can be one, at a reference, whether or not there is it."""
    address, subject = client_address(request), read_reference(reference, REFERENCE_LENGTH)
    of_reference = [(limit, subject) for limit in STATUS_OF_REFERENCE] if subject else []
    return hit_all([*((limit, address) for limit in STATUS_BY_ADDRESS), *of_reference])
