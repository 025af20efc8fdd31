"""The passes over an extract, and the rows that come of them.

Relations are read first, then the ways they are made of, then nodes, then ways with a name or a number. Of
the nodes only those in the box are kept, sixteen bytes each: memory follows the city and not the file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from locator.models import Point
from locator.places.borders import Borders, Box
from locator.places.gazetteer import Gazetteer

from ..reading import DoorRow, PlaceRow, Progress, Reading, UnreadableMapError
from .addresses import Streets
from .clip import Clip
from .collect import Collected
from .extract import Extract, day_of, tags_of
from .outlines import rings_of, whole_borders
from .places import place_rows, station_rows
from .positions import UNITS_A_DEGREE, Positions
from .relations import CITY, Relations
from .roads import road_rows

Row = TypeVar("Row", PlaceRow, DoorRow)
# Where each pass begins, as a share of the whole, from a reading of a large extract.
RELATIONS, NODES, WAYS, ROWS = 0.0, 0.05, 0.6, 0.8


def read(path: Path, gazetteer: Gazetteer, box: Box | None, tell: Progress) -> Reading:
    """Return what the extract holds of the city; of one that does not read whole, nothing."""
    box = box or gazetteer.box
    extract = Extract(path)
    tell("Reading relations", RELATIONS)
    data_date = extract.data_date()
    relations = Relations(extract, gazetteer)
    collected = Collected(Streets(gazetteer), relations.street_of)
    tell("Reading nodes", NODES)
    positions = _read_nodes(extract, box, relations.nodes_of_borders(), collected, lambda s: tell(s, None))
    reading = Reading(left_out=collected.left_out)
    rings = whole_borders(relations, positions, gazetteer)
    city = {CITY: rings.pop(CITY)} if CITY in rings else {}
    reading.borders = rings
    clip = Clip(gazetteer, box, Borders(rings), Borders(city))
    for entry in gazetteer.districts.values():
        if entry.district not in rings:
            reading.left_out[f"border of {entry.name} not whole in the extract"] += 1
    if not clip.sharp:
        tell("Not every district has its whole border here: the nearest known places stand in for it", None)
    _read_areas(relations, positions, collected)
    tell("Reading ways", WAYS)
    _read_ways(extract, positions, collected)
    del positions, relations
    tell("Joining roads, places and doors", ROWS)
    _fill(reading, collected, clip)
    if not reading.places and not reading.doors:
        raise UnreadableMapError(
            f"{path.name} holds no place of Dalian. Take an extract of the city, of Liaoning or of China."
        )
    reading.data_date = data_date or collected.newest
    tell("Read", 1.0)
    return reading


def _read_nodes(
    extract: Extract, box: Box, of_borders: set[int], collected: Collected, tell: Callable[[str], None]
) -> Positions:
    positions = Positions()
    south, north = round(box.south * UNITS_A_DEGREE), round(box.north * UNITS_A_DEGREE)
    west, east = round(box.west * UNITS_A_DEGREE), round(box.east * UNITS_A_DEGREE)
    for node in extract.nodes(tell):
        where = node.location
        latitude, longitude = where.y, where.x
        if south <= latitude < north and west <= longitude < east:
            positions.add(node.id, latitude, longitude)
            if len(node.tags):
                point = Point(latitude / UNITS_A_DEGREE, longitude / UNITS_A_DEGREE)
                collected.node(node.id, tags_of(node), point)
                collected.changed(day_of(node))
        elif node.id in of_borders and where.valid():
            positions.add(node.id, latitude, longitude)
    return positions


def _read_areas(relations: Relations, positions: Positions, collected: Collected) -> None:
    for outline in relations.areas:
        rings = rings_of(outline, relations, positions)
        if rings is not None:
            collected.area(outline.relation, outline.tags, rings)
        else:
            collected.left_out["area outside the box, or not whole in the extract"] += 1


def _read_ways(extract: Extract, positions: Positions, collected: Collected) -> None:
    for way in extract.ways():
        nodes = [node.ref for node in way.nodes]
        if nodes:
            collected.way(way.id, tags_of(way), nodes, positions)
            collected.changed(day_of(way))


def _fill(reading: Reading, collected: Collected, clip: Clip) -> None:
    left_out = reading.left_out
    # What has become rows is let go of at once: doors come last, and may be a million.
    reading.places += road_rows(collected.pieces, clip, left_out)
    collected.pieces.clear()
    reading.places += station_rows(collected.stops, collected.exits, clip, left_out)
    reading.places += place_rows(collected.spots, clip, left_out)
    collected.spots.clear()
    reading.doors += collected.doors.rows(clip, left_out)
    # Extracts that were put together hold some objects twice.
    reading.places, reading.doors = _once(reading.places, left_out), _once(reading.doors, left_out)
    for reason in [reason for reason, count in left_out.items() if not count]:
        del left_out[reason]


def _once(rows: list[Row], left_out: Counter[str]) -> list[Row]:
    seen: set[str] = set()
    kept = []
    for row in rows:
        if row.ref not in seen:
            seen.add(row.ref)
            kept.append(row)
    left_out["the same object again"] += len(rows) - len(kept)
    return kept
