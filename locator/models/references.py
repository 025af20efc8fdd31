"""References that people read out and type: random, without signs that look or sound alike."""

from __future__ import annotations

import re
import secrets
import unicodedata

ALPHABET = "2346789ABCDEFHJKMNPRTUVWXY"


def new_reference(length: int) -> str:
    """Return a reference that nobody guesses: 26 to the power of its length."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def read_reference(typed: str, length: int) -> str:
    """Return a reference however it was typed; empty where it cannot be one."""
    plain = re.sub(r"[^0-9A-Z]", "", unicodedata.normalize("NFKC", typed).upper())
    return plain if len(plain) == length else ""


def spelled(reference: str) -> str:
    """Write a reference in two groups, as it is read out."""
    half = len(reference) // 2
    return f"{reference[:half]}-{reference[half:]}"
