"""The sites that may show our small pages inside their own; one that is written wrongly stops the start."""

from __future__ import annotations

import re

from django.core.exceptions import ImproperlyConfigured

# Scheme, name and port alone: a policy with a path, a blank or a semicolon in it would mean something else.
ORIGIN = re.compile(
    r"https://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[0-9]{1,5})?|http://localhost(?::[0-9]{1,5})?"
)


def read(text: str) -> tuple[str, ...]:
    """Return the origins, as the policy lists them; none is the usual answer."""
    origins = tuple(text.lower().split())
    for origin in origins:
        if not ORIGIN.fullmatch(origin):
            raise ImproperlyConfigured(
                f"EMBED_ORIGINS holds {origin!r}: write origins such as https://www.example.org, with blanks "
                "between, and nothing after the host's name but a port."
            )
    return origins
