"""A copy of what is kept, and erasing it; both after a code to the telephone of the application."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from locator.applications import phone as proof
from locator.applications.facts import opened
from locator.applications.moves import MovedMeanwhileError
from locator.applications.own_data import Erasure, ask_for_erasure, own_data, photo_of
from locator.applications.standing import standing_of
from locator.public import phone_code
from locator.public.apply.summary import summary
from locator.public.limited import too_many
from locator.public.names import plain
from locator.search.snapshot import Snapshot

from .entry import Entry, let_out, of_an_applicant

View = Callable[..., HttpResponse]


def after_a_code(view: View) -> View:
    """Open to whoever has typed the code that the applicant's telephone was sent."""

    @of_an_applicant
    @wraps(view)
    def answer(request: HttpRequest, snapshot: Snapshot, entry: Entry) -> HttpResponse:
        if not proof.is_proved(entry.token, opened(entry.application).phone):
            return redirect("follow_data")
        return view(request, snapshot, entry)

    return answer


@of_an_applicant
def data(request: HttpRequest, snapshot: Snapshot, entry: Entry) -> HttpResponse:
    """Ask for a code; after it, show what is kept, and offer a copy and erasing."""
    phone = opened(entry.application).phone
    if proof.is_proved(entry.token, phone):
        return render(request, "follow/data.html", _kept(snapshot, entry))
    if request.method != "POST":
        return render(request, "follow/ask_code.html", {"sent": False})
    if "send" in request.POST:
        return _send(request, entry, phone)
    return _try(request, entry, phone)


@require_safe
@after_a_code
def copy(request: HttpRequest, snapshot: Snapshot, entry: Entry) -> HttpResponse:
    """Give everything that is kept as one file for other programs."""
    response = JsonResponse(
        own_data(entry.application), json_dumps_params={"ensure_ascii": False, "indent": 2}
    )
    response["Content-Disposition"] = 'attachment; filename="application.json"'
    return response


@require_safe
@after_a_code
def kept_photo(request: HttpRequest, snapshot: Snapshot, entry: Entry) -> HttpResponse:
    photo = photo_of(entry.application)
    if photo is None:
        raise Http404
    return HttpResponse(photo, content_type="image/jpeg")


@require_POST
@after_a_code
def erase(request: HttpRequest, snapshot: Snapshot, entry: Entry) -> HttpResponse:
    """Erase now what may be erased now, and the rest as soon as it has ended."""
    if request.POST.get("sure") != "yes":
        context = _kept(snapshot, entry) | {
            "error": _("Tick the box first: what is erased cannot be got back.")
        }
        return render(request, "follow/data.html", context, status=422)
    try:
        done = ask_for_erasure(entry.application)
    except MovedMeanwhileError:
        return redirect("follow_data")
    if done is Erasure.AT_END:
        return redirect("follow_data")
    response = render(request, "follow/erased.html")
    let_out(response)
    return response


def _kept(snapshot: Snapshot, entry: Entry) -> dict[str, Any]:
    application = entry.application
    answers = {"kind": application.kind, "reissue_reason": application.reissue_reason}
    bank = snapshot.banks.get(application.bank_id)
    return {
        "application": application,
        "answers": summary(
            opened(application),
            answers,
            plain(bank or application.bank),
            has_photo=application.photo is not None,
        ),
        "consents": application.consents,
        "standing": standing_of(application, snapshot.calendar),
    }


def _send(request: HttpRequest, entry: Entry, phone: str) -> HttpResponse:
    verdict = phone_code.send(request, entry.token, phone)
    if not verdict:
        return too_many(request, verdict)
    return render(request, "follow/ask_code.html", {"sent": True})


def _try(request: HttpRequest, entry: Entry, phone: str) -> HttpResponse:
    verdict = phone_code.may_try(request)
    if not verdict:
        return too_many(request, verdict)
    error = phone_code.what_is_wrong(entry.token, phone, request.POST.get("code", ""))
    if not error:
        return redirect("follow_data")
    return render(request, "follow/ask_code.html", {"sent": True, "error": error}, status=422)
