"""Putting a message into the outbox, in the transaction of the change that it tells of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Count, Min, Q
from django.utils import timezone

from locator.models import OutgoingMessage

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Backlog:
    """What waits: how many messages, how many of them have failed before, and since when.

    ``due_at`` is when the first of them was to be tried, ``oldest_at`` when the oldest was written.
    """

    waiting: int
    failing: int
    oldest_at: datetime | None
    due_at: datetime | None


class NotInATransactionError(RuntimeError):
    """A message outside a transaction could be sent though its change is taken back."""


def put(
    topic: str,
    *,
    telephone: bytes,
    language: str,
    reference: str = "",
    secret: bytes | None = None,
    at: datetime | None = None,
) -> None:
    """Have a message sent soon; ``telephone`` and ``secret`` are encrypted.

    Raises NotInATransactionError outside one.
    """
    if not connection.in_atomic_block:
        raise NotInATransactionError(topic)
    OutgoingMessage.objects.create(
        topic=topic,
        reference=reference,
        language=language,
        telephone=telephone,
        secret=secret,
        next_try_at=at or timezone.now(),
    )


def backlog() -> Backlog:
    """Return what waits in the outbox, in one query."""
    waiting = OutgoingMessage.objects.filter(next_try_at__isnull=False)
    return Backlog(
        **waiting.aggregate(
            waiting=Count("pk"),
            failing=Count("pk", filter=Q(tries__gt=0)),
            oldest_at=Min("created_at"),
            due_at=Min("next_try_at"),
        )
    )
