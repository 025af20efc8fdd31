"""From the part of an address that may be a name to the place it names, honestly."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice

from .address import ROAD, Address, parts, trimmed
from .answer import Kind, Origin, Precision, Remark, WhichPlace
from .entry import Entry, metres_between
from .gazetteer import Gazetteer

MOST_CANDIDATES = 8
CLUSTER_M = 1_500
BEYOND_TOWN_M = 2_000
DROPPED = Remark("detail-dropped")
LANDMARKS = frozenset({Kind.LANDMARK, Kind.STATION})
COARSE = frozenset({Precision.TOWN, Precision.DISTRICT})
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
    if len(inside) == 1 or best.kind in {Kind.DISTRICT, Kind.AREA}:
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


def within(address: Address, gazetteer: Gazetteer) -> Found | None:
    """Return what the rest of an address names inside the district and town before it."""
    rest = address.rest
    if not rest:
        return None
    if address.town and (found := _community(address, gazetteer)):
        return found
    return (
        _named([rest], address, gazetteer)
        or _on_a_road(address, gazetteer)
        or _named(trimmed(rest), address, gazetteer)
        or _somewhere_inside(address, gazetteer)
    )


def _named(phrases: Iterable[str], address: Address, gazetteer: Gazetteer) -> Found | None:
    for phrase in phrases:
        if (entries := gazetteer.names.named(phrase)) and (found := settle(entries, address, gazetteer)):
            return found
    return None


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


def _elsewhere(
    entries: Sequence[Entry], address: Address, gazetteer: Gazetteer, remarks: tuple[Remark, ...]
) -> Origin | None:
    """Return a place outside the district that was named, if it can only be that one; and say so."""
    along = [
        entry for entry in entries if entry.kind is Kind.ROAD and gazetteer.reaches(entry, address.districts)
    ]
    entries = along if len(along) == 1 else entries
    districts = {entry.district for entry in entries}
    best = min(entries, key=lambda entry: (entry.rank, entry.radius_m, entry.key))
    if len(districts) > 1 or address.named is None or best.district in address.districts:
        return None
    differs = Remark(
        "district-differs",
        (("named", address.named.name), ("actual", gazetteer.districts[best.district].name)),
    )
    if along:
        # A long road is one row of the table, though it runs through several districts.
        return replace(best, radius_m=round(best.radius_m * 1.5)).origin(differs, *remarks)
    unmistakable = best.kind in LANDMARKS and best.rank <= 3 and len(best.name) > 3
    if unmistakable or not address.rest:
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


def _community(address: Address, gazetteer: Gazetteer) -> Found | None:
    town = address.town
    assert town is not None
    named = [entry for entry in gazetteer.communities(town) if address.rest.startswith(entry.aliases[-1])]
    if not named:
        return None
    best = max(named, key=lambda entry: (len(entry.aliases[-1]), entry.key))
    return best.origin()


def _on_a_road(address: Address, gazetteer: Gazetteer) -> Found | None:
    match = ROAD.match(address.rest)
    if match is None:
        return None
    door = f"{match['road']}{match['number']}号"
    if (doors := gazetteer.names.named(door)) and (found := settle(doors, address, gazetteer)):
        return found
    roads = [entry for entry in gazetteer.names.named(match["road"]) if entry.kind is Kind.ROAD]
    road = settle(roads, address, gazetteer, Remark("number-dropped")) if roads else None
    for phrase in (match["tail"], *trimmed(match["tail"])):
        entries = [
            e for e in gazetteer.names.named(phrase) if e.located and e.precision is not Precision.DISTRICT
        ]
        if entries and (found := settle(entries, address, gazetteer)) and _agree(found, road):
            return found
    return road


def _agree(found: Found, road: Found | None) -> bool:
    if not isinstance(found, Origin) or not isinstance(road, Origin):
        return isinstance(found, Origin)
    return metres_between(found.point, road.point) <= found.radius_m + road.radius_m


def _somewhere_inside(address: Address, gazetteer: Gazetteer) -> Found | None:
    """Return the last of the known names inside a text, since addresses run from coarse to fine.

    Names that contradict the district are left out; a town is the answer only where nothing finer is.
    """
    answers = [
        found
        for _, entries in parts(address.rest, gazetteer)
        if (found := settle(entries, address, gazetteer, DROPPED)) is not None
    ]
    fine = [found for found in answers if isinstance(found, Origin) and found.precision not in COARSE]
    if not fine:
        return answers[-1] if answers else None
    # What is left unknown may lie some way from the name that is known.
    return replace(fine[-1], radius_m=max(fine[-1].radius_m, CLUSTER_M))


def _told_apart(entry: Entry, gazetteer: Gazetteer) -> Origin:
    origin = entry.origin()
    if entry.kind is Kind.COMMUNITY:
        return replace(origin, label=f"{entry.name}（{entry.town}）")
    near = gazetteer.near(entry.point, SIGNPOSTS)
    if near is None:
        return origin
    return replace(
        origin, label=f"{entry.name}（近{near.name}）", label_en=f"{entry.name_en} (near {near.name_en})"
    )
