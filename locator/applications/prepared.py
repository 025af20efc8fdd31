"""What a program has shown under its token before it applies: a telephone that is proved, and a photo.

Kept as a draft of its own, which the token leads to for a day after the proof, whatever comes after it.
"""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from .drafts import Draft, keep_draft, read_draft

PROVED_AT = "proved_at"


def token_proved(token: str, now: datetime | None = None) -> None:
    """Note that a telephone was proved under a token; from now on it may bring a photo."""
    at = now or timezone.now()
    draft = prepared(token) or Draft(_name(token))
    draft.answers = {PROVED_AT: at.isoformat()}
    keep_draft(draft, at)


def prepared(token: str) -> Draft | None:
    """Return what a token has shown; None where no telephone was proved under it within the day."""
    return read_draft(_name(token)) if token else None


def keep_photo(draft: Draft, photo: bytes | None) -> None:
    """Put a photo into what a token has shown, in the place of the one before; None takes it away."""
    draft.photo = photo
    # Counted from the proof: nobody keeps a photo here for ever by sending it again.
    keep_draft(draft, datetime.fromisoformat(draft.answers[PROVED_AT]))


def _name(token: str) -> str:
    # Not the name of the draft in a browser's cookie: the pages keep photos that are not cut yet.
    return f"program:{token}"
