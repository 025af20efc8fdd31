"""What an applicant changes: the address, what was to be corrected, and that the card is wanted no longer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from locator.applications.amend import amend, looked_over
from locator.applications.drafts import Draft, erase_draft, keep_draft, read_draft
from locator.applications.moves import MovedMeanwhileError, NotAllowedError, move
from locator.applications.reasons import CORRECTIONS
from locator.applications.rules import NotAcceptableError
from locator.applications.standing import standing_of
from locator.applications.states import BY_APPLICANT
from locator.applications.submit import NotTakenOnlineError
from locator.models import MailApplication, State
from locator.public.apply.forms import PostForm
from locator.public.apply.photo_step import count_photo, part_of, photo_of, preview_of, take_photo
from locator.public.apply.steps import said_of_validity
from locator.public.limited import too_many
from locator.search.snapshot import Snapshot

from .entry import Entry, of_an_applicant
from .forms import CorrectionForm, asked_for

GONE_ON = (MovedMeanwhileError, NotAllowedError)


@of_an_applicant
def address(request: HttpRequest, snapshot: Snapshot, entry: Entry) -> HttpResponse:
    """Take a whole new postal address, until the card is posted."""
    if not standing_of(entry.application, snapshot.calendar).may_change_address:
        return _to_application("meanwhile")
    form = PostForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        kept = _looked_over(entry.application, form, form.cleaned_data)
        if kept is not None:
            try:
                amend(entry.application, kept, corrects=False)
            except GONE_ON:
                return _to_application("meanwhile")
            return _to_application("address")
    context = {"form": form, "districts": snapshot.districts.values()}
    return render(request, "follow/address.html", context, status=422 if form.errors else 200)


@of_an_applicant
def correct(request: HttpRequest, snapshot: Snapshot, entry: Entry) -> HttpResponse:
    """Take what a clerk asked for, and send the application back to the bank."""
    application = entry.application
    if application.state != State.NEEDS_CORRECTION:
        return _to_application("meanwhile")
    draft = read_draft(entry.token) or Draft(entry.token)
    form = _correction(request, application, draft)
    if request.method != "POST" or not form.is_valid():
        return _correction_page(request, snapshot, application, draft, form)
    uploaded = form.cleaned_data.get("photo") is not None
    if uploaded and not (verdict := count_photo(request)):
        return too_many(request, verdict)
    if uploaded or draft.photo:
        wrong = take_photo(draft, form.cleaned_data)
        keep_draft(draft)
        form = _correction(request, application, draft)  # with the part that may now be chosen
        form.full_clean()
        for said in wrong:
            form.add_error("photo", said)
        if wrong or uploaded or "look" in request.POST:
            return _correction_page(request, snapshot, application, draft, form)
    changes = _changes(form.cleaned_data, application)
    _contradict(form, application, {*changes, *(["photo"] if draft.photo else [])})
    kept = None if form.errors else _looked_over(application, form, changes, with_photo=bool(draft.photo))
    if kept is None:
        return _correction_page(request, snapshot, application, draft, form)
    try:
        amend(application, kept, photo=photo_of(draft))
    except GONE_ON:
        return _to_application("meanwhile")
    except NotTakenOnlineError:
        return render(request, "apply/not_online.html", status=409)
    erase_draft(entry.token)
    return _to_application("corrected")


@of_an_applicant
def new_photo(request: HttpRequest, snapshot: Snapshot, entry: Entry) -> HttpResponse:
    """Show the part of the newly uploaded photo that is kept."""
    return preview_of(read_draft(entry.token))


@of_an_applicant
def withdraw(request: HttpRequest, snapshot: Snapshot, entry: Entry) -> HttpResponse:
    """Ask once more, and withdraw."""
    if State.WITHDRAWN not in BY_APPLICANT.get(State(entry.application.state), ()):
        return _to_application("meanwhile")
    if request.method != "POST":
        return render(request, "follow/withdraw.html")
    try:
        move(entry.application, State.WITHDRAWN)
    except GONE_ON:
        return _to_application("meanwhile")
    return _to_application("withdrawn")


def _to_application(said: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{reverse('follow_application')}?said={said}")


def _looked_over(
    application: MailApplication, form: forms.Form, changes: dict[str, str], *, with_photo: bool = False
) -> dict[str, str] | None:
    """Return the changes as they are kept; None where something is wrong, which the form then says."""
    try:
        return looked_over(application, changes, today=timezone.localdate(), with_photo=with_photo)
    except NotAcceptableError as error:
        for name, said in error.errors.items():
            form.add_error(name if name in form.fields else None, said)  # type: ignore[arg-type]
        return None


def _correction(request: HttpRequest, application: MailApplication, draft: Draft) -> CorrectionForm:
    bound: list[Any] = [request.POST, request.FILES] if request.method == "POST" else []
    return CorrectionForm(*bound, application=application, has_photo=bool(draft.photo), initial=draft.answers)


def _changes(said: dict[str, Any], application: MailApplication) -> dict[str, str]:
    """Return what was typed; what was left empty stays as it is, but for what follows from a new number."""
    texts = {name: said[name] for name in asked_for(application) if name in said and name != "photo"}
    # Left empty they say something: that it follows from the number, or that there is no last day.
    meant = {"born", "sex"} if texts.get("number") else set()
    meant |= {"valid_until"} if said.get("long_term") else set()
    return {name: value for name, value in texts.items() if value or name in meant}


def _contradict(form: forms.Form, application: MailApplication, given: set[str]) -> None:
    """Point out what contradicts itself, and each reason to which nothing was answered."""
    said = form.cleaned_data
    if said.get("valid_until") and said["long_term"]:
        form.add_error("valid_until", said_of_validity(said)["valid_until"])
    if said["as_it_is"]:
        if given:
            form.add_error("as_it_is", _("Something is filled in above: send that, or tick this, not both."))
        return
    for reason in application.reasons:
        fields = [name for name in CORRECTIONS[reason].fields if name in form.fields]
        if fields and not given & set(fields):
            form.add_error(
                fields[0], _("Enter what is to be corrected, or tick below that everything is right.")
            )


def _correction_page(
    request: HttpRequest,
    snapshot: Snapshot,
    application: MailApplication,
    draft: Draft,
    form: CorrectionForm,
) -> HttpResponse:
    context = {
        "form": form,
        "standing": standing_of(application, snapshot.calendar),
        "has_photo": bool(draft.photo),
        "part": part_of(draft),
        "districts": snapshot.districts.values(),
    }
    return render(request, "follow/correct.html", context, status=422 if form.errors else 200)
