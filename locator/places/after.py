"""How the search will answer once a place of the staff is kept, told without making a gazetteer anew."""

from __future__ import annotations

from dataclasses import replace

from .address import Address
from .answer import Origin, WhichPlace
from .entry import Entry, StaffPlace
from .gazetteer import Gazetteer
from .namesakes import settle
from .normalise import fold
from .resolve import _as_a_neighbourhood
from .staff import entry_of, identity


def answer_after(text: str, place: StaffPlace, gazetteer: Gazetteer) -> Origin | WhichPlace | None:
    """Return the answer to a name of the place, typed alone; None where the name would find nothing."""
    typed = fold(text)
    named = gazetteer.names.named(typed)
    own = identity(place.name, place.district)
    stood = [entry for entry in gazetteer.names.named(own[0]) if identity(entry.name, entry.district) == own]
    others = [entry for entry in named if identity(entry.name, entry.district) != own]
    new = [] if place.retired else [_labelled(entry_of(place, stood), gazetteer)]
    entries = sorted(_spoken_of(typed, [*new, *others]), key=lambda entry: (entry.rank, len(entry.name)))
    found = settle(entries, Address(), gazetteer) if entries else None
    answer = _as_a_neighbourhood(found, typed) if found else None
    return answer if isinstance(answer, Origin | WhichPlace) else None


def _spoken_of(typed: str, entries: list[Entry]) -> list[Entry]:
    """Return the places of a name, or those called so if it is nobody's name, as the index does."""
    called = [entry for entry in entries if typed in set(map(fold, entry.aliases))]
    by_name = [entry for entry in entries if fold(entry.name) == typed]
    return [*(entry for entry in called if entry.rank < 2), *by_name] if by_name else called


def _labelled(entry: Entry, gazetteer: Gazetteer) -> Entry:
    return entry if entry.name_en else replace(entry, name_en=gazetteer.names.readings.label(entry.name))
