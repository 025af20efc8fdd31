"""Keeping personal facts unreadable in the database, and telling those of one person without reading them.

The keys lie in the environment, derive from no other key, and rotate: the first of each list writes, all of
them read. A key serves one purpose at a time: what was encrypted for one use says nothing for another.
"""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64encode
from functools import lru_cache
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class UnreadableError(ValueError):
    """None of the keys opens this: a key is missing, or the text is damaged."""


def encrypted(plain: bytes, purpose: str) -> bytes:
    """Return the bytes under the first of the keys."""
    return _box(tuple(settings.FIELD_KEYS), purpose).encrypt(plain)


def decrypted(secret: bytes, purpose: str) -> bytes:
    """Return what was encrypted for this purpose under any of the keys; raises UnreadableError."""
    try:
        # A database gives binary columns as memoryview.
        return _box(tuple(settings.FIELD_KEYS), purpose).decrypt(bytes(secret))
    except InvalidToken as error:
        raise UnreadableError(f"No key opens this {purpose}.") from error


def under_the_newest_key(secret: bytes, purpose: str) -> bytes:
    """Return the same under the first of the keys; raises UnreadableError."""
    try:
        return _box(tuple(settings.FIELD_KEYS), purpose).rotate(bytes(secret))
    except InvalidToken as error:
        raise UnreadableError(f"No key opens this {purpose}.") from error


def fingerprint(text: str, purpose: str) -> str:
    """Return 64 hexadecimal digits that stand for a text, the same each time under the newest key."""
    return fingerprints(text, purpose)[0]


def fingerprints(text: str, purpose: str) -> list[str]:
    """Return the text's fingerprint under each of the keys, the newest first."""
    return [
        hmac.new(_derived(key, purpose), text.encode(), sha256).hexdigest()
        for key in settings.FINGERPRINT_KEYS
    ]


@lru_cache(maxsize=32)
def _box(keys: tuple[str, ...], purpose: str) -> MultiFernet:
    return MultiFernet([Fernet(urlsafe_b64encode(_derived(key, purpose))) for key in keys])


def _derived(key: str, purpose: str) -> bytes:
    return hmac.new(key.encode(), f"locator.secrecy.{purpose}".encode(), sha256).digest()
