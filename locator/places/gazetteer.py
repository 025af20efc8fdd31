"""Every place that the locator knows, in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

import numpy as np
from scipy.spatial import cKDTree

from locator.models import Point

from .answer import Kind, Origin, Precision, Suggestion
from .assemble import assemble
from .doors import Door, Doors
from .entry import METRES_PER_DEGREE, Entry, StaffPlace
from .names import Names
from .normalise import fold
from .pinyin import Readings
from .staff import lay_over
from .suggest import offers, suggestion
from .tables import rows

VOTERS = 7
SHORE_M = 6_000  # farther from every known place, and outside every town's circle, is no longer Dalian
LARGEST_TOWN_M = 20_000
NARROWING = 0.7755  # cosine of 39.15° north, the middle of Dalian
REGIONS = frozenset({Kind.DISTRICT, Kind.AREA, Kind.TOWN})


class Gazetteer:
    """The names and points of Dalian; never changes once made."""

    def __init__(self, entries: Iterable[Entry], readings: Readings, doors: Iterable[Door] = ()) -> None:
        self.entries = tuple(
            entry if entry.name_en else replace(entry, name_en=readings.label(entry.name))
            for entry in entries
        )
        self.names = Names(self.entries, readings)
        self.districts = {entry.district: entry for entry in self.entries if entry.kind is Kind.DISTRICT}
        self._doors = Doors(doors)
        self._by_key = {entry.key: entry for entry in self.entries if entry.key}
        self._regions: dict[str, list[Entry]] = defaultdict(list)
        self._communities: dict[tuple[str, str], list[Entry]] = defaultdict(list)
        for entry in self.entries:
            if entry.kind in REGIONS:
                for name in {fold(name) for name in (entry.name, *entry.aliases)}:
                    self._regions[name].append(entry)
            elif entry.kind is Kind.COMMUNITY:
                self._communities[entry.district, entry.town].append(entry)
        self._located = [e for e in self.entries if e.located and e.precision is not Precision.DISTRICT]
        self._spots = np.array([_flat(entry.point) for entry in self._located])
        self._reach = np.array([e.radius_m if e.kind is Kind.TOWN else SHORE_M for e in self._located])
        self._tree = cKDTree(self._spots)

    @classmethod
    def shipped(cls) -> Gazetteer:
        """Return the gazetteer of the tables that ship with the project; made once in a process."""
        return _shipped()

    @classmethod
    def with_staff_places(cls, places: Iterable[StaffPlace]) -> Gazetteer:
        """Return the shipped gazetteer with the staff's rows laid over it.

        A row takes the place of the shipped rows of its name and district; a retired one takes them away.
        """
        shipped = cls.shipped()
        return cls(lay_over(shipped.entries, places), shipped.names.readings)

    def place(self, key: str) -> Origin | None:
        """Return the public place that a link names, if there is one."""
        entry = self._by_key.get(key)
        return entry.origin() if entry else None

    def entry(self, key: str) -> Entry | None:
        """Return a public place with all that the tables say of it."""
        return self._by_key.get(key)

    def suggest(self, text: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """Return places whose names may become what is being typed, the likeliest first."""
        found = offers(text, self.names, limit)
        return tuple(suggestion(entry, self.districts[entry.district].name) for entry in found)

    def towns(self, district: str) -> tuple[Origin, ...]:
        """Return the towns and subdistricts of a district, in the order of their official codes."""
        return tuple(e.origin() for e in self.entries if e.kind is Kind.TOWN and e.district == district)

    def regions(self, folded: str) -> list[Entry]:
        """Return the districts, functional areas and towns that go by a name."""
        return self._regions.get(folded, [])

    def communities(self, town: Entry) -> list[Entry]:
        """Return the communities and villages of a town."""
        return self._communities.get((town.district, town.name), [])

    def doors(self, road: str, districts: frozenset[str]) -> tuple[Door, ...]:
        """Return the known doors of a road or place by its folded name, in districts if any are given."""
        return self._doors.of(road, districts)

    def district_of(self, point: Point) -> str | None:
        """Return the district that most of the nearest known places lie in; None outside Dalian."""
        found = self._tree.query(_flat(point), k=min(VOTERS, len(self._located)))
        distances, numbers = np.atleast_1d(found[0]).tolist(), np.atleast_1d(found[1]).tolist()
        if distances[0] > self._reach[numbers[0]] and not self.covers(point):
            return None
        votes: dict[str, float] = defaultdict(float)
        for metres, number in zip(distances, numbers, strict=True):
            votes[self._located[number].district] += 1 / (metres + 50)
        return min(votes, key=lambda district: (-votes[district], district))

    def covers(self, point: Point) -> bool:
        """Tell whether a point lies near a known place or inside a town's circle."""
        spot = np.array(_flat(point))
        metres, nearest = self._tree.query(spot)
        if metres <= self._reach[nearest]:  # as for nearly every point that anybody asks about
            return True
        around = np.array(self._tree.query_ball_point(spot, LARGEST_TOWN_M), dtype=np.intp)
        return bool(np.any(np.hypot(*(self._spots[around] - spot).T) <= self._reach[around]))

    def around(self, point: Point, metres: float) -> tuple[Entry, ...]:
        """Return the places with a spot of their own within a distance, but no districts and areas."""
        numbers = self._tree.query_ball_point(_flat(point), metres)
        return tuple(e for e in map(self._located.__getitem__, numbers) if e.kind not in REGIONS)

    def reaches(self, place: Entry, districts: frozenset[str]) -> bool:
        """Tell whether a long place, such as a road, comes to known places of some districts."""
        around = self._tree.query_ball_point(_flat(place.point), place.radius_m)
        return any(self._located[number].district in districts for number in around)

    def near(self, place: Entry, kinds: frozenset[Kind]) -> Entry | None:
        """Return the nearest place of some kinds and another name, to say where something is."""
        found = np.atleast_1d(self._tree.query(_flat(place.point), k=min(60, len(self._located)))[1])
        around = (self._located[number] for number in found.tolist())
        return next((other for other in around if other.kind in kinds and other.name != place.name), None)


@lru_cache(maxsize=1)
def _shipped() -> Gazetteer:
    phrases = {row.text("phrase"): row.several("reading") for row in rows("pinyin")}
    return Gazetteer(assemble(), Readings.with_phrases(phrases))


def _flat(point: Point) -> tuple[float, float]:
    return point.latitude * METRES_PER_DEGREE, point.longitude * METRES_PER_DEGREE * NARROWING
