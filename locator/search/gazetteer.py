"""The gazetteer of a snapshot: tables and street maps, with what staff and outlets know laid over them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from locator.places import Gazetteer, StaffPlace
from locator.places.doors import Door
from locator.places.entry import Entry

from .records import OutletRecord
from .rows import MapRow, PlaceRow
from .street_maps import gazetteer_of_maps
from .taught import taught_by


def gazetteer_of(
    places: Sequence[PlaceRow], maps: Sequence[MapRow], outlets: Sequence[OutletRecord] = ()
) -> tuple[Gazetteer, str]:
    """Return the gazetteer for these rows, and the edition of the street maps that is still being prepared.

    The last one is kept, as most changes leave the places alone.
    """
    below, awaited = gazetteer_of_maps(maps)
    doors, roads = taught_by(outlets, below)
    staff = tuple(map(_staff_place, places))
    return (_laid_over(below, staff, doors, roads) if staff or doors else below), awaited


@lru_cache(maxsize=1)
def _laid_over(
    below: Gazetteer, places: tuple[StaffPlace, ...], doors: tuple[Door, ...], roads: tuple[Entry, ...]
) -> Gazetteer:
    return below.under(places, doors, roads)


def _staff_place(row: PlaceRow) -> StaffPlace:
    return StaffPlace(
        name=row.name,
        kind=row.kind,
        district=row.district_id,
        latitude=row.latitude,
        longitude=row.longitude,
        radius_m=row.radius_m,
        aliases=tuple(row.aliases),
        retired=row.retired,
    )
