"""The staff's places, laid over the tables below."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from locator.models import Point

from . import kinds
from .answer import Kind, Precision
from .columns import Entries
from .entry import Entry, StaffPlace
from .names import NameIndex
from .normalise import fold

_PRECISIONS = {
    Kind.LANDMARK: (Precision.LANDMARK, 3),
    Kind.STATION: (Precision.LANDMARK, kinds.STATION.rank),
    Kind.ROAD: (Precision.ROAD, kinds.ROAD.rank),
    Kind.COMMUNITY: (Precision.COMMUNITY, kinds.ESTATE.rank),
    Kind.TOWN: (Precision.TOWN, 3),
}


def replaced_by(places: Iterable[StaffPlace], entries: Entries, index: NameIndex) -> NDArray[np.bool_]:
    """Mark the entries that the staff's rows take the place of: those of their name and district."""
    hidden = np.zeros(len(entries), np.bool_)
    district = entries.text("district")
    for place in places:
        for number in index.forms["names"].exact(fold(place.name)).tolist():
            if district[number] == place.district:
                hidden[number] = True
    return hidden


def entries_of(places: Iterable[StaffPlace]) -> list[Entry]:
    """Return the staff's places as entries, without those that only take another away."""
    return [_entry(place) for place in places if not place.retired]


def _entry(place: StaffPlace) -> Entry:
    kind = Kind(place.kind)
    precision, rank = _PRECISIONS[kind]
    return Entry(
        name=place.name,
        name_en="",
        kind=kind,
        precision=precision,
        district=place.district,
        point=Point(place.latitude, place.longitude),
        radius_m=place.radius_m,
        source="staff",
        key=f"{place.district}-{fold(place.name)}",
        rank=rank,
        aliases=place.aliases,
    )
