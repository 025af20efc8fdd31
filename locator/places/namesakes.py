"""Which of the places that go by one name is meant: one of them, a question between them, or none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice

from .address import Address
from .answer import DROPPED, Kind, Origin, Remark, WhichPlace
from .entry import Entry, metres_between
from .gazetteer import Gazetteer
from .normalise import fold

MOST_CANDIDATES, MOST_LOOKED_AT = 8, 20
CLUSTER_M = 1_500
BEYOND_TOWN_M = 2_000
SIGNPOSTS = frozenset({Kind.STATION, Kind.ROAD})
Found = Origin | WhichPlace


def settle(
    entries: Sequence[Entry], address: Address, gazetteer: Gazetteer, *remarks: Remark
) -> Found | None:
    """Return the place that namesakes stand for, a question between them, or None if none can be meant."""
    inside = [entry for entry in entries if fits(entry, address)]
    if not inside:
        return _elsewhere(entries, address, gazetteer, remarks)
    inside.sort(key=lambda entry: (entry.rank, entry.radius_m, entry.key))
    best = inside[0]
    if best.kind in {Kind.DISTRICT, Kind.AREA}:
        return best.origin(*remarks)
    if best.generic:
        return ask(inside, gazetteer)  # no table knows every branch of a chain
    if len(inside) == 1:
        return best.origin(*remarks)
    others = [entry for entry in inside[1:] if not _lies_in(best, entry)]
    reach = max((round(metres_between(best.point, entry.point)) for entry in others), default=0)
    one_name = len({entry.name for entry in (best, *others)}) == 1
    if reach <= CLUSTER_M and one_name:
        # A bank with two doors, or a station and the square above it: one circle holds them all.
        return replace(best, radius_m=max(best.radius_m, reach + 200 if others else 0)).origin(*remarks)
    return ask(inside, gazetteer)


def ask(entries: Iterable[Entry], gazetteer: Gazetteer) -> WhichPlace:
    """Return a question between places, namesakes in one district told apart by what is near them."""
    chosen = list(islice(dict.fromkeys(entries), MOST_CANDIDATES))
    titles = [(entry.name, entry.district) for entry in chosen]
    return WhichPlace(
        tuple(
            _told_apart(entry, gazetteer)
            if titles.count((entry.name, entry.district)) > 1
            else entry.origin()
            for entry in chosen
        )
    )


def fits(entry: Entry, address: Address) -> bool:
    if address.districts and entry.district not in address.districts:
        return False
    town = address.town
    if town is None or entry.kind in {Kind.TOWN, Kind.DISTRICT, Kind.AREA}:
        return True
    if entry.kind is Kind.COMMUNITY:
        return entry.town == town.name
    if not town.located or not entry.located:
        return True
    return metres_between(entry.point, town.point) <= entry.radius_m + town.radius_m + BEYOND_TOWN_M


def _differing(district: str, named: Entry, gazetteer: Gazetteer) -> Remark:
    """Return the remark that a place lies in another district than the named one."""
    return Remark("district-differs", (("named", named.name), ("actual", gazetteer.districts[district].name)))


def said_to_differ(found: Found, address: Address, gazetteer: Gazetteer) -> Found:
    """Return an answer with a remark on each place that lies in another district than the named one."""
    if isinstance(found, WhichPlace):
        return WhichPlace(tuple(_remarked(origin, address, gazetteer) for origin in found.candidates))
    return _remarked(found, address, gazetteer)


def _remarked(origin: Origin, address: Address, gazetteer: Gazetteer) -> Origin:
    named = address.named or address.town
    if named is None or origin.district is None or origin.district in address.districts:
        return origin
    return replace(origin, remarks=(_differing(origin.district, named, gazetteer), *origin.remarks))


def _elsewhere(
    entries: Sequence[Entry], address: Address, gazetteer: Gazetteer, remarks: tuple[Remark, ...]
) -> Origin | None:
    """Return a place outside the district that was named, if it can only be that one; and say so."""
    roads = [entry for entry in entries if entry.kind is Kind.ROAD]
    # Of a name that very many roads go by, none can only be meant; and each look takes its time.
    near = roads if len(roads) <= MOST_LOOKED_AT else []
    along = [entry for entry in near if gazetteer.reaches(entry, address.districts)]
    entries = along if len(along) == 1 else entries
    districts = {entry.district for entry in entries}
    best = min(entries, key=lambda entry: (entry.rank, entry.radius_m, entry.key))
    if len(districts) > 1 or address.named is None or best.district in address.districts:
        return None
    differs = _differing(best.district, address.named, gazetteer)
    if along:
        # A long road is one row of the table, though it runs through several districts.
        return replace(best, radius_m=round(best.radius_m * 1.5)).origin(differs, *remarks)
    # Parks, estates and schools of one name stand in many districts; 大连理工大学 there is but once.
    one_in_the_city = best.kind is Kind.STATION or (best.rank <= 3 and best.name.startswith("大连"))
    in_full = DROPPED not in remarks  # a university has other campuses
    if not address.rest or (one_in_the_city and in_full and fold(best.name) in address.rest):
        return best.origin(differs, *remarks)
    return None


def _lies_in(best: Entry, other: Entry) -> bool:
    """Tell whether another place is only the region around the best: 青泥洼桥街道 around its station."""
    is_region = other.kind in {Kind.TOWN, Kind.COMMUNITY} or not other.located
    return (
        is_region
        and best.district == other.district
        and metres_between(best.point, other.point) <= other.radius_m
    )


def _told_apart(entry: Entry, gazetteer: Gazetteer) -> Origin:
    origin = entry.origin()
    if entry.kind is Kind.COMMUNITY:
        return replace(origin, label=f"{entry.name}（{entry.town}）")
    near = gazetteer.near(entry, SIGNPOSTS)
    if near is None:
        return origin
    return replace(
        origin, label=f"{entry.name}（近{near.name}）", label_en=f"{entry.english} (near {near.english})"
    )
