"""The staff's places, laid over the tables below."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

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
# What the staff call a community may be an estate of a table.
_ALIKE = {Kind.COMMUNITY: frozenset({Kind.COMMUNITY, Kind.ESTATE})}
STAFF = "staff"
Identity = tuple[str, str]


def identity(name: str, district: str) -> Identity:
    """Return what a staff's row and the rows that it takes the place of have in common."""
    return fold(name), district


def lay_over(
    places: Iterable[StaffPlace], entries: Entries, index: NameIndex
) -> tuple[list[Entry], NDArray[np.bool_]]:
    """Return the staff's own places, and a mark on each entry below that one of their rows replaces.

    A row takes the place of all entries of its name and district; a retired one leaves none in it.
    """
    own, hidden = [], np.zeros(len(entries), np.bool_)
    districts = entries.text("district")
    for place in places:
        numbers: list[int] = index.forms["names"].exact(fold(place.name)).tolist()
        stood = [number for number in numbers if districts[number] == place.district]
        hidden[stood] = True
        if not place.retired:
            own.append(entry_of(place, [entries[number] for number in stood]))
    return own, hidden


def entry_of(place: StaffPlace, stood: Iterable[Entry] = ()) -> Entry:
    """Return a staff's row as a place; what it has no column for stays as it was in the row it replaces."""
    kind, point = Kind(place.kind), Point(place.latitude, place.longitude)
    precision, rank = _PRECISIONS[kind]
    alike = [entry for entry in stood if entry.kind in _ALIKE.get(kind, {kind})]
    if len(alike) == 1:
        return _changed(alike[0], place, point, precision)
    return Entry(
        name=place.name,
        name_en="",
        kind=kind,
        precision=precision,
        district=place.district,
        point=point,
        radius_m=place.radius_m,
        source=STAFF,
        key=f"{place.district}-{fold(place.name)}",
        rank=rank,
        aliases=place.aliases,
    )


def _changed(stood: Entry, place: StaffPlace, point: Point, precision: Precision) -> Entry:
    unmoved = stood.point == point
    aliases = place.aliases
    if stood.town and stood.aliases:
        # Of a community the short name stands last: under it, it is found in the address of its town.
        short = stood.aliases[-1]
        aliases = (*(alias for alias in aliases if alias != short), short)
    return replace(
        stood,
        name=place.name,
        # A point that is only borrowed from the town stays borrowed until somebody gives another.
        precision=stood.precision if unmoved else precision,
        located=stood.located if unmoved else True,
        line=stood.line if unmoved else "",
        point=point,
        radius_m=place.radius_m,
        source=STAFF,
        aliases=aliases,
    )
