"""The ladder: from what a person types to an origin, stopping at the first rung that answers.

1. coordinates; 2. the gazetteer; 3. (online geocoders, when there are any: between `_in_the_gazetteer` and
`_around`); 4. the town or district that the text names; 5. a question back, or a reasoned no.
"""

from __future__ import annotations

from . import coordinates, guess, match
from .address import Address, spellings, take_apart, without_country
from .answer import NotFound, Origin, WhichPlace
from .datum import Datum
from .gazetteer import Gazetteer
from .normalise import complaint, fold
from .outside import is_elsewhere

Answer = Origin | WhichPlace | NotFound


def resolve(text: str, gazetteer: Gazetteer, district: str | None = None) -> Answer:
    """Return where a text is, a question when several places fit, or why it cannot be answered.

    `district` is a code chosen beside the text; a district that the text itself names goes before it.
    The answer never leaves either without a `district-differs` remark.
    """
    if reason := complaint(text):
        return NotFound(reason)
    if pair := coordinates.read(text):
        try:
            return coordinates.locate(*pair, Datum.WGS84, gazetteer)
        except ValueError:
            return NotFound("outside")
    typed = fold(text)
    chosen = gazetteer.districts.get(district or "")
    wanted = Address(frozenset({chosen.district}), chosen) if chosen else Address()
    for spelling in spellings(typed):
        if entries := gazetteer.names.named(spelling):
            whole = match.settle(entries, wanted, gazetteer)
            if whole is not None:
                return whole
    if is_elsewhere(without_country(typed)):
        return NotFound("outside")
    address = take_apart(typed, gazetteer)
    if not address.districts and chosen:
        address = Address(wanted.districts, chosen, address.town, address.rest)
    return (
        match.within(address, gazetteer)
        or guess.complete(address, gazetteer)
        or guess.by_sound(typed, address, gazetteer)
        or guess.misspelt(address, gazetteer)
        or _around(address)
        or NotFound("unknown")
    )


def _around(address: Address) -> Origin | None:
    """Return the town or district that the text names, with its honest radius."""
    region = address.town or address.named
    if region is None:
        return None
    return region.origin(*(() if not address.rest else (match.DROPPED,)))
