"""From the shipped tables to one list of places."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from . import kinds
from .answer import Kind, Precision
from .entry import PART_OF_SOMETHING, Entry
from .merging import merge, with_keys
from .nicknames import other_names
from .normalise import fold
from .tables import SHIPPED, Row, rows

LEAST_TOWN_M = 2_500
TOWN_ENDING = re.compile(r"(街道|满族乡|镇|乡)$")
COMMUNITY_ENDING = re.compile(r"(社区居委会|社区村委会|居委会|村委会)$")


def assemble(folder: Path = SHIPPED, of_maps: Iterable[Entry] = ()) -> list[Entry]:
    """Return every place of the tables in a fixed order, with those of street maps among them.

    Raises TableError for a broken table.
    """
    found = list(of_maps)
    districts = list(_districts(folder))
    towns = list(_towns(folder, {entry.district: entry for entry in districts}))
    spots = merge([*_compiled(folder), *_osm(folder), *found])
    towns = _where_the_map_has_them(towns, found)
    communities = _communities(folder, towns, spots)
    known = {(town.district, town.name) for town in towns}
    spots = [spot for spot in spots if spot.kind is not Kind.TOWN or (spot.district, spot.name) not in known]
    entries = with_keys([*districts, *_areas(folder), *towns, *spots, *communities])
    return list(_as_people_say(folder, entries))


def _where_the_map_has_them(towns: list[Entry], found: Iterable[Entry]) -> list[Entry]:
    """Return the towns of the official table, with the points of a street map for those that it names."""
    mapped = {(spot.district, spot.name): spot for spot in found if spot.kind is Kind.TOWN}
    return [_moved(town, mapped.get((town.district, town.name))) for town in towns]


def _moved(town: Entry, spot: Entry | None) -> Entry:
    if spot is None:
        return town
    # The map's point is the office or the middle; how far the town reaches, the table knows better.
    radius = max(spot.radius_m, town.radius_m if town.located else 0, LEAST_TOWN_M)
    point, source = spot.point, spot.source
    return replace(town, point=point, radius_m=radius, source=source, precision=Precision.TOWN, located=True)


def _as_people_say(folder: Path, entries: Iterable[Entry]) -> Iterator[Entry]:
    """Add the names that people use and no table holds: 旅顺, 复县, 大工."""
    spoken: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in rows("aliases", folder):
        spoken[row.text("name"), row.district()].append(row.text("alias"))
    for entry in entries:
        aliases = spoken.get((entry.name, entry.district), ())
        yield replace(entry, aliases=(*aliases, *entry.aliases)) if aliases else entry


def _districts(folder: Path) -> Iterator[Entry]:
    for row in rows("districts", folder):
        name = row.text("name")
        yield Entry(
            name=name,
            name_en=row.text("name_en"),
            kind=Kind.DISTRICT,
            precision=Precision.DISTRICT,
            district=row.district("code"),
            point=row.point(),
            radius_m=row.metres(),
            source="gazetteer:districts",
            key="",
            rank=0,
            aliases=(name[:-1],),
        )


def _areas(folder: Path) -> Iterator[Entry]:
    for row in rows("areas", folder):
        yield Entry(
            name=row.text("name"),
            name_en=row.text("name_en"),
            kind=Kind.AREA,
            precision=Precision.DISTRICT,
            district=row.several("districts")[0],
            point=row.point(),
            radius_m=row.metres(),
            source="gazetteer:areas",
            key="",
            rank=1,
            aliases=row.several("aliases"),
            covers=row.several("districts"),
        )


def _towns(folder: Path, districts: dict[str, Entry]) -> Iterator[Entry]:
    for row in rows("towns", folder):
        name, district = row.text("name"), row.district()
        around = districts[district]
        located = row.text("basis") != "none"
        stem = TOWN_ENDING.sub("", name)
        yield Entry(
            name=name,
            name_en="",
            kind=Kind.TOWN,
            precision=Precision.TOWN if located else Precision.DISTRICT,
            district=district,
            point=row.point() if located else around.point,
            radius_m=row.metres() if located else around.radius_m,
            source="gazetteer:towns",
            key="",
            rank=3,
            # Many towns became subdistricts: people go on saying 皮口镇.
            aliases=tuple(f"{stem}{ending}" for ending in ("街道", "镇", "乡", "街道办事处", "镇政府", "")),
            town=name,
            located=located,
        )


def _compiled(folder: Path) -> Iterator[Entry]:
    for row in rows("roads_and_stations", folder):
        sort = row.one_of("kind", kinds.COMPILED)
        radius = max(row.metres(), sort.radius_m)
        yield _spot(row, sort, source="gazetteer:roads_and_stations", key="", radius_m=radius)


def _osm(folder: Path) -> Iterator[Entry]:
    for row in rows("places_osm", folder):
        sort = kinds.OSM.get(row.text("osm_class"), kinds.BUILDING)
        if kinds.is_part_of_something(fold(row.text("name"))):
            sort = sort._replace(rank=PART_OF_SOMETHING)
        yield _spot(row, sort, source="gazetteer:osm", key=row.text("osm_id"), radius_m=sort.radius_m)


def _spot(row: Row, sort: kinds.Sort, *, source: str, key: str, radius_m: int) -> Entry:
    return Entry(
        name=row.text("name"),
        name_en="",
        kind=sort.kind,
        precision=sort.precision,
        district=row.district(),
        point=row.point(),
        radius_m=radius_m,
        source=source,
        key=key,
        rank=sort.rank,
        aliases=other_names(row.text("name"), sort.kind),
    )


def _communities(folder: Path, towns: list[Entry], spots: list[Entry]) -> Iterator[Entry]:
    town_of = {(entry.district, entry.name): entry for entry in towns}
    points: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for spot in spots:
        points[spot.district, spot.name.replace("村民委员会", "村")].append(spot)
    listed = list(rows("communities", folder))
    times: dict[tuple[str, str], int] = defaultdict(int)
    for row in listed:
        times[row.text("district_code"), row.text("name")] += 1
    for row in listed:
        name, district = row.text("name"), row.district()
        town = town_of.get((district, row.text("town_name")))
        around = town or next(entry for entry in towns if entry.district == district)
        short = COMMUNITY_ENDING.sub(lambda ending: "村" if ending[0] == "村委会" else "社区", name)
        own = points[district, short]
        sure = len(own) == 1 and times[district, name] == 1
        yield Entry(
            name=name,
            name_en="",
            kind=Kind.COMMUNITY,
            precision=Precision.COMMUNITY if sure else around.precision,
            district=district,
            point=own[0].point if sure else around.point,
            # Town and community come from tables of different years, and borders have moved since.
            radius_m=kinds.COMMUNITY.radius_m if sure else max(3_000, round(around.radius_m * 1.25)),
            source="gazetteer:communities",
            key=row.text("code"),
            rank=kinds.COMMUNITY.rank,
            aliases=(short,),
            town=row.text("town_name"),
            located=sure,
        )
