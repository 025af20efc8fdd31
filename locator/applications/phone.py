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
from .secrecy import encrypted, fingerprint, fingerprints

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
    with transaction.atomic():
        PhoneProof.objects.update_or_create(
            key=_key(token, phone),
            defaults={"code": _mark(token, code), "tries": 0, "expires_at": at + LASTS, "proved_at": None},
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
    live = PhoneProof.objects.filter(key=_key(token, phone), expires_at__gt=at, tries__lt=TRIES)
    if not live.update(tries=F("tries") + 1):
        raise CodeSpentError
    expected = PhoneProof.objects.values_list("code", flat=True).get(key=_key(token, phone))
    if not hmac.compare_digest(expected, _mark(token, typed)):
        return False
    PhoneProof.objects.filter(key=_key(token, phone), code=expected).update(
        proved_at=at, expires_at=at + PROOF_LASTS
    )
    return True


def is_proved(token: str, phone: str, *, now: datetime | None = None) -> bool:
    """Tell whether the telephone of a draft has been proved."""
    keys = fingerprints(f"{token}:{phone}", PROOF)
    proofs = PhoneProof.objects.filter(
        key__in=keys, proved_at__isnull=False, expires_at__gt=now or timezone.now()
    )
    return proofs.exists()


def forget_proofs(now: datetime) -> int:
    """Erase the proofs whose time is over; return how many."""
    return PhoneProof.objects.filter(expires_at__lte=now).delete()[0]


def _key(token: str, phone: str) -> str:
    return fingerprint(f"{token}:{phone}", PROOF)


def _mark(token: str, code: str) -> str:
    # With the token in it, a list of all million codes says nothing about this one.
    return fingerprint(f"{token}:{code}", CODE)
