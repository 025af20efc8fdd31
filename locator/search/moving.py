"""Where an outlet would move to, and what is known of the neighbourhood there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from locator.models import Point
from locator.places import Gazetteer
from locator.places.entry import Entry, metres_between
from locator.places.lines import flat

from .geometry import Compass, earth_centred_point

NEIGHBOURHOOD_M = 3_000
MOST_NEIGHBOURS = 60


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A known place nearby, and how far it is."""

    place: Entry
    metres: float


@dataclass(frozen=True, slots=True)
class Move:
    """A new point: how far and which way from the old one, if there was one, and in which district it lies.

    ``district`` is None outside Dalian.
    """

    point: Point
    metres: float | None
    direction: str | None
    district: str | None
    neighbours: tuple[Neighbour, ...]


def move(old: Point | None, new: Point, gazetteer: Gazetteer) -> Move:
    """Describe the way from an outlet's point to a new one."""
    return Move(
        point=new,
        metres=None if old is None else metres_between(old, new),
        direction=None if old is None else Compass(old).direction(*earth_centred_point(new)),
        district=gazetteer.district_of(new),
        neighbours=neighbours(new, gazetteer),
    )


def neighbours(point: Point, gazetteer: Gazetteer) -> tuple[Neighbour, ...]:
    """Return the known places around a point, the nearest first, each name once."""
    found = sorted(
        (
            Neighbour(place, metres_between(point, place.point))
            for place in gazetteer.around(point, NEIGHBOURHOOD_M)
        ),
        key=lambda neighbour: (neighbour.metres, neighbour.place.name),
    )
    by_name: dict[str, Neighbour] = {}
    for neighbour in found:
        by_name.setdefault(neighbour.place.name, neighbour)
    return tuple(by_name.values())[:MOST_NEIGHBOURS]


def metres_to_district(point: Point, district: str, gazetteer: Gazetteer) -> float | None:
    """Return how far the nearest known place of a district is; None where the district has none."""
    apart = np.hypot(*flat(gazetteer.points_in(district), point).T)
    return float(apart.min()) if len(apart) else None
