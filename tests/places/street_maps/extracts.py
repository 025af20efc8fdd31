"""Extracts as OpenStreetMap gives them, made by hand: nodes, ways and relations with their tags.

town = Drawn()
town.road("西安路", [(38.91, 121.58), (38.92, 121.58)])
town.node((38.915, 121.58), {"addr:street": "西安路", "addr:housenumber": "12"})
path = town.written(tmp_path)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import osmium
from osmium.osm.mutable import Node, Relation, Way

from locator.places import Gazetteer
from locator.places.borders import Box
from locator.places.street_maps.osm import read_osm
from locator.places.street_maps.reading import DoorRow, PlaceRow, Reading

Spot = tuple[float, float]  # latitude, longitude
Tags = Mapping[str, str]
Member = tuple[str, int, str]
CHANGED = datetime(2026, 7, 1, 12, tzinfo=UTC)


@dataclass
class Drawn:
    """An extract in the making; every call returns the number of what it adds."""

    nodes: dict[int, tuple[Spot, Tags]] = field(default_factory=dict)
    ways: dict[int, tuple[list[int], Tags]] = field(default_factory=dict)
    relations: dict[int, tuple[list[Member], Tags]] = field(default_factory=dict)
    changed: datetime | None = CHANGED

    def node(self, at: Spot, tags: Tags | None = None) -> int:
        number = next(reversed(self.nodes), 0) + 1
        self.nodes[number] = (at, tags or {})
        return number

    def way(self, corners: Iterable[Spot | int], tags: Tags | None = None) -> int:
        """Add a way through spots, or through nodes that are there already."""
        nodes = [corner if isinstance(corner, int) else self.node(corner) for corner in corners]
        number = next(reversed(self.ways), 0) + 1
        self.ways[number] = (nodes, tags or {})
        return number

    def area(self, corners: Sequence[Spot], tags: Tags | None = None) -> int:
        """Add a way that comes back to its first corner."""
        nodes = [self.node(corner) for corner in corners]
        return self.way([*nodes, nodes[0]], tags)

    def road(self, name: str, corners: Iterable[Spot | int], tags: Tags | None = None) -> int:
        return self.way(corners, {"highway": "residential", "name": name, **(tags or {})})

    def door(self, at: Spot, street: str, number: str) -> int:
        return self.node(at, {"addr:street": street, "addr:housenumber": number})

    def relation(self, members: Iterable[Member], tags: Tags) -> int:
        number = next(reversed(self.relations), 0) + 1
        self.relations[number] = (list(members), tags)
        return number

    def border(self, name: str, corners: Sequence[Spot], level: str = "6") -> int:
        """Add a district's border, drawn as two ways that meet."""
        nodes = [self.node(corner) for corner in corners]
        half = len(nodes) // 2
        ways = [self.way(nodes[: half + 1]), self.way([*nodes[half:], nodes[0]])]
        tags = {"type": "boundary", "boundary": "administrative", "admin_level": level, "name": name}
        return self.relation([("w", way, "outer") for way in ways], tags)

    def districts(self, *, but: Mapping[str, Sequence[Spot]] | None = None) -> dict[str, int]:
        """Add the borders of all ten districts: a small square around the middle of each, but some."""
        drawn = {}
        for code, entry in Gazetteer.shipped().districts.items():
            around = square(entry.point.latitude - 0.01, entry.point.longitude - 0.01, 0.02)
            drawn[code] = self.border(entry.name, (but or {}).get(code, around))
        return drawn

    def written(
        self, folder: Path, name: str = "city.osm.pbf", header: Mapping[str, str] | None = None
    ) -> Path:
        """Write the extract as nodes, ways and relations, in the format that the name ends in."""
        tagged = (*self.nodes.values(), *self.ways.values(), *self.relations.values())
        # The writer brings the whole process down over a longer one.
        assert all(len(text) <= 255 for _, tags in tagged for pair in tags.items() for text in pair)
        path = folder / name
        said = osmium.io.Header()
        for key, value in (header or {}).items():
            said.set(key, value)
        with osmium.SimpleWriter(str(path), header=said, overwrite=True) as writer:
            for number, ((latitude, longitude), tags) in sorted(self.nodes.items()):
                writer.add_node(
                    Node(id=number, location=(longitude, latitude), tags=tags, timestamp=self.changed)
                )
            for number, (nodes, tags) in sorted(self.ways.items()):
                writer.add_way(Way(id=number, nodes=nodes, tags=tags, timestamp=self.changed))
            for number, (members, tags) in sorted(self.relations.items()):
                writer.add_relation(Relation(id=number, members=members, tags=tags, timestamp=self.changed))
        return path


def square(south: float, west: float, side: float) -> list[Spot]:
    """Return the corners of a square, in degrees."""
    return [(south, west), (south, west + side), (south + side, west + side), (south + side, west)]


def read(path: Path, box: Box | None = None) -> Reading:
    return read_osm(path, Gazetteer.shipped(), box, lambda said, share: None)


def places(reading: Reading) -> dict[str, PlaceRow]:
    """Return the places of a reading by their references."""
    found = {row.ref: row for row in reading.places}
    assert len(found) == len(reading.places)
    return found


def doors(reading: Reading) -> dict[tuple[str, str], DoorRow]:
    """Return the doors of a reading by street and number."""
    assert len({row.ref for row in reading.doors}) == len(reading.doors)
    found = {(row.street, row.number): row for row in reading.doors}
    assert len(found) == len(reading.doors)
    return found
