"""Has somebody come nearly too often without coming: each time would cost a page."""

from __future__ import annotations

from locator.limits.counter import Limit
from locator.models import RateCounter


def all_but_one(limit: Limit) -> None:
    """Have everybody who was counted be counted as often as the limit allows, but once."""
    counted = RateCounter.objects.filter(key__startswith=f"{limit.action}:{limit.seconds}:", hits__gt=0)
    assert counted.update(hits=limit.most - 1)
