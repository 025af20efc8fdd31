"""Reading OpenStreetMap extracts: which roads, places and doors of the city they hold."""

from .read import read_osm

__all__ = ["read_osm"]
