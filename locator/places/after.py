"""How the search will answer once a place of the staff is kept, told without making a gazetteer anew."""

from __future__ import annotations

from .address import Address
from .answer import Origin, WhichPlace
from .entry import Entry, StaffPlace
from .gazetteer import Gazetteer
from .names import rank_of, spoken_of
from .namesakes import settle
from .normalise import fold
from .resolve import as_a_neighbourhood
from .staff import entry_of, identity


def answer_after(text: str, place: StaffPlace, gazetteer: Gazetteer) -> Origin | WhichPlace | None:
    """Return the answer to a name of the place, typed alone; None where the name would find nothing."""
    typed = fold(text)
    named = gazetteer.names.named(typed)
    own = identity(place.name, place.district)
    stood = [entry for entry in gazetteer.names.named(own[0]) if identity(entry.name, entry.district) == own]
    others = [entry for entry in named if identity(entry.name, entry.district) != own]
    new = [] if place.retired else [entry_of(place, stood)]
    entries = sorted(_spoken_of(typed, [*new, *others]), key=rank_of)
    found = settle(entries, Address(), gazetteer) if entries else None
    answer = as_a_neighbourhood(found, typed) if found else None
    return answer if isinstance(answer, Origin | WhichPlace) else None


def _spoken_of(typed: str, entries: list[Entry]) -> list[Entry]:
    """Return the places of a name, or those called so if it is nobody's name, as the index does."""
    called = [entry for entry in entries if typed in set(map(fold, entry.aliases))]
    by_name = [entry for entry in entries if fold(entry.name) == typed]
    return spoken_of(by_name, called)
