"""The first passes: what the relations of the extract say, and the ways that they are made of."""

from __future__ import annotations

from array import array
from collections import defaultdict
from dataclasses import dataclass

from osmium.osm import Relation

from locator.places.gazetteer import Gazetteer
from locator.places.normalise import fold

from .extract import Extract, Tags, tags_of
from .naming import several

CITY = "210200"
_CITY_NAME = "大连市"
_LEVELS = {"5", "6"}
_NAMES = ("name", "name:zh", "name:zh-Hans", "official_name")
_KEPT_BEGINNINGS = (
    "name",
    "addr:",
    "alt_name",
    "old_name",
    "official_name",
    "short_name",
    "loc_name",
    "int_name",
)
_STREETS = {"associatedStreet", "street"}
_NO_RINGS = {"label", "admin_centre", "subarea"}


@dataclass(frozen=True, slots=True)
class Outline:
    """A relation that draws an area with its ways."""

    relation: int
    tags: Tags
    ways: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Street:
    """A relation of houses and the street they stand in; the name may be on the street's own ways."""

    name: str
    streets: tuple[int, ...]
    houses: tuple[tuple[str, int], ...]


class Relations:
    """Borders of districts, named areas and the streets of houses; then the nodes of all their ways."""

    def __init__(self, extract: Extract, gazetteer: Gazetteer) -> None:
        self._codes = {fold(entry.name): code for code, entry in gazetteer.districts.items()}
        self._codes[fold(_CITY_NAME)] = CITY
        self.borders: dict[str, list[Outline]] = defaultdict(list)
        self.areas: list[Outline] = []
        self.nodes_of: dict[int, array[int]] = {}
        self.street_of: dict[tuple[str, int], str] = {}
        self._streets: list[_Street] = []
        for relation in extract.relations():
            self._take(relation)
        names = self._read_ways(extract)
        for street in self._streets:
            name = street.name or next((names[way] for way in street.streets if way in names), "")
            for house in street.houses if name else ():
                self.street_of.setdefault(house, name)

    def nodes_of_borders(self) -> set[int]:
        """Return the nodes that all candidates for borders are made of: they count outside the box too."""
        outlines = (outline for some in self.borders.values() for outline in some)
        return {node for outline in outlines for way in outline.ways for node in self.nodes_of.get(way, ())}

    def ways_of(self, outline: Outline) -> list[array[int]] | None:
        """Return the nodes of an area's ways, or None if a way is not in the extract."""
        ways = [self.nodes_of.get(way) for way in outline.ways]
        present = [way for way in ways if way is not None]
        return present if present and len(present) == len(ways) else None

    def _take(self, relation: Relation) -> None:
        tags = tags_of(relation)
        sort = tags.get("type", "")
        if sort in _STREETS:
            self._streets.append(_street(relation, tags))
        elif sort in {"boundary", "multipolygon"}:
            ways = tuple(
                dict.fromkeys(m.ref for m in relation.members if m.type == "w" and m.role not in _NO_RINGS)
            )
            code = self._district(tags)
            outline = Outline(relation.id, {key: tags[key] for key in tags if _is_kept(key)}, ways)
            if code:
                self.borders[code].append(outline)
            elif any(key in tags for key in (*_NAMES, "addr:housenumber")):
                self.areas.append(outline)

    def _district(self, tags: Tags) -> str:
        if tags.get("boundary") != "administrative" or tags.get("admin_level") not in _LEVELS:
            return ""
        names = (fold(name) for key in _NAMES for name in several(tags.get(key)))
        return next((self._codes[name] for name in names if name in self._codes), "")

    def _read_ways(self, extract: Extract) -> dict[int, str]:
        """Keep the nodes of the ways that areas are made of; return the names of the streets' ways."""
        outlines = (*self.areas, *(outline for some in self.borders.values() for outline in some))
        drawn = {way for outline in outlines for way in outline.ways}
        streets = {way for street in self._streets if not street.name for way in street.streets}
        names: dict[int, str] = {}
        for way in extract.ways_by_id(drawn | streets) if drawn or streets else ():
            if way.id in drawn:
                self.nodes_of[way.id] = array("q", (node.ref for node in way.nodes))
            if way.id in streets and (given := several(tags_of(way).get("name"))):
                names[way.id] = given[0]
        return names


def _street(relation: Relation, tags: Tags) -> _Street:
    names = several(tags.get("name") or tags.get("addr:street"))
    streets, houses = [], []
    for member in relation.members:
        if member.type == "w" and member.role == "street":
            streets.append(member.ref)
        else:
            houses.append((member.type, member.ref))
    return _Street(names[0] if names else "", tuple(streets), tuple(houses))


def _is_kept(key: str) -> bool:
    return ":" not in key or key.startswith(_KEPT_BEGINNINGS)
