"""What leaves the screen: labels, hand-over lists, and tables for the card system; each is an event."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from locator.applications.opening import EXPORTED, LABELLED, LISTED, PHOTOS, reveal
from locator.catalogue.scope import applications_of, batches_of
from locator.models import ApplicationBatch, Bank, MailApplication, State
from locator.models.references import spelled
from locator.staff.door import OF_A_BANK, for_staff
from locator.staff.page import staff_page

from .export import as_csv, with_photos

# Before, nothing is posted; afterwards, nobody needs the address any more.
LABELLED_IN = frozenset({State.ACCEPTED, State.MAKING, State.POSTED, State.RETURNED})

PAPERS = {LABELLED: "staff/applications/labels.html", LISTED: "staff/applications/hand_over.html"}


def my_batch(request: HttpRequest, batch_id: int) -> ApplicationBatch:
    """Return a batch of the person's bank; raises Http404 for any other."""
    return get_object_or_404(batches_of(request.user).select_related("bank"), pk=batch_id)


@for_staff(OF_A_BANK)
def label(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the label of one application, to be printed."""
    found = applications_of(request.user).select_related("bank").defer("photo")
    one = get_object_or_404(found, pk=pk)
    if request.method != "POST":
        return redirect("staff:application", pk)
    if one.state not in LABELLED_IN:
        raise Http404
    return _printed(request, [one], LABELLED, bank=one.bank)


@for_staff(OF_A_BANK)
def labels(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Show the labels of a batch, each on a page of its own."""
    batch = my_batch(request, batch_id)
    if request.method != "POST":
        return redirect("staff:batch", batch_id)
    return _printed(request, _of(batch).defer("photo"), LABELLED, bank=batch.bank, batch=batch)


@for_staff(OF_A_BANK)
def hand_over(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Show the list that the courier signs."""
    batch = my_batch(request, batch_id)
    if request.method != "POST":
        return redirect("staff:batch", batch_id)
    return _printed(request, _of(batch).defer("photo"), LISTED, bank=batch.bank, batch=batch)


@for_staff(OF_A_BANK)
@require_POST
def table(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Give the table of a batch for the card system."""
    batch = my_batch(request, batch_id)
    shown, _left_out = reveal(_of(batch), EXPORTED, cast("User", request.user))
    return _file(as_csv(shown), batch, "csv", "text/csv; charset=utf-8")


@for_staff(OF_A_BANK)
@require_POST
def photos(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Give the table with the uploaded photos beside it."""
    batch = my_batch(request, batch_id)
    shown, _left_out = reveal(_of(batch), PHOTOS, cast("User", request.user))
    return _file(with_photos(shown), batch, "zip", "application/zip")


def _of(batch: ApplicationBatch) -> QuerySet[MailApplication]:
    return batch.applications.filter(bank=batch.bank_id).order_by("submitted_at", "id")


def _printed(
    request: HttpRequest,
    applications: Iterable[MailApplication],
    action: str,
    *,
    bank: Bank,
    batch: ApplicationBatch | None = None,
) -> HttpResponse:
    shown, left_out = reveal(applications, action, cast("User", request.user))
    context = {
        "rows": [(each.application, spelled(each.application.reference), each.facts) for each in shown],
        "left_out": [spelled(each.reference) for each in left_out],
        "bank": bank,
        "batch": batch,
        "today": timezone.localdate(),
    }
    return staff_page(request, PAPERS[action], context, area="applications")


def _file(content: bytes, batch: ApplicationBatch, ending: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Disposition"] = (
        f'attachment; filename="batch-{batch.pk}-{timezone.localdate().isoformat()}.{ending}"'
    )
    return response
