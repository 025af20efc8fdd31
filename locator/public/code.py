"""A code to scan, drawn as SVG inside the page: nothing of it is asked of another site."""

from __future__ import annotations

import segno
from django.utils.safestring import SafeString, mark_safe


def drawn(address: str) -> SafeString:
    """Draw an address of this site; black on white in any colours, because scanners want that."""
    return mark_safe(segno.make(address, error="m").svg_inline(light="#fff", border=4, omitsize=True))
