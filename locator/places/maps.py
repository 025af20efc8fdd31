"""From the rows of street maps, and the shipped tables under them, to one base of the gazetteer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from numpy.typing import NDArray

from locator.models import Point

from . import kinds
from .answer import Kind
from .assemble import assemble
from .doors import Door
from .entry import FROM_MAP, PART_OF_SOMETHING, Entry
from .gazetteer import arrays_of
from .nicknames import other_names
from .normalise import fold_all
from .pinyin import shipped_readings
from .street_maps.reading import DoorRow, PlaceRow

BATCH = 10_000


def arrays_with_maps(
    places: Iterable[tuple[str, PlaceRow]],
    doors: Iterable[tuple[str, DoorRow]],
    borders: dict[str, str],
) -> dict[str, NDArray[Any]]:
    """Return the arrays of the shipped tables with the places and doors of street maps, each with its map.

    `borders` are the rings of districts, by code; raises TableError for a broken shipped table.
    """
    entries = assemble(of_maps=_entries(places))
    return arrays_of(entries, shipped_readings(), _doors(doors), borders)


def _entries(places: Iterable[tuple[str, PlaceRow]]) -> Iterator[Entry]:
    left = iter(places)
    while batch := list(islice(left, BATCH)):
        folded = fold_all(row.name for _, row in batch)
        yield from (_entry(*place, name) for place, name in zip(batch, folded, strict=True))


def _entry(street_map: str, row: PlaceRow, folded: str) -> Entry:
    kind = Kind(row.kind)
    sort = kinds.OSM.get(row.sort, kinds.BY_KIND[kind])
    if kinds.is_part_of_something(folded):
        sort = sort._replace(rank=PART_OF_SOMETHING)
    return Entry(
        name=row.name,
        name_en=row.name_en,
        kind=kind,
        precision=sort.precision,
        district=row.district,
        point=Point(row.latitude, row.longitude),
        radius_m=row.radius_m,
        source=f"{FROM_MAP}{street_map}",
        key=row.ref,
        rank=sort.rank,
        aliases=(*row.aliases, *other_names(row.name, kind), *([row.name_en] if row.name_en else [])),
        town=row.town,
        line=row.line,
        pinyin=row.pinyin,
    )


def _doors(rows: Iterable[tuple[str, DoorRow]]) -> Iterator[Door]:
    for street_map, row in rows:
        point = Point(row.latitude, row.longitude)
        door = Door.read(
            row.street,
            row.district,
            row.number,
            point,
            interpolated=row.interpolated,
            source=f"{FROM_MAP}{street_map}",
        )
        if door:
            yield door
