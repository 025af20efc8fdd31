"""The staff's places, laid over the shipped tables."""

from __future__ import annotations

from collections.abc import Iterable

from locator.models import Point

from . import kinds
from .answer import Kind, Precision
from .entry import Entry, StaffPlace
from .normalise import fold

_PRECISIONS = {
    Kind.LANDMARK: (Precision.LANDMARK, 3),
    Kind.STATION: (Precision.LANDMARK, kinds.STATION.rank),
    Kind.ROAD: (Precision.ROAD, kinds.ROAD.rank),
    Kind.COMMUNITY: (Precision.COMMUNITY, kinds.ESTATE.rank),
    Kind.TOWN: (Precision.TOWN, 3),
}


def lay_over(entries: Iterable[Entry], places: Iterable[StaffPlace]) -> list[Entry]:
    """Return the entries, those that staff replaced or retired taken out, and the staff's own."""
    places = list(places)
    replaced = {(fold(place.name), place.district) for place in places}
    kept = [entry for entry in entries if (fold(entry.name), entry.district) not in replaced]
    return kept + [_entry(place) for place in places if not place.retired]


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
