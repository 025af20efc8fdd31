"""What somebody has typed so far: kept for a day under a token in their own cookie, then erased."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from locator.models import ApplicationDraft

from .secrecy import UnreadableError, decrypted, encrypted, fingerprints

if TYPE_CHECKING:
    from datetime import datetime

LASTS = timedelta(days=1)
ANSWERS, PHOTO, TOKEN = "draft", "draft-photo", "draft-token"
LONGEST = 20_000


@dataclass(slots=True)
class Draft:
    """The answers by the names of their fields, and the photo, ready to be kept under a token."""

    token: str
    answers: dict[str, str] = field(default_factory=dict)
    photo: bytes | None = None


class TooLongError(ValueError):
    """More was typed than any application holds."""


def new_token() -> str:
    return secrets.token_urlsafe(32)


def read_draft(token: str, now: datetime | None = None) -> Draft | None:
    """Return what was kept under a token; None if it has expired, was sent, or never was."""
    if not token:
        return None
    at = now or timezone.now()
    row = ApplicationDraft.objects.filter(key__in=fingerprints(token, TOKEN), expires_at__gt=at).first()
    if row is None:
        return None
    try:
        answers: dict[str, str] = json.loads(decrypted(bytes(row.answers), ANSWERS))
        photo = decrypted(bytes(row.photo), PHOTO) if row.photo else None
    except UnreadableError:
        return None  # its key was taken away: the person starts anew
    return Draft(token, answers, photo)


def keep_draft(draft: Draft, now: datetime | None = None) -> None:
    """Keep the answers for another day; raises TooLongError."""
    text = json.dumps(draft.answers, ensure_ascii=False)
    if len(text) > LONGEST:
        raise TooLongError
    newest, *older = fingerprints(draft.token, TOKEN)
    ApplicationDraft.objects.update_or_create(
        key=newest,
        defaults={
            "answers": encrypted(text.encode(), ANSWERS),
            "photo": encrypted(draft.photo, PHOTO) if draft.photo else None,
            "expires_at": (now or timezone.now()) + LASTS,
        },
    )
    if older:
        ApplicationDraft.objects.filter(key__in=older).delete()


def erase_draft(token: str) -> None:
    ApplicationDraft.objects.filter(key__in=fingerprints(token, TOKEN)).delete()


def sweep(now: datetime) -> int:
    """Erase the drafts whose day is over; return how many."""
    return ApplicationDraft.objects.filter(expires_at__lte=now).delete()[0]
