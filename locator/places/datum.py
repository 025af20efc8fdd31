"""Datums of the outside world: only WGS-84 is stored, the others exist at the edges."""

from __future__ import annotations

from enum import StrEnum

import geocoordinates_ffi as ffi

from locator.models import Point


class Datum(StrEnum):
    """The frame in which a latitude and a longitude were measured."""

    WGS84 = "wgs84"
    GCJ02 = "gcj02"
    BD09 = "bd09"


def convert(latitude: float, longitude: float, source: Datum, target: Datum) -> tuple[float, float]:
    """Return latitude and longitude in the target datum, in degrees.

    The refined conversions come back to where they started within a millimetre; outside China the
    datums are one. Raises ValueError for what is not a position on Earth.
    """
    Point(latitude, longitude)
    if source is target:
        return latitude, longitude
    wgs84 = _to_wgs84(latitude, longitude, source)
    if target is Datum.WGS84:
        return wgs84.lat, wgs84.lon
    shifted = ffi.wgs84_to_gcj02(wgs84) if target is Datum.GCJ02 else ffi.wgs84_to_bd09(wgs84)
    return shifted.lat, shifted.lon


def to_point(latitude: float, longitude: float, datum: Datum) -> Point:
    """Return the WGS-84 point of a position measured in any datum; raises ValueError as `convert` does."""
    return Point(*convert(latitude, longitude, datum, Datum.WGS84))


def to_the_decimetre(point: Point) -> Point:
    """Leave out the figures that only a conversion wrote; the datum asked twice gives the same point."""
    return Point(round(point.latitude, 6), round(point.longitude, 6))


def _to_wgs84(latitude: float, longitude: float, datum: Datum) -> ffi.Wgs84:
    if datum is Datum.GCJ02:
        refined = ffi.gcj02_to_wgs84_refined(ffi.Gcj02(lat=latitude, lon=longitude))
        return ffi.Wgs84(lat=refined.lat, lon=refined.lon)
    if datum is Datum.BD09:
        refined = ffi.bd09_to_wgs84_refined(ffi.Bd09(lat=latitude, lon=longitude))
        return ffi.Wgs84(lat=refined.lat, lon=refined.lon)
    return ffi.Wgs84(lat=latitude, lon=longitude)
