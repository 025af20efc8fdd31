"""Batches: choosing what is made or posted together, and looking at what was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from locator.applications.batches import MOST, Together, TooManyError, make_together, post_together
from locator.applications.opening import with_old_labels
from locator.applications.parcels import ParcelNumbersError, parcel_numbers
from locator.catalogue.scope import applications_of, batches_of, member_of
from locator.models import MailApplication, State
from locator.models.references import spelled
from locator.search.current import current
from locator.staff.door import OF_A_BANK, for_staff
from locator.staff.page import staff_page

from .papers import my_batch
from .rows import Row, row_of

ON_A_PAGE = 30
SEEN = "@"


@dataclass(frozen=True, slots=True)
class Parcel:
    """A card that is being made, with the number that was typed for it and what is wrong with that."""

    row: Row
    seen: str
    typed: str
    error: str
    is_next: bool


@for_staff(OF_A_BANK)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    found = batches_of(request.user).annotate(number=Count("applications")).order_by("-id")
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    return staff_page(request, "staff/applications/batches.html", {"page": page}, area="applications")


@for_staff(OF_A_BANK)
@require_safe
def one(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Show what a batch holds, by reference alone, and what can be printed of it."""
    batch = my_batch(request, batch_id)
    held = list(batch.applications.defer("personal", "photo", "consents").order_by("submitted_at", "id"))
    context = {
        "batch": batch,
        "rows": [(application, spelled(application.reference)) for application in held],
        "has_photos": batch.applications.filter(photo__isnull=False).exists(),
    }
    return staff_page(request, "staff/applications/batch.html", context, area="applications")


@for_staff(OF_A_BANK)
def making(request: HttpRequest) -> HttpResponse:
    """List what was accepted, and note of those ticked that their cards are being made."""
    if request.method != "POST":
        return _making_page(request)
    seen = _seen(request)
    if not seen:
        return _making_page(request, error=_("Tick at least one application."), status=422)
    try:
        done = make_together(seen, bank=_bank(request), by=cast("User", request.user))
    except TooManyError:
        return _making_page(request, error=_too_many(), status=422)
    return _told(request, done, "staff:batch_making")


@for_staff(OF_A_BANK)
def posting(request: HttpRequest) -> HttpResponse:
    """List the cards that are being made, and note those with a number as posted."""
    if request.method != "POST":
        return _posting_page(request, {}, {})
    seen = _seen(request)
    typed = {pk: text for pk in seen if (text := request.POST.get(f"number-{pk}", "").strip())}
    try:
        if "check" in request.POST:
            parcel_numbers(typed)
            return _posting_page(request, typed, {})
        if not typed:
            return _posting_page(request, {}, {}, error=_("Enter the number of at least one parcel."))
        kept = {pk: seen[pk] for pk in typed}
        done = post_together(kept, typed, bank=_bank(request), by=cast("User", request.user))
    except ParcelNumbersError as wrong:
        return _posting_page(request, typed, wrong.errors)
    except TooManyError:
        return _posting_page(request, typed, {}, error=_too_many())
    return _told(request, done, "staff:batch_posting")


def _bank(request: HttpRequest) -> str:
    member = member_of(request.user)
    assert member is not None
    assert member.bank_id is not None  # the door lets nobody else in
    return member.bank_id


def _seen(request: HttpRequest) -> dict[int, int]:
    """Return the revision in which each application was shown; what is no number is left out."""
    pairs = (value.partition(SEEN)[::2] for value in request.POST.getlist("seen"))
    return {int(pk): int(revision) for pk, revision in pairs if _is_number(pk) and _is_number(revision)}


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10


def _too_many() -> str:
    return _("One batch holds at most %(most)d applications. Take fewer.") % {"most": MOST}


def _told(request: HttpRequest, done: Together, again: str) -> HttpResponse:
    if done.left_out:
        said = _("These have changed since you looked, so they are left out: %(references)s")
        named = _(", ").join(spelled(reference) for reference in done.left_out)
        messages.warning(request, said % {"references": named})
    if done.batch is None:
        return redirect(again)
    said = ngettext(
        "%(number)d application was moved. Its applicant gets a message.",
        "%(number)d applications were moved. Their applicants get a message.",
        done.moved,
    )
    messages.success(request, said % {"number": done.moved})
    return redirect("staff:batch", done.batch.pk)


def _rows(request: HttpRequest, state: State) -> tuple[list[Row], int]:
    """Return the oldest in a state, as many as one batch holds, and how many more there are."""
    found = with_old_labels(applications_of(request.user).filter(state=state))
    today, calendar = timezone.localdate(), current().snapshot.calendar
    shown = found.select_related("claimed_by").defer("photo", "consents").order_by("submitted_at", "id")
    rows = [row_of(application, today, calendar) for application in shown[:MOST]]
    return rows, max(0, found.count() - MOST) if len(rows) == MOST else 0


def _mark(application: MailApplication) -> str:
    return f"{application.pk}{SEEN}{application.revision}"


def _making_page(request: HttpRequest, *, error: str = "", status: int = 200) -> HttpResponse:
    rows, left = _rows(request, State.ACCEPTED)
    context: dict[str, Any] = {
        "rows": [(row, _mark(row.application)) for row in rows],
        "left": left,
        "error": error,
        "ticked": not error,
    }
    return staff_page(request, "staff/applications/making.html", context, area="applications", status=status)


def _posting_page(
    request: HttpRequest, typed: dict[int, str], errors: dict[int, str], *, error: str = ""
) -> HttpResponse:
    """Show each card with what was typed for it; the next empty field waits for the scanner."""
    rows, left = _rows(request, State.MAKING)
    first = next((row.application.pk for row in rows if row.application.pk in errors), None)
    if first is None:
        first = next((row.application.pk for row in rows if row.application.pk not in typed), None)
    parcels = [
        Parcel(
            row,
            _mark(row.application),
            typed.get(row.application.pk, ""),
            errors.get(row.application.pk, ""),
            request.method == "POST" and row.application.pk == first,
        )
        for row in rows
    ]
    wrong = [parcel for parcel in parcels if parcel.error]
    context = {"parcels": parcels, "left": left, "error": error, "wrong": wrong}
    status = 422 if errors or error else 200
    return staff_page(request, "staff/applications/posting.html", context, area="applications", status=status)
