"""References of rows, made of names where the source has none."""

from __future__ import annotations

import hashlib


def shortened(folded: str, longest: int) -> str:
    """Return a folded name for a reference: as it is, or cut with a mark that still tells it from others."""
    if len(folded) <= longest:
        return folded
    return f"{folded[: longest - 9]}-{hashlib.sha256(folded.encode()).hexdigest()[:8]}"
