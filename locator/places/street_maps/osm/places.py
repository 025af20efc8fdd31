"""Rows of places: districts found, doubles within the extract joined to one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from locator.places import kinds
from locator.places.answer import Kind
from locator.places.entry import metres_between
from locator.places.gazetteer import Gazetteer
from locator.places.normalise import fold

from ..reading import PlaceRow
from .clip import Clip
from .spots import Spot
from .stations import exits, one_of_each

SAME_PLACE_M = 150
_SETTLEMENTS = frozenset({Kind.TOWN, Kind.COMMUNITY})


def place_rows(spots: Sequence[Spot], clip: Clip, left_out: Counter[str]) -> Iterator[PlaceRow]:
    """Yield a row for each place in the city, in the order of their references."""
    apart = without_doubles((spot for spot in spots if not _is_district(spot, clip.gazetteer)), left_out)
    yield from _rows(apart, clip, left_out)


def station_rows(
    stops: Sequence[Spot], ways_out: Sequence[Spot], clip: Clip, left_out: Counter[str]
) -> Iterator[PlaceRow]:
    """Yield a row for each station, then one for each of their exits."""
    stations = one_of_each(stops, left_out)
    yield from _rows(stations, clip, left_out)
    yield from _rows(list(exits(ways_out, stations, left_out)), clip, left_out)


def without_doubles(spots: Iterable[Spot], left_out: Counter[str]) -> list[Spot]:
    """Return each place once: one name and kind, within 150 m or the area that the map draws of it.

    The area stays, or else the point with the lowest number, with the names of the others.
    """
    kept: dict[tuple[str, Kind], list[Spot]] = defaultdict(list)
    for spot in sorted(spots, key=lambda spot: spot.order):
        together = kept[fold(spot.called.name), kinds.OSM[spot.word].kind]
        same = next((n for n, k in enumerate(together) if _is_same(k, spot)), None)
        if same is None:
            together.append(spot)
        else:
            left_out["the same place again"] += 1
            together[same] = replace(together[same], called=together[same].called.with_names_of(spot.called))
    return [spot for together in kept.values() for spot in together]


def _is_same(kept: Spot, other: Spot) -> bool:
    return metres_between(kept.point, other.point) <= max(SAME_PLACE_M, kept.reach_m or 0)


def _is_district(spot: Spot, gazetteer: Gazetteer) -> bool:
    """Tell whether a settlement is one of the ten districts, which are known already."""
    return kinds.OSM[spot.word].kind in _SETTLEMENTS and any(
        entry.kind is Kind.DISTRICT for entry in gazetteer.regions(fold(spot.called.name))
    )


def _rows(spots: Sequence[Spot], clip: Clip, left_out: Counter[str]) -> Iterator[PlaceRow]:
    degrees = np.array([(spot.latitude, spot.longitude) for spot in spots], np.float64).reshape(-1, 2)
    districts = clip.districts_of(degrees)
    for spot, district in sorted(zip(spots, districts, strict=True), key=lambda pair: pair[0].ref):
        if district is None:
            left_out["outside the city"] += 1
        else:
            yield _row(spot, district)


def _row(spot: Spot, district: str) -> PlaceRow:
    sort = kinds.OSM[spot.word]
    return PlaceRow(
        ref=spot.ref,
        name=spot.called.name,
        kind=sort.kind.value,
        district=district,
        latitude=spot.latitude,
        longitude=spot.longitude,
        radius_m=spot.reach_m or sort.radius_m,
        sort=spot.word,
        name_en=spot.called.name_en,
        pinyin=spot.called.pinyin,
        aliases=spot.called.aliases,
    )
