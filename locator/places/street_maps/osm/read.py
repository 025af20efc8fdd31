"""The way in: pyosmium is an extra, and whoever lacks it is told how to get it."""

from __future__ import annotations

from pathlib import Path

from locator.places.borders import Box
from locator.places.gazetteer import Gazetteer

from ..reading import Progress, Reading, UnreadableMapError


def read_osm(path: Path, gazetteer: Gazetteer, box: Box | None, tell: Progress) -> Reading:
    """Return the roads, places and doors of the city in an OpenStreetMap extract.

    Without a box, that around all districts is taken; in either case what lies outside the districts'
    polygons is left out where the extract has them. Raises UnreadableMapError for what is no whole extract
    of the city.
    """
    try:
        import osmium  # noqa: F401, PLC0415 - only who brings in a street map needs it
    except ImportError as error:
        raise UnreadableMapError(
            "Reading OpenStreetMap extracts needs pyosmium: run `pip install 'card-service-points[osm]'` "
            "(or `pip install osmium`), then try again."
        ) from error
    from .passes import read  # noqa: PLC0415

    return read(path, gazetteer, box, tell)
