"""Where a house number stands: at its own door, between the doors that are known, or beyond them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from locator.models import Point

from .address import NUMBER, Address
from .answer import Kind, Origin, Precision, Remark
from .doors import Door
from .entry import Entry, metres_between
from .gazetteer import Gazetteer
from .lines import Line
from .namesakes import Found, said_to_differ, settle
from .normalise import fold

_AT_A_DOOR = re.compile(rf"^(?P<road>.{{2,}}?)(?P<number>{NUMBER})号(?!楼)(?P<tail>.*)$")
# 3号楼, 2单元 and 5楼 are inside something.
_OF_A_BUILDING = re.compile(r"^(?:楼|栋|幢|单元|室|层|座|期|区|组|米|公里)")
_FIRST_DIGITS = re.compile(r"\d{1,5}")

DROPPED, PLACED, BEYOND = Remark("number-dropped"), Remark("number-placed"), Remark("number-beyond")
ANOTHER_ENTRANCE_M = 70  # 467-3 stands by 467
# Doors farther apart than these were numbered at different times, or are those of two roads of one name.
LONGEST_GAP_M, SLACK_M, METRES_A_NUMBER = 2_500, 200, 60
NEAR_M, LEAST_SHARE = 300, 0.1
OFF_THE_LINE_M = 200
MARGIN_M = 30
# Beyond the last known door: lots on the outskirts are wide.
BEYOND_M, METRES_A_NUMBER_BEYOND = 150, 40
OTHER_PACE = 0.6


class Estimate(NamedTuple):
    """Where a number ought to stand, how far off that may be, and how it was found."""

    point: Point
    radius_m: int
    precision: Precision
    remark: Remark


def at_a_door(address: Address, gazetteer: Gazetteer) -> tuple[Found, str] | None:
    """Return the known door that an address names, and what the address says after its number."""
    match = _AT_A_DOOR.match(address.rest)
    if match is None:
        return None
    doors = gazetteer.doors(match["road"], address.districts)
    found = _door([door for door in doors if door.text == match["number"]], address, gazetteer)
    return (found, match["tail"]) if found else None


def on_the_road(
    number: str, tail: str, road: Entry, found: Origin, *, address: Address, gazetteer: Gazetteer
) -> Found:
    """Return the road narrowed down to where the number ought to stand, or as it was found."""
    digits = None if _OF_A_BUILDING.match(tail) else _number(number)
    # A long road runs through several districts; its namesakes are too far away to be mistaken for it.
    doors = _on(road, gazetteer.doors(fold(road.name), frozenset()))
    if digits is None or not doors:
        return found
    same = [door for door in doors if door.number == digits]
    same = [door for door in same if door.text == number] or same
    if door := _door(same, Address(), gazetteer, number):
        return said_to_differ(door, address, gazetteer)
    spot = estimate(digits, road, doors)
    if spot is None:
        return found
    kept = (remark for remark in found.remarks if remark.code != "district-differs")
    placed = replace(
        found,
        point=spot.point,
        radius_m=spot.radius_m,
        precision=spot.precision,
        district=_district(spot, doors, address),
        remarks=tuple(spot.remark if remark == DROPPED else remark for remark in kept),
    )
    return said_to_differ(placed, address, gazetteer)


def _district(spot: Estimate, doors: Sequence[Door], address: Address) -> str:
    """Return the district of the nearest door, of those that were named if one of their doors is so near."""
    away = sorted((metres_between(door.point, spot.point), door.district) for door in doors)
    named = (district for metres, district in away if metres <= spot.radius_m)
    return next((district for district in named if district in address.districts), away[0][1])


def _door(doors: Sequence[Door], address: Address, gazetteer: Gazetteer, number: str = "") -> Found | None:
    """Return the place of doors that bear one number; a question where they stand far apart.

    467-3 stands by 467, and is taken for it where it is not known by itself.
    """
    if not doors:
        return None
    closest = min(door.reach_m for door in doors)
    doors = [door for door in doors if door.reach_m == closest]
    beside = ANOTHER_ENTRANCE_M if number and number != doors[0].text else 0
    name = _name(doors[0].street, _text(doors), gazetteer)
    entries = [_entry(door, name, beside) for door in doors]
    return settle(entries, address, gazetteer)


def _text(doors: Sequence[Door]) -> str:
    """Return the number of doors as written, or what 467, 467-1 and 甲467 have in common."""
    texts = {door.text for door in doors}
    return texts.pop() if len(texts) == 1 else str(doors[0].number)


def _on(road: Entry, doors: Iterable[Door]) -> list[Door]:
    reach = road.radius_m + OFF_THE_LINE_M
    return [door for door in doors if metres_between(door.point, road.point) <= reach]


def estimate(number: int, road: Entry, doors: Sequence[Door]) -> Estimate | None:
    """Return where a number ought to stand on a road; None where the road itself says as much.

    What stands on the same side of the road, odd or even, is asked first.
    """
    doors = _on(road, doors)
    if not doors:
        return None
    line = Line.decode(road.line) if road.line else None
    side = [door for door in doors if door.number % 2 == number % 2]
    if pair := _neighbours(number, side):
        spot = _between(number, *pair, line, sure_of_the_side=True)
    elif pair := _neighbours(number, doors):
        spot = _by_the_other_side(number, _between(number, *pair, line, sure_of_the_side=False), side)
    else:
        spot = _beyond(number, doors)
    return spot if spot and spot.radius_m < road.radius_m else None


def _by_the_other_side(number: int, spot: Estimate | None, side: Sequence[Door]) -> Estimate | None:
    """Return a spot between doors of both sides, which are often numbered at different paces.

    The nearest door of its own side tells how far it may be off, and whether it can stand there at all.
    """
    if spot is None or not side:
        return spot
    reach = _beyond(number, side)
    if metres_between(spot.point, reach.point) > reach.radius_m:
        return None
    return spot._replace(radius_m=max(spot.radius_m, round(OTHER_PACE * reach.radius_m)))


def _neighbours(number: int, doors: Iterable[Door]) -> tuple[Door, Door] | None:
    """Return the last door up to a number and the first one from it on."""
    before, after = None, None
    for door in doors:  # in order of their numbers
        if door.number <= number:
            before = door
        if door.number >= number and after is None:
            after = door
    return (before, after) if before and after else None


def _between(
    number: int, before: Door, after: Door, line: Line | None, *, sure_of_the_side: bool
) -> Estimate | None:
    """Return the spot between two doors, in proportion; None where their numbers cannot be of one row."""
    numbers = after.number - before.number
    share = (number - before.number) / numbers if numbers else 0.5
    point, along, off = _along(before.point, after.point, share, line)
    if along > min(LONGEST_GAP_M, SLACK_M + METRES_A_NUMBER * numbers):
        return None
    # As long as numbers only grow, the door stands somewhere between the two; and over a longer stretch
    # lots may be three times as wide at one end as at the other.
    farthest = max(share, 1 - share) * along
    if along > NEAR_M:
        farthest = min(farthest, (2 * share * (1 - share) + LEAST_SHARE) * along)
    if not sure_of_the_side:
        farthest += along / 2
    radius = round(farthest + off + max(before.reach_m, after.reach_m, MARGIN_M) + MARGIN_M)
    near = along <= NEAR_M and sure_of_the_side and radius <= 2 * NEAR_M
    return Estimate(point, radius, Precision.DOOR if near else Precision.ROAD, PLACED)


def _along(start: Point, end: Point, share: float, line: Line | None) -> tuple[Point, float, float]:
    """Return the spot, the metres from door to door, and how far the doors stand off the line."""
    straight = metres_between(start, end)
    if line is not None and not line.empty:
        one, two = line.nearest(start), line.nearest(end)
        off, along = max(one.away_m, two.away_m), abs(two.measure_m - one.measure_m)
        # The parts of a road that comes in several may be in any order.
        if off <= OFF_THE_LINE_M and along <= 2 * straight + SLACK_M:
            at = one.measure_m + share * (two.measure_m - one.measure_m)
            return line.at(at), max(along, straight), off
    return (
        Point(
            start.latitude + share * (end.latitude - start.latitude),
            start.longitude + share * (end.longitude - start.longitude),
        ),
        straight,
        0.0,
    )


def _beyond(number: int, doors: Sequence[Door]) -> Estimate:
    nearest = min(doors, key=lambda door: (abs(door.number - number), door.reach_m, door.text))
    radius = nearest.reach_m + BEYOND_M + METRES_A_NUMBER_BEYOND * abs(nearest.number - number)
    return Estimate(nearest.point, radius, Precision.ROAD, BEYOND)


def _number(text: str) -> int | None:
    found = _FIRST_DIGITS.search(text)
    return int(found[0]) if found else None


def _entry(door: Door, name: str, wider_m: int) -> Entry:
    return Entry(
        name=name,
        name_en="",
        kind=Kind.ADDRESS,
        precision=Precision.DOOR,
        district=door.district,
        point=door.point,
        radius_m=door.reach_m + wider_m,
        source=door.source,
        key="",
        rank=0,
    )


def _name(street: str, number: str, gazetteer: Gazetteer) -> str:
    """Return the door's name as people write it: the map's form of the road, the number in capitals."""
    roads = gazetteer.names.named(street)
    return f"{roads[0].name if roads and roads[0].kind is Kind.ROAD else street}{number.upper()}号"
