"""Changing a place: more names by everybody; the rest by administrators, as it moves what residents find."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from locator.catalogue.kept_places import Kept, add_names, correct_place, retire_place
from locator.catalogue.place_facts import PlaceFacts
from locator.catalogue.place_revision import PlaceOvertaken
from locator.catalogue.rules import Refused
from locator.search.current import current
from locator.staff.door import ADMINISTRATORS, for_staff
from locator.staff.page import staff_page

from .form import NamesForm, PlaceErrors, RetireForm
from .steps import Steps
from .subject import Subject


@for_staff()
def names(request: HttpRequest, pk: int = 0, key: str = "") -> HttpResponse:
    """Give a place more names."""
    subject = _subject(pk, key)

    def save(form: PlaceErrors, seen: str) -> Kept:
        given = form.cleaned_data
        return add_names(
            subject.facts, given["aliases"], given["source"], by=request.user,  # type: ignore[arg-type]
            gazetteer=subject.gazetteer, seen=seen,
        )  # fmt: skip

    return _short(request, subject, NamesForm, save, {"title": _("Give it more names")})


@for_staff(ADMINISTRATORS)
def retire(request: HttpRequest, pk: int = 0, key: str = "") -> HttpResponse:
    """Take a place out of the search, or bring it back."""
    subject = _subject(pk, key)
    retired = not subject.facts.retired

    def save(form: PlaceErrors, seen: str) -> Kept:
        # What the page said is done, also if it is pressed twice.
        wanted = request.POST.get("retired") == "yes"
        return retire_place(
            subject.facts, retired=wanted, source=form.cleaned_data["source"], by=request.user,  # type: ignore[arg-type]
            gazetteer=subject.gazetteer, seen=seen,
        )  # fmt: skip

    said = _("Take it out of the search") if retired else _("Bring it back into the search")
    return _short(request, subject, RetireForm, save, {"title": said, "retired": retired})


@for_staff(ADMINISTRATORS)
def correct(request: HttpRequest, pk: int = 0, key: str = "") -> HttpResponse:
    """Correct the kind, the names, the position and the radius of a place."""
    subject = _subject(pk, key)

    def save(facts: PlaceFacts, seen: str) -> Kept:
        return correct_place(
            subject.facts, facts, by=request.user, gazetteer=subject.gazetteer, seen=seen  # type: ignore[arg-type]
        )  # fmt: skip

    return Steps(request, subject.gazetteer, save, subject).answer(lambda outcome: _kept(request, outcome))


def _subject(pk: int, key: str) -> Subject:
    return Subject.find(current().snapshot.gazetteer, pk=pk, key=key)


def _short(
    request: HttpRequest,
    subject: Subject,
    kind: type[PlaceErrors],
    save: Callable[[PlaceErrors, str], Kept],
    shown: dict[str, Any],
) -> HttpResponse:
    """Ask in a form without a position, and keep what was typed."""
    if request.method != "POST":
        return _page(request, subject, kind(), subject.seen, shown)
    form, seen = kind(request.POST), request.POST.get("seen", "")
    if form.is_valid():
        try:
            return _kept(request, save(form, seen))
        except Refused as refused:
            form.refuse(refused.errors)
        except PlaceOvertaken as overtaken:
            more = shown | {"overtaken": overtaken}
            return _page(request, subject, form, overtaken.seen, more, status=409)
    return _page(request, subject, form, seen, shown, status=422)


def _page(
    request: HttpRequest,
    subject: Subject,
    form: PlaceErrors,
    seen: str,
    shown: dict[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    context = {"subject": subject, "form": form, "seen": seen, **shown}
    return staff_page(request, "staff/places/short.html", context, area="places", status=status)


def _kept(request: HttpRequest, outcome: Kept) -> HttpResponse:
    said = (
        _("Kept. Residents find it from now on.") if outcome.act else _("Nothing was changed: it stands so.")
    )
    messages.success(request, said)
    return redirect("staff:place", pk=outcome.place.pk)
