"""The online geocoders of this site, made once a process from the settings."""

from __future__ import annotations

import os
from functools import lru_cache

from django.conf import settings

from cardservice.geocoders import Geocoders
from locator.limits.counter import Limit
from locator.places import Datum, Gazetteer, Origin
from locator.places.asking import Online, Question, Unavailable
from locator.places.borders import Box
from locator.places.online.providers import PUBLIC_NAMES, service
from locator.places.online.rung import Rung

DAY = 24 * 3600


def online(*, stale: bool) -> Online | None:
    """Return whom to ask online, if there are geocoders; without the database none of them is asked."""
    if not settings.GEOCODERS.order:
        return None
    return _nobody if stale else _rung(settings.GEOCODERS)


def may_be_told() -> list[str]:
    """Return the names of those on other machines to whom a typed address may go."""
    return [PUBLIC_NAMES[one.name] for one in settings.GEOCODERS.order if one.leaves_the_machine]


def _nobody(_question: Question, _gazetteer: Gazetteer) -> Origin | None:
    raise Unavailable


@lru_cache(maxsize=1)
def _rung(configured: Geocoders) -> Rung:
    box = Box(*configured.box) if configured.box else Gazetteer.shipped().box
    services = [
        service(one.name, address=one.address, datum=Datum(one.datum), key=one.key, daily=one.daily, box=box)
        for one in configured.order
    ]
    return Rung(services, seconds=configured.seconds, box=box, count=_count)


def _count(name: str, daily: int) -> bool:
    # Within the transaction that bounds the waiting for locks, which holds this count alone.
    return Limit(f"geocoder-{name}", daily, DAY).hit("", within=True).allowed


# In a child process, the threads that held the workers do not exist.
os.register_at_fork(after_in_child=_rung.cache_clear)
