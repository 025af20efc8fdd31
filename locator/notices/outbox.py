"""Putting a message into the outbox, in the transaction of the change that it tells of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection
from django.utils import timezone

from locator.models import OutgoingMessage

if TYPE_CHECKING:
    from datetime import datetime


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
