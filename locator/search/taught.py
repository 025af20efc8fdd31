"""What verified outlets teach the gazetteer: their own door and, where nobody knows it, their road."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache

from locator.models import Point
from locator.places import Gazetteer, Kind, Precision
from locator.places.address import ROAD, take_apart
from locator.places.doors import Door
from locator.places.entry import Entry
from locator.places.kinds import ROAD as SORT
from locator.places.kinds import least_radius_of_road
from locator.places.normalise import fold

from .records import OutletRecord

SOURCE = "outlets"
# A whole country's outlets would take minutes to read, and teach this city nothing.
MOST = 20_000
Taught = tuple[tuple[Door, ...], tuple[Entry, ...]]


def taught_by(outlets: Iterable[OutletRecord], gazetteer: Gazetteer) -> Taught:
    """Return doors and unknown roads of outlets with a verified position; a fictional one teaches nothing."""
    read = _reading(gazetteer)
    doors: dict[tuple[str, str, str], Door] = {}
    roads: dict[tuple[str, str], Entry] = {}
    for outlet in outlets:
        if (
            outlet.bank.is_sample
            or not outlet.position_verified
            or outlet.point is None
            or len(doors) >= MOST
        ):
            continue
        road, number = read(outlet.address)
        door = Door.read(road, outlet.district.code, number, outlet.point, source=SOURCE) if number else None
        if door is None:
            continue
        doors.setdefault((door.street, door.district, door.text), door)
        if not _is_known(road, door.district, gazetteer):
            roads.setdefault((road, door.district), _road(road, door.district, outlet.point))
    return tuple(doors.values()), tuple(roads.values())


@lru_cache(maxsize=1)
def _reading(gazetteer: Gazetteer) -> Callable[[str], tuple[str, str]]:
    """Return what reads an outlet's road and number, each address once.

    One gazetteer is held, the newest: an old one holds the names of the whole city.
    """

    @lru_cache(maxsize=MOST)
    def road_and_number(address: str) -> tuple[str, str]:
        found = ROAD.match(take_apart(fold(address), gazetteer).rest)
        return (found["road"], found["number"]) if found else ("", "")

    return road_and_number


def _is_known(road: str, district: str, gazetteer: Gazetteer) -> bool:
    return any(
        entry.kind is Kind.ROAD and entry.district == district for entry in gazetteer.names.named(road)
    )


def _road(name: str, district: str, point: Point) -> Entry:
    return Entry(
        name=name,
        name_en="",
        kind=Kind.ROAD,
        precision=Precision.ROAD,
        district=district,
        point=point,
        radius_m=least_radius_of_road(name),
        source=SOURCE,
        key=f"{district}-{fold(name)}",
        rank=SORT.rank,
    )
