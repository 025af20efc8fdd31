"""Sending what waits in the outbox: each message by one sender, again after a while, given up in the end."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import F
from django.utils import timezone

from locator.models import OutgoingMessage
from locator.notices.words import words

from .facts import TELEPHONE
from .phone import IN_MESSAGE, LASTS, TOPIC
from .secrecy import UnreadableError, decrypted

if TYPE_CHECKING:
    from datetime import datetime

    from locator.notices.backends import Backend

logger = logging.getLogger(__name__)

AT_ONCE = 100
# While one sender is at a message, no other takes it.
TAKEN_FOR = timedelta(minutes=2)
# After so many tries, the last of them about a day after the first, a message is given up.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720))


def send_due(backend: Backend, now: datetime | None = None) -> int:
    """Send the messages whose time has come, oldest first; return how many were handed over."""
    at = now or timezone.now()
    due = OutgoingMessage.objects.filter(next_try_at__lte=at).order_by("next_try_at", "id")[:AT_ONCE]
    return sum(_send(message, backend, at) for message in due)


def _send(message: OutgoingMessage, backend: Backend, now: datetime) -> bool:
    mine = OutgoingMessage.objects.filter(pk=message.pk, next_try_at=message.next_try_at)
    if not mine.update(next_try_at=now + TAKEN_FOR, tries=F("tries") + 1):
        return False  # another sender has it
    if message.topic == TOPIC and message.created_at + LASTS <= now:
        _close(message, failure="expired")
        return False
    try:
        telephone = decrypted(bytes(message.telephone or b""), TELEPHONE).decode()
        code = decrypted(bytes(message.secret), IN_MESSAGE).decode() if message.secret else ""
        text = words(message.topic, language=message.language, reference=message.reference, code=code)
        backend.send(telephone, text, str(message.pk))
    except (OSError, UnreadableError, KeyError) as error:
        _put_off(message, error, now)
        return False
    _close(message, sent_at=now)
    return True


def _put_off(message: OutgoingMessage, error: Exception, now: datetime) -> None:
    # Its class alone: what it says may quote the telephone.
    failure = type(error).__name__
    logger.warning("Message %d could not be sent (%s), try %d.", message.pk, failure, message.tries + 1)
    if message.tries >= len(WAITS):
        _close(message, failure=failure)
        return
    OutgoingMessage.objects.filter(pk=message.pk).update(
        next_try_at=now + WAITS[message.tries], failure=failure
    )


def _close(message: OutgoingMessage, *, sent_at: datetime | None = None, failure: str = "") -> None:
    OutgoingMessage.objects.filter(pk=message.pk).update(
        next_try_at=None, telephone=None, secret=None, sent_at=sent_at, failure=failure
    )
