"""The gazetteer of a snapshot: the shipped one, or the same with the staff's places laid over it."""

from __future__ import annotations

from functools import lru_cache

from locator.places import Gazetteer, StaffPlace

from .rows import PlaceRow


def gazetteer_of(rows: list[PlaceRow]) -> Gazetteer:
    """Return the gazetteer for these rows; the last one is kept, as most changes leave the places alone."""
    if not rows:
        return Gazetteer.shipped()
    return _laid_over(tuple(map(_staff_place, rows)))


@lru_cache(maxsize=1)
def _laid_over(places: tuple[StaffPlace, ...]) -> Gazetteer:
    return Gazetteer.with_staff_places(places)


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
