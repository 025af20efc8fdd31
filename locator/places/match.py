"""From what an address says after its district to the place that it names."""

from __future__ import annotations

import re
from dataclasses import replace

from . import beside, exits, house_numbers
from .address import ROAD, Address, parts, trimmed
from .answer import COARSE, DROPPED, Kind, Origin, Precision
from .crossings import crossing
from .entry import Entry, metres_between
from .gazetteer import Gazetteer
from .namesakes import CLUSTER_M, Found, settle

NEIGHBOURS, AROUND_A_BUILDING_M = 20, 100
NAMES_OF_THEIR_OWN = frozenset({Kind.ROAD, Kind.TOWN, Kind.DISTRICT, Kind.AREA})
# 大连理工大学附属小学 is not on the campus that it is named after.
_ANOTHER_THING = re.compile(
    r"附属|分校|校区|小学|中学|学校|高中|学院|大学|医院|幼儿园|卫生|公安|派出所|店$|公园|客运站"
)


_A_BUILDING = re.compile(r"座|栋|幢|楼|期|区|组")


def within(address: Address, gazetteer: Gazetteer) -> Found | None:
    """Return what the rest of an address names inside the district and town before it."""
    rest = address.rest
    if not rest:
        return None
    if address.town and (found := _community(address.town, rest, gazetteer)):
        return found
    return (
        _at_a_door(address, gazetteer)
        or _named(rest, address, gazetteer)
        or crossing(address, gazetteer)
        or exits.station(address, gazetteer)
        or _on_a_road(address, gazetteer)
        or _without_details(address, gazetteer)
        or _somewhere_inside(address, gazetteer)
    )


def _named(phrase: str, address: Address, gazetteer: Gazetteer) -> Found | None:
    entries = [entry for entry in gazetteer.names.named(phrase) if not entry.part_of_something]
    return settle(entries, address, gazetteer) if entries else None


def _without_details(address: Address, gazetteer: Gazetteer) -> Found | None:
    for phrase in trimmed(address.rest):
        found = _named(phrase, address, gazetteer)
        if isinstance(found, Origin) and found.kind == Kind.ESTATE:
            # The last building, or the third phase, of a large estate.
            return replace(found, radius_m=found.radius_m + 500)
        if isinstance(found, Origin) and _A_BUILDING.search(address.rest[len(phrase) :]):
            return replace(found, radius_m=found.radius_m + AROUND_A_BUILDING_M)
        if found:
            return found
    return None


def _community(town: Entry, rest: str, gazetteer: Gazetteer) -> Found | None:
    named = [entry for entry in gazetteer.communities(town) if rest.startswith(entry.aliases[-1])]
    if not named:
        return None
    return max(named, key=lambda entry: (len(entry.aliases[-1]), entry.key)).origin()


def _at_a_door(address: Address, gazetteer: Gazetteer) -> Found | None:
    door = house_numbers.at_a_door(address, gazetteer)
    if door is None:
        return None
    found, tail = door
    return beside.widened(found, beside.at_the_beginning(tail))


def _on_a_road(address: Address, gazetteer: Gazetteer) -> Found | None:
    match = ROAD.match(address.rest)
    if match is None:
        return None
    roads = [entry for entry in gazetteer.names.named(match["road"]) if entry.kind is Kind.ROAD]
    road = settle(roads, address, gazetteer, house_numbers.DROPPED) if roads else None
    for phrase in (match["tail"], *trimmed(match["tail"])):
        found = _named(phrase, address, gazetteer)
        if isinstance(found, Origin) and found.precision not in COARSE and _agree(found, road):
            return _with_its_other_buildings(found, phrase, gazetteer)
    if not isinstance(road, Origin):
        return road
    entry = next(entry for entry in roads if entry.point == road.point)
    number, tail = match["number"], match["tail"]
    return house_numbers.on_the_road(number, tail, entry, road, address=address, gazetteer=gazetteer)


def _with_its_other_buildings(found: Origin, phrase: str, gazetteer: Gazetteer) -> Origin:
    """Widen a landmark over the neighbours that bear its name: a mall is often several buildings."""
    away = (
        round(metres_between(found.point, entry.point))
        for entry in gazetteer.names.beginning(phrase, NEIGHBOURS)
        if entry.located
    )
    near = [metres + AROUND_A_BUILDING_M for metres in away if metres <= CLUSTER_M]
    return replace(found, radius_m=max(found.radius_m, *near)) if near else found


def _agree(found: Origin, road: Found | None) -> bool:
    if not isinstance(road, Origin):
        return True
    return metres_between(found.point, road.point) <= found.radius_m + road.radius_m


def _somewhere_inside(address: Address, gazetteer: Gazetteer) -> Found | None:
    """Return the last of the known names inside a text, since addresses run from coarse to fine.

    Names that contradict the district are left out; a town is the answer only where nothing finer is.
    """
    answers = []
    for part in parts(address.rest, gazetteer):
        # 大连湾 is a station and a subdistrict: with something unknown behind it, the wider one is meant.
        regions = [entry for entry in part.entries if entry.kind in NAMES_OF_THEIR_OWN]
        if not regions and _ANOTHER_THING.search(address.rest[part.end :]):
            continue
        if found := settle(regions or part.entries, address, gazetteer, DROPPED):
            answers.append(found)
    fine = [found for found in answers if isinstance(found, Origin) and found.precision not in COARSE]
    if not fine:
        return answers[-1] if answers else None
    road = next((found for found in fine if found.precision is Precision.ROAD), None)
    best = fine[-1] if _agree(fine[-1], road) or road is None else road
    # What is left unknown may lie some way from the name that is known.
    return replace(best, radius_m=max(best.radius_m, CLUSTER_M))
