"""The pages of the form: each keeps what was typed and says what is wrong; the last one sends it, once."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from functools import wraps
from typing import Any

from django import forms
from django.conf import settings
from django.db import Error
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from cardservice.security import client_address
from locator.applications import phone as proof
from locator.applications.consents import CONSENT_VERSION, CONSENTS
from locator.applications.drafts import Draft, erase_draft, keep_draft
from locator.applications.photo import PhotoError
from locator.applications.rules import DAYS, with_what_the_number_holds
from locator.applications.secrecy import fingerprints
from locator.applications.submit import HasAppliedError, NotTakenOnlineError, Wanted, submit
from locator.applications.typed import tidy_day, tidy_phone
from locator.limits.applications import STARTS, SUBMISSIONS
from locator.limits.counter import hit_all
from locator.models import MailApplication
from locator.models.references import spelled
from locator.public import phone_code
from locator.public.catalogue import with_catalogue
from locator.public.limited import needs_database, too_many
from locator.public.names import plain
from locator.search.records import BankRecord
from locator.search.snapshot import Snapshot

from . import cookie
from .forms import STEP_FORMS
from .page import place, shown
from .photo_step import photo_of, photo_step
from .receipt import receipt
from .steps import (
    BANK,
    CHECK,
    CODE,
    CONSENT,
    GUARDIAN_STEP,
    PERSON,
    PHONE,
    PHOTO,
    Step,
    after,
    checked,
    consents,
    consents_asked,
    first_with_errors,
    page_after,
    steps_for,
)
from .summary import summary

SUBMISSION = "submission"

View = Callable[..., HttpResponse]


def a_page_of_the_form(view: View) -> View:
    """Hand the view the draft; without one, lead to the receipt of what was sent, or else to the start."""

    @never_cache
    @needs_database
    @with_catalogue
    @wraps(view)
    def answer(request: HttpRequest, snapshot: Snapshot, **kwargs: Any) -> HttpResponse:
        draft = cookie.draft_of(request)
        if draft is None:
            return redirect("apply_done" if sent_with(request) else "apply")
        return view(request, snapshot, draft, **kwargs)

    return answer


@never_cache
@needs_database
@with_catalogue
def start(request: HttpRequest, snapshot: Snapshot) -> HttpResponse:
    """Say what is needed, and begin."""
    if request.method == "POST":
        verdict = hit_all([(limit, client_address(request)) for limit in STARTS])
        if not verdict:
            return too_many(request, verdict)
        response = redirect("apply_step", "who")
        keep_draft(cookie.begin(response))
        return response
    context = {
        "banks": banks_of(snapshot),
        "begun": cookie.draft_of(request) is not None,
        "guardian_age": settings.GUARDIAN_BELOW_AGE,
    }
    return render(request, "apply/start.html", context)


@a_page_of_the_form
def step(request: HttpRequest, snapshot: Snapshot, draft: Draft, slug: str) -> HttpResponse:
    """Ask one thing, keep the answer, go on to the next."""
    today = timezone.localdate()
    steps = steps_for(draft.answers, today)
    here = next((one for one in steps if one.slug == slug), None)
    if here is None and slug == GUARDIAN_STEP.slug:
        # Back in the browser of somebody who is a grown-up by now: a corrected number, or a birthday.
        return redirect("apply_step", (after(PERSON, steps) if draft.answers.get("born") else PERSON).slug)
    if here is None:
        raise Http404
    if here is PHOTO:
        return photo_step(request, draft, here, steps)
    bank = bank_of(snapshot, draft)
    if here is CONSENT and bank is None:
        return redirect("apply_step", BANK.slug)  # the texts name the bank that gets the data
    form = _form(request, snapshot, here, draft, bank)
    more: dict[str, Any] = {"districts": snapshot.districts.values(), "bank": bank}
    if not form.is_valid():
        return shown(request, here, steps, form, status=422 if form.is_bound else 200, **more)
    _take(draft, here, form, today)
    keep_draft(draft)
    errors = {name: said for name, said in checked(draft, today)[1].items() if name in form.fields}
    for name, said in errors.items():
        form.add_error(name, said)
    if here is BANK and draft.answers.get("bank") not in dict(banks_of(snapshot)):
        form.add_error("bank", _("Choose one from the list."))
    if form.errors:
        return shown(request, here, steps, form, status=422, **more)
    if here is PHONE:
        return _send_the_code(request, draft)
    return redirect("apply_step", page_after(here, draft, today))


@a_page_of_the_form
def code(request: HttpRequest, snapshot: Snapshot, draft: Draft) -> HttpResponse:
    """Ask for the code that the telephone shows."""
    number = draft.answers.get("phone", "")
    if not number:
        return redirect("apply_step", PHONE.slug)
    if proof.is_proved(draft.token, number):
        return redirect("apply_check")
    steps = steps_for(draft.answers, timezone.localdate())
    context: dict[str, Any] = {"phone": number, **place(CODE, steps)}
    if "send" in request.POST:
        return _send_the_code(request, draft)
    if request.method == "POST":
        verdict = phone_code.may_try(request)
        if not verdict:
            return too_many(request, verdict)
        error = phone_code.what_is_wrong(draft.token, number, request.POST.get("code", ""))
        if not error:
            return redirect("apply_check")
        context["error"] = error
    return render(request, "apply/code.html", context, status=422 if "error" in context else 200)


@a_page_of_the_form
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, snapshot: Snapshot, draft: Draft) -> HttpResponse:
    """Show all answers with the way back to each, and send them."""
    if sent_with(request):
        # Sent before, and the worker ended before it erased the draft; or another press is at it.
        erase_draft(draft.token)
        return redirect("apply_done")
    today = timezone.localdate()
    steps = steps_for(draft.answers, today)
    facts, errors = checked(draft, today)
    if facts is None:
        return redirect("apply_step", (first_with_errors(steps, errors) or steps[0]).slug)
    bank = bank_of(snapshot, draft)
    if bank is None:
        return redirect("apply_step", BANK.slug)
    if not proof.is_proved(draft.token, facts.phone):
        return redirect("apply_code")
    if request.method != "POST":
        answers = summary(facts, draft.answers, plain(bank), has_photo=draft.photo is not None)
        return render(
            request, "apply/check.html", {"answers": answers, "draft": draft, **place(CHECK, steps)}
        )
    verdict = hit_all([(limit, client_address(request)) for limit in SUBMISSIONS])
    if not verdict:
        return too_many(request, verdict)
    try:
        photo = photo_of(draft)
    except PhotoError:
        return redirect("apply_step", PHOTO.slug)
    wanted = Wanted(
        kind=draft.answers["kind"],
        bank=draft.answers["bank"],
        language=translation.get_language() or "zh-hans",
        consents=consents(draft.answers),
        reissue_reason=draft.answers.get("reissue_reason", ""),
    )
    token = fingerprints(draft.token, SUBMISSION)[0]
    try:
        submit(facts, wanted, token=token, photo=photo)
    except HasAppliedError as error:
        context = {"reference": spelled(error.application.reference)}
        return render(request, "apply/has_applied.html", context, status=409)
    except NotTakenOnlineError:
        return render(request, "apply/not_online.html", status=409)
    # It is taken; a draft that cannot be erased now is erased at the next look, or when its day is over.
    with suppress(Error):
        erase_draft(draft.token)
    return redirect("apply_done")


@never_cache
@needs_database
@with_catalogue
def done(request: HttpRequest, snapshot: Snapshot) -> HttpResponse:
    """Show the receipt to whoever holds the cookie that the application was sent with."""
    application = sent_with(request)
    if application is None:
        return redirect("apply")
    return render(request, "apply/done.html", receipt(request, application, snapshot))


@require_POST
@never_cache
def leave(request: HttpRequest) -> HttpResponse:
    """Forget on this device which application was sent from it."""
    response = redirect("home")
    cookie.end(response)
    return response


def sent_with(request: HttpRequest) -> MailApplication | None:
    """Return the application that was sent with this cookie within the last day, under whichever key."""
    token = cookie.token_of(request)
    sent = MailApplication.objects.select_related("bank").filter(
        submission_token__in=fingerprints(token, SUBMISSION),
        submitted_at__gt=timezone.now() - timedelta(days=1),
    )
    return sent.first() if token else None


def banks_of(snapshot: Snapshot) -> list[tuple[str, str]]:
    """Return the banks that take applications by post, by code and name."""
    return [(bank.code, plain(bank)) for bank in snapshot.banks_by_post()]


def bank_of(snapshot: Snapshot, draft: Draft) -> BankRecord | None:
    """Return the bank that was chosen, if it takes applications by post."""
    chosen = draft.answers.get("bank")
    return next((bank for bank in snapshot.banks_by_post() if bank.code == chosen), None)


def _form(
    request: HttpRequest, snapshot: Snapshot, here: Step, draft: Draft, bank: BankRecord | None
) -> forms.Form:
    more: dict[str, Any] = {}
    if here is BANK:
        more["banks"] = banks_of(snapshot)
    if here is CONSENT:
        more["bank"] = plain(bank)
        more["asked"] = consents_asked(draft.answers, timezone.localdate())
    sent = request.POST if request.method == "POST" else None
    return STEP_FORMS[here.slug](sent, initial=draft.answers, **more)


def _take(draft: Draft, here: Step, form: forms.Form, today: Any) -> None:
    before = dict(draft.answers)
    for name, value in form.cleaned_data.items():
        agreed = CONSENT_VERSION if value is True else ""
        draft.answers[name] = agreed if isinstance(value, bool) else value
    for name in set(DAYS) & set(form.fields):
        draft.answers[name] = tidy_day(draft.answers[name])
    if "phone" in form.fields:
        draft.answers["phone"] = tidy_phone(draft.answers["phone"])
    if here.slug == "person":
        draft.answers = with_what_the_number_holds(draft.answers, today, before)
        for name in set(CONSENTS) - set(consents_asked(draft.answers, today)):
            draft.answers.pop(f"consent_{name}", None)  # a grown-up by now
    if draft.answers.get("bank") != before.get("bank"):
        # It was agreed to for the bank that was named.
        draft.answers.pop("consent_bank", None)


def _send_the_code(request: HttpRequest, draft: Draft) -> HttpResponse:
    number = draft.answers["phone"]
    if proof.is_proved(draft.token, number):
        return redirect("apply_check")
    verdict = phone_code.send(request, draft.token, number)
    if not verdict:
        return too_many(request, verdict)
    return redirect("apply_code")
