"""Every place that the locator knows, in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from locator.models import Point

from .answer import Kind, Origin, Suggestion
from .assemble import assemble
from .borders import Borders, Box
from .columns import Entries, Standing
from .doors import Door, Doors, doors_of_entries
from .entry import Entry, StaffPlace
from .index import Forms
from .lines import Degrees
from .names import Layer, NameIndex, Names
from .normalise import fold
from .pinyin import Readings, shipped_readings
from .spots import Spots
from .staff import lay_over
from .suggest import offers, suggestion
from .texts import Arrays, Texts

MOST_AROUND = 1_000
REGIONS = frozenset({Kind.DISTRICT, Kind.AREA, Kind.TOWN})


class Base:
    """A list of places and doors with everything that is looked up in it, as arrays that a file may hold."""

    def __init__(self, arrays: Arrays, readings: Readings) -> None:
        self.readings = readings
        self.entries = Entries(arrays)
        self.index = NameIndex.read(arrays)
        self.keys = Forms.read(arrays, "keys")
        self.doors = Doors(arrays)
        rings = zip(Texts.read(arrays, "border.districts"), Texts.read(arrays, "border.rings"), strict=True)
        self.borders = Borders(dict(rings))

    @classmethod
    def of(
        cls,
        entries: Iterable[Entry],
        readings: Readings,
        doors: Iterable[Door] = (),
    ) -> Base:
        return cls(arrays_of(list(entries), readings, doors), readings)


def arrays_of(
    entries: Sequence[Entry],
    readings: Readings,
    doors: Iterable[Door] = (),
    borders: Mapping[str, str] | None = None,
) -> dict[str, NDArray[Any]]:
    """Return the arrays of a base, as a file holds them; `borders` are rings by district."""
    keys = Forms.of((entry.key, number) for number, entry in enumerate(entries) if entry.key)
    return (
        dict(Entries.of(entries).columns)
        | NameIndex.of(entries, readings).arrays()
        | keys.arrays("keys")
        | Doors.of((*doors, *doors_of_entries(entries))).arrays()
        | Texts.of(borders or {}).arrays("border.districts")
        | Texts.of((borders or {}).values()).arrays("border.rings")
    )


class Gazetteer:
    """The names and points of Dalian; never changes once made.

    `bases` lie over one another: `hidden` marks entries of the first that the second takes the place of.
    """

    def __init__(self, bases: Sequence[Base], hidden: NDArray[np.bool_] | None = None) -> None:
        self._bases = bases
        masks = [hidden, *(None for _ in bases[1:])]
        self.entries = Standing([(base.entries, mask) for base, mask in zip(bases, masks, strict=True)])
        self.names = Names(
            [Layer(base.entries, base.index, mask) for base, mask in zip(bases, masks, strict=True)],
            bases[0].readings,
        )
        self._layers = list(zip(bases, masks, strict=True))
        self._spots = Spots(self.entries)
        self._regions: dict[str, list[Entry]] = defaultdict(list)
        self._towns: dict[str, list[Entry]] = defaultdict(list)
        self.districts: dict[str, Entry] = {}
        for entry in map(self.entries.__getitem__, self.entries.numbers_of(REGIONS)):
            if entry.kind is Kind.DISTRICT:
                self.districts[entry.district] = entry
            if entry.kind is Kind.TOWN:
                self._towns[entry.district].append(entry)
            for name in {fold(name) for name in (entry.name, *entry.aliases)}:
                self._regions[name].append(entry)
        self._communities: dict[tuple[str, str], list[int]] = defaultdict(list)
        district, town = self.entries.districts, self.entries.text("town")
        for number in self.entries.numbers_of({Kind.COMMUNITY}):
            self._communities[district[number], town[number]].append(number)

    @classmethod
    def of(cls, entries: Iterable[Entry], readings: Readings, doors: Iterable[Door] = ()) -> Gazetteer:
        return cls([Base.of(entries, readings, doors)])

    @classmethod
    def shipped(cls) -> Gazetteer:
        """Return the gazetteer of the tables that ship with the project; made once in a process."""
        return _shipped()

    @classmethod
    def with_staff_places(cls, places: Iterable[StaffPlace]) -> Gazetteer:
        """Return the shipped gazetteer with the staff's rows laid over it.

        A row takes the place of the rows below of its name and district; a retired one takes them away.
        """
        return cls.shipped().under(places)

    def under(
        self, places: Iterable[StaffPlace], doors: Iterable[Door] = (), roads: Iterable[Entry] = ()
    ) -> Gazetteer:
        """Return this gazetteer with the staff's rows and what outlets taught laid over it."""
        base = self._bases[0]
        own, hidden = lay_over(places, base.entries, base.index)
        return Gazetteer([base, Base.of([*own, *roads], base.readings, doors)], hidden)

    def place(self, key: str) -> Origin | None:
        """Return the public place that a link names, if there is one."""
        entry = self.entry(key)
        return entry.origin() if entry else None

    def entry(self, key: str) -> Entry | None:
        """Return a public place with all that the tables say of it."""
        for base, hidden in reversed(self._layers):
            numbers: list[int] = base.keys.exact(key).tolist()
            for number in numbers:
                if hidden is None or not hidden[number]:
                    return base.entries[number]
        return None

    def suggest(self, text: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """Return places whose names may become what is being typed, the likeliest first."""
        found = offers(text, self.names, limit)
        return tuple(suggestion(entry, self.districts[entry.district].name) for entry in found)

    def towns(self, district: str) -> tuple[Origin, ...]:
        """Return the towns and subdistricts of a district, in the order of their official codes."""
        return tuple(entry.origin() for entry in self._towns.get(district, ()))

    def regions(self, folded: str) -> list[Entry]:
        """Return the districts, functional areas and towns that go by a name."""
        return self._regions.get(folded, [])

    def communities(self, town: Entry) -> list[Entry]:
        """Return the communities and villages of a town."""
        return [self.entries[number] for number in self._communities.get((town.district, town.name), ())]

    @cached_property
    def box(self) -> Box:
        """The box around the circles of all districts."""
        return Box.around((entry.point, entry.radius_m) for entry in self.districts.values())

    @cached_property
    def given_doors(self) -> tuple[Door, ...]:
        """Return the doors of street maps and outlets, without those that are places of the tables."""
        doors = (door for base in self._bases for door in base.doors)
        return tuple(door for door in doors if not door.is_shipped)

    def doors(self, road: str, districts: frozenset[str]) -> tuple[Door, ...]:
        """Return the known doors of a road or place by its folded name, in districts if any are given."""
        found = [door for base in self._bases for door in base.doors.of_street(road, districts)]
        return tuple(sorted(found, key=lambda door: (door.number, door.text, door.interpolated)))

    def district_of(self, point: Point) -> str | None:
        """Return the district whose border a street map draws around a point; None outside Dalian.

        Without such a border it is the district that most of the nearest known places lie in.
        """
        return self._bases[0].borders.district_of(point) or self._spots.district_of(point)

    def covers(self, point: Point) -> bool:
        """Tell whether a point lies near a known place or inside a town's circle."""
        return self._spots.covers(point)

    def around(self, point: Point, metres: float, most: int = MOST_AROUND) -> tuple[Entry, ...]:
        """Return the places with a spot of their own within a distance, but no districts and areas.

        They are the nearest ones, of which there may be tens of thousands in a city whose map was brought in.
        """
        return tuple(entry for entry in self._spots.around(point, metres, most) if entry.kind not in REGIONS)

    def points_in(self, district: str) -> Degrees:
        """Return the points of a district's known places, as rows of latitude and longitude."""
        return self._spots.points_in(district)

    def reaches(self, place: Entry, districts: frozenset[str]) -> bool:
        """Tell whether a long place, such as a road, comes to known places of some districts."""
        return self._spots.reaches(place.point, place.radius_m, districts)

    def near(self, place: Entry, kinds: frozenset[Kind]) -> Entry | None:
        """Return the nearest place of some kinds and another name, to say where something is."""
        around = self._spots.nearest(place.point)
        return next((other for other in around if other.kind in kinds and other.name != place.name), None)


@lru_cache(maxsize=1)
def _shipped() -> Gazetteer:
    return Gazetteer.of(assemble(), shipped_readings())
