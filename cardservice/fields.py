"""Keeping secrets unreadable in the database, under keys that do not lie in it."""

from __future__ import annotations

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac


def encrypted(text: str) -> str:
    """Return the text under the first of the keys."""
    return _box().encrypt(text.encode()).decode()


def decrypted(text: str) -> str:
    """Return what was encrypted under any of the keys; an InvalidToken says that none of them fits."""
    return _box().decrypt(text.encode()).decode()


def _box() -> MultiFernet:
    return MultiFernet([_fernet(key) for key in settings.FIELD_KEYS or [settings.SECRET_KEY]])


def _fernet(key: str) -> Fernet:
    # Derived, so that this key says nothing about those that sign cookies and links.
    derived = salted_hmac("cardservice.fields", "field", secret=key, algorithm="sha256").digest()
    return Fernet(urlsafe_b64encode(derived))
