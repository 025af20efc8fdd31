"""What a person may ask for at any time: a copy of what is kept about them, and that it be erased.

Personal Information Protection Law, articles 45 and 47. Whoever asks has proved the telephone by a code.
"""

from __future__ import annotations

from base64 import b64encode
from dataclasses import asdict
from enum import StrEnum
from typing import Any

from django.db import transaction

from locator.models import ApplicationEvent, MailApplication, State

from .facts import PHOTO, opened
from .moves import TERM, MovedMeanwhileError, move, swap, tell
from .redaction import redact
from .secrecy import decrypted
from .states import BY_APPLICANT, ENDED


class Erasure(StrEnum):
    """What became of the wish."""

    DONE = "done"
    # The card is being made or is in the post: who has it needs the address until it has arrived.
    AT_END = "at-end"


def own_data(application: MailApplication) -> dict[str, Any]:
    """Return everything that is kept of an application, ready for JSON; who at the bank did what is not told.

    Raises ErasedError if there is nothing left.
    """
    return {
        "reference": application.reference,
        "kind": application.kind,
        "reissue_reason": application.reissue_reason,
        "bank": application.bank.name,
        "state": application.state,
        "state_since": application.state_since.isoformat(),
        "submitted_at": application.submitted_at.isoformat(),
        "language": application.language,
        "consents": application.consents,
        "reasons": application.reasons,
        "ems_number": application.ems_number,
        "personal": asdict(opened(application)),
        "photo_jpeg_base64": b64encode(photo).decode() if (photo := photo_of(application)) else None,
        "events": [
            {
                "at": event.at.isoformat(),
                "action": event.action,
                "state": event.state,
                "fields": event.fields,
                "reasons": event.reasons,
                "by": "term" if event.by_name == TERM else "bank" if event.by_name else "applicant",
            }
            for event in application.events.all()
        ],
    }


def photo_of(application: MailApplication) -> bytes | None:
    return decrypted(bytes(application.photo), PHOTO) if application.photo else None


def ask_for_erasure(application: MailApplication) -> Erasure:
    """Erase what has ended, withdraw and erase what may be withdrawn, have the rest erased at its end.

    Raises MovedMeanwhileError if somebody else was faster; then nothing changes.
    """
    with transaction.atomic():
        if State.WITHDRAWN in BY_APPLICANT.get(State(application.state), ()):
            application = move(application, State.WITHDRAWN)
        if application.state in ENDED:
            tell(application, "erased")
            if not redact(application):
                raise MovedMeanwhileError(State(application.state))
            return Erasure.DONE
        if not application.erase_at_end:
            _mark(application)
        return Erasure.AT_END


def _mark(seen: MailApplication) -> None:
    swap(seen, erase_at_end=True)
    ApplicationEvent.objects.create(application=seen, action="erasure-asked", state=seen.state)
