"""Moving many applications by one press: all that are still as they were seen, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from locator.models import ApplicationBatch, MailApplication, State

from .moves import MovedMeanwhileError, move
from .parcels import one_at_a_time, parcel_numbers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.contrib.auth.models import User

# As many as are packed in one go; the labels of more would not be looked through.
MOST = 200
Kind = ApplicationBatch.Kind
MOVES = {Kind.MAKING: (State.ACCEPTED, State.MAKING), Kind.POSTING: (State.MAKING, State.POSTED)}


class TooManyError(ValueError):
    """More applications than one batch holds; nothing was moved."""


@dataclass(frozen=True, slots=True)
class Together:
    """What was moved, None if nothing was, and the references of those that somebody else had moved."""

    batch: ApplicationBatch | None
    moved: int
    left_out: tuple[str, ...]


def make_together(seen: Mapping[int, int], *, bank: str, by: User) -> Together:
    """Note that the cards of accepted applications are being made.

    ``seen`` holds the revision in which each was seen. Raises TooManyError.
    """
    return _together(Kind.MAKING, seen, {}, bank, by)


def post_together(seen: Mapping[int, int], typed: Mapping[int, str], *, bank: str, by: User) -> Together:
    """Note that cards which were being made are in the post, each under its number.

    Raises ParcelNumbersError with all that is wrong, or TooManyError; then nothing is moved.
    """
    return _together(Kind.POSTING, seen, {pk: typed.get(pk, "") for pk in seen}, bank, by)


def _together(
    kind: ApplicationBatch.Kind, seen: Mapping[int, int], typed: Mapping[int, str], bank: str, by: User
) -> Together:
    if len(seen) > MOST:
        raise TooManyError(len(seen))
    start, to = MOVES[kind]
    moved, left_out = [], []
    with transaction.atomic():
        one_at_a_time(bank)
        numbers = parcel_numbers(typed)
        # Always in the same order, so that two batches never wait for each other.
        for row in MailApplication.objects.filter(bank_id=bank, pk__in=list(seen)).order_by("pk"):
            row.state, row.revision = start, seen[row.pk]
            try:
                moved.append(move(row, to, by=by, ems_number=numbers.get(row.pk, "")))
            except MovedMeanwhileError:
                left_out.append(row.reference)
        if not moved:
            return Together(None, 0, tuple(left_out))
        batch = ApplicationBatch.objects.create(kind=kind, bank_id=bank, by=by, by_name=by.get_username())
        batch.applications.set(moved)
    return Together(batch, len(moved), tuple(left_out))
