"""A code to scan, drawn as SVG inside the page: nothing of it is asked of another site."""

from __future__ import annotations

from functools import lru_cache

import segno
from django.utils.safestring import SafeString, mark_safe


def code_of(text: str, *, border: int) -> SafeString:
    """Draw a text with a quiet border of so many modules; black on white in any colours, as scanners want."""
    return mark_safe(segno.make(text, error="m").svg_inline(light="#fff", border=border, omitsize=True))


@lru_cache(maxsize=1_000)
def drawn(address: str) -> SafeString:
    """Draw the address of a public page, once: drawing takes longer than the rest of its page."""
    return code_of(address, border=4)
