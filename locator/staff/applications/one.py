"""One application: masked until it is opened, what happened to it, and what may be done now."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from locator.applications.facts import ErasedError, PersonalFacts
from locator.applications.moves import MovedMeanwhileError, NotAllowedError, move
from locator.applications.opening import LOOKS, has_opened, open_for, photo_of, with_old_labels
from locator.applications.parcels import ParcelNumbersError, post
from locator.applications.rules import REISSUE_REASONS
from locator.applications.secrecy import UnreadableError
from locator.catalogue.scope import applications_of
from locator.models import MailApplication, State
from locator.models.references import spelled
from locator.search.current import current
from locator.staff.door import OF_A_BANK, for_staff
from locator.staff.page import staff_page

from .actions import CANNOT_END, DONE, actions_for, form_for
from .ages import age_of
from .forms import MoveForm
from .papers import LABELLED_IN
from .rows import masked_of
from .words import facts_in_words, happening, reasons_in_words


def my_application(request: HttpRequest, pk: int) -> MailApplication:
    """Return an application of the person's bank; raises Http404 for any other."""
    mine = with_old_labels(applications_of(request.user)).select_related("claimed_by", "bank")
    return get_object_or_404(mine.defer("photo"), pk=pk)


@for_staff(OF_A_BANK)
@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    return page(request, my_application(request, pk))


@for_staff(OF_A_BANK)
def opening(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what is personal in this one answer; that somebody looked stands in the history."""
    application = my_application(request, pk)
    if request.method != "POST":
        return redirect("staff:application", pk)
    try:
        facts = open_for(application, cast("User", request.user))
    except (ErasedError, UnreadableError):
        return page(request, application)
    return page(request, application, facts=facts)


@for_staff(OF_A_BANK)
@require_safe
def photo(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the photo to the clerk who has opened this application a moment ago."""
    application = get_object_or_404(applications_of(request.user), pk=pk)
    if not has_opened(application, cast("User", request.user), timezone.now()):
        raise Http404
    picture = photo_of(application)
    if picture is None:
        raise Http404
    return HttpResponse(picture, content_type="image/jpeg", headers={"X-Content-Type-Options": "nosniff"})


@for_staff(OF_A_BANK)
def moving(request: HttpRequest, pk: int) -> HttpResponse:
    """Move it on from the state in which the form was shown; whoever comes second is told what happened."""
    application = my_application(request, pk)
    if request.method != "POST":
        return redirect("staff:application", pk)
    to = request.POST.get("to", "")
    if to not in DONE:
        raise Http404
    form = form_for(application, State(to), request.POST)
    if not form.is_valid():
        return page(request, application, sent=form, status=422)
    try:
        _move(application, State(to), form, cast("User", request.user))
    except ParcelNumbersError as wrong:
        form.add_error("ems_number", list(wrong.errors.values()))
        return page(request, my_application(request, pk), sent=form, status=422)
    except (MovedMeanwhileError, NotAllowedError):
        return page(request, my_application(request, pk), sent=form, overtaken=True, status=409)
    messages.success(request, str(DONE[State(to)]))
    return redirect("staff:application", pk)


def _move(application: MailApplication, to: State, form: MoveForm, by: User) -> None:
    # What counts is what the clerk saw, not what stands in the database by now.
    application.state, application.revision = form.cleaned_data["state"], form.cleaned_data["revision"]
    if to is State.POSTED:
        post(application, form.cleaned_data["ems_number"], by=by)
    else:
        move(application, to, by=by, **form.more())


def page(
    request: HttpRequest,
    application: MailApplication,
    *,
    facts: PersonalFacts | None = None,
    sent: MoveForm | None = None,
    overtaken: bool = False,
    status: int = 200,
) -> HttpResponse:
    """Answer with the page of an application; ``facts`` only in the answer to somebody who opened it."""
    events = list(application.events.all())
    if overtaken:
        sent = _as_seen_now(application, sent)
    context = {
        "application": application,
        "reference": spelled(application.reference),
        "age": age_of(application, timezone.localdate(), current().snapshot.calendar),
        "reissue_reason": REISSUE_REASONS.get(application.reissue_reason, ""),
        "reasons": reasons_in_words(application.reasons),
        "masked": masked_of(application),
        "facts": facts_in_words(facts) if facts else None,
        "has_photo": MailApplication.objects.filter(pk=application.pk, photo__isnull=False).exists(),
        "actions": actions_for(application, sent),
        "sent": sent.data.get("to") if sent else "",
        "cannot_end": CANNOT_END.get(State(application.state), ""),
        "happened": [happening(event) for event in events],
        "overtaken": overtaken,
        "last": next((happening(event) for event in reversed(events) if event.action not in LOOKS), None),
        "label": application.state in LABELLED_IN,
    }
    return staff_page(request, "staff/applications/one.html", context, area="applications", status=status)


def _as_seen_now(application: MailApplication, sent: MoveForm | None) -> MoveForm | None:
    """Keep what was typed for another press, now that the clerk sees what somebody else has done."""
    if sent is None:
        return None
    given = sent.data.copy()
    given["state"], given["revision"] = application.state, str(application.revision)
    return form_for(application, State(given["to"]), given)
