"""Proving a telephone by a code: five tries in ten minutes, counted in one statement each."""

from __future__ import annotations

import hmac
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from locator.models import PhoneProof
from locator.notices.outbox import put

from .facts import TELEPHONE
from .secrecy import encrypted, fingerprints

if TYPE_CHECKING:
    from datetime import datetime

TOPIC = "code"
DIGITS = 6
TRIES = 5
LASTS = timedelta(minutes=10)
# A proof holds as long as the draft that it belongs to.
PROOF_LASTS = timedelta(days=1)
PROOF, CODE, IN_MESSAGE = "phone-proof", "phone-code", "message-code"


class CodeSpentError(Exception):
    """No code could still be right: none was sent, its time is over, or it was tried too often."""


def send_code(token: str, phone: str, *, language: str, now: datetime | None = None) -> None:
    """Send a new code to the telephone of a draft; it takes the place of the one before."""
    at = now or timezone.now()
    code = "".join(secrets.choice("0123456789") for _digit in range(DIGITS))
    newest, *older = _keys(token, phone)
    with transaction.atomic():
        PhoneProof.objects.filter(key__in=older).delete()
        PhoneProof.objects.update_or_create(
            key=newest,
            defaults={
                "code": _marks(token, code)[0],
                "tries": 0,
                "expires_at": at + LASTS,
                "proved_at": None,
            },
        )
        put(
            TOPIC,
            telephone=encrypted(phone.encode(), TELEPHONE),
            secret=encrypted(code.encode(), IN_MESSAGE),
            language=language,
            at=at,
        )


def tidy_code(typed: str) -> str:
    """Return the digits of a code, whatever script they are in and whatever stands between."""
    return "".join(str(int(sign)) for sign in typed if sign.isdecimal())[: DIGITS * 2]


def prove(token: str, phone: str, typed: str, *, now: datetime | None = None) -> bool:
    """Tell whether a code is right, counting the try before looking; raises CodeSpentError."""
    at = now or timezone.now()
    sent = PhoneProof.objects.filter(key__in=_keys(token, phone))
    if not sent.filter(expires_at__gt=at, tries__lt=TRIES).update(tries=F("tries") + 1):
        raise CodeSpentError
    # A code that was sent before the keys rotated is under an older one; a newer code has erased it.
    expected = sent.values_list("code", flat=True).get()
    if not any(hmac.compare_digest(expected, mark) for mark in _marks(token, typed)):
        return False
    sent.filter(code=expected).update(proved_at=at, expires_at=at + PROOF_LASTS)
    return True


def is_proved(token: str, phone: str, *, now: datetime | None = None) -> bool:
    """Tell whether the telephone of a draft has been proved."""
    proofs = PhoneProof.objects.filter(key__in=_keys(token, phone), proved_at__isnull=False)
    return proofs.filter(expires_at__gt=now or timezone.now()).exists()


def forget_proofs(now: datetime) -> int:
    """Erase the proofs whose time is over; return how many."""
    return PhoneProof.objects.filter(expires_at__lte=now).delete()[0]


def _keys(token: str, phone: str) -> list[str]:
    return fingerprints(f"{token}:{phone}", PROOF)


def _marks(token: str, code: str) -> list[str]:
    # With the token in it, a list of all million codes says nothing about this one.
    return fingerprints(f"{token}:{code}", CODE)
