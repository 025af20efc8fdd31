"""What a resident's form carries instead of a cookie: a mark that counts once, signed, good for hours."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.core import signing

# A form may lie open over lunch; afterwards it is asked again.
FORM_HOLDS = timedelta(hours=12)


def new_token(form: str, outlet: str) -> str:
    """Return a token for one form about one outlet; its mark makes a second press name the first."""
    return signing.dumps(secrets.token_hex(12), salt=_salt(form, outlet))


def read_token(token: str, form: str, outlet: str) -> str | None:
    """Return the mark in a token that was given out lately for this form, None for any other text."""
    try:
        mark: str = signing.loads(token, salt=_salt(form, outlet), max_age=FORM_HOLDS)
    except signing.BadSignature:
        return None
    return mark


def _salt(form: str, outlet: str) -> str:
    return f"locator.{form}.{outlet}"
