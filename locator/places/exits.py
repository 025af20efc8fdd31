"""Exits of metro stations: 西安路站C口, 西安路地铁站C出口, 西安路C口."""

from __future__ import annotations

import re

from .address import Address
from .answer import Kind
from .gazetteer import Gazetteer
from .namesakes import Found, settle

EXIT = re.compile(
    r"^(?:地铁|轻轨)?(?P<station>.{2,}?)(?:地铁站|轻轨站|地铁|站)?(?P<exit>[a-h]\d?|\d{1,2}(?=号))号?(?:出入口|出口|入口|口)$"
)


def station(address: Address, gazetteer: Gazetteer) -> Found | None:
    """Return the exit of a station where it is known by itself, else the station, or None."""
    match = EXIT.match(address.rest)
    if match is None:
        return None
    whole = f"{match['station']}站"
    for name in (f"{whole}{match['exit']}口", f"{whole}{match['exit']}出口", whole):
        stations = [entry for entry in gazetteer.names.named(name) if entry.kind is Kind.STATION]
        if found := settle(stations, address, gazetteer) if stations else None:
            return found
    return None
