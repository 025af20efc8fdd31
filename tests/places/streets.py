"""Roads and doors made for a test, in a gazetteer that otherwise knows only districts and towns."""

from __future__ import annotations

from locator.models import Point
from locator.places import Gazetteer, Kind, Precision
from locator.places.doors import Door
from locator.places.entry import METRES_PER_DEGREE, Entry
from locator.places.gazetteer import REGIONS
from locator.places.lines import encode
from locator.places.meeting import around
from locator.places.pinyin import Readings
from locator.places.spots import NARROWING

CENTRE = Point(38.9100, 121.5900)
DISTRICT = "210204"


def spot(east_m: float, north_m: float) -> Point:
    """Return the point so many metres from the middle of 沙河口区."""
    return Point(
        CENTRE.latitude + north_m / METRES_PER_DEGREE,
        CENTRE.longitude + east_m / METRES_PER_DEGREE / NARROWING,
    )


def road(name, *corners, radius_m=0, district=DISTRICT, parts=None) -> Entry:
    """Return a road through corners (metres east and north), or of one point and a radius."""
    parts = parts or ([[spot(*corner) for corner in corners]] if len(corners) > 1 else [])
    circle = around([point for part in parts for point in part] or [spot(*corners[0])])
    return Entry(
        name=name,
        name_en="",
        kind=Kind.ROAD,
        precision=Precision.ROAD,
        district=district,
        point=circle.point,
        radius_m=radius_m or circle.radius_m + 60,
        source="map:test",
        key=f"{district}-{name}-{corners}",
        rank=2,
        line=encode(parts) if parts else "",
    )


def place(name, corner, kind=Kind.LANDMARK, radius_m=200) -> Entry:
    return Entry(
        name, "", Kind(kind), Precision.LANDMARK, DISTRICT, spot(*corner), radius_m, "map:test", name, 3
    )


def door(street, text, corner, *, interpolated=False, district=DISTRICT) -> Door:
    made = Door.read(street, district, text, spot(*corner), interpolated=interpolated, source="map:test")
    assert made is not None
    return made


def town_of(*entries, doors=()) -> Gazetteer:
    regions = [entry for entry in Gazetteer.shipped().entries if entry.kind in REGIONS]
    return Gazetteer.of([*regions, *entries], Readings.with_phrases({}), doors)
