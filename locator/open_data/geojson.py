"""The outlets as GeoJSON (RFC 7946): WGS-84, longitude first."""

from __future__ import annotations

from datetime import date
from typing import Any

from locator.search.facts import to_json
from locator.search.records import OutletRecord
from locator.search.snapshot import Snapshot

from .licence import notes_in_both
from .outlets import OUTLETS, latitude, longitude

# They stand in the geometry.
IN_GEOMETRY = frozenset({"longitude", "latitude"})


def as_geojson(snapshot: Snapshot, today: date) -> bytes:
    """Return all outlets; one without a position is a feature without a geometry (RFC 7946, section 3.2)."""
    listed = snapshot.outlets_of(today=today)
    return to_json(
        {
            "type": "FeatureCollection",
            "sample": snapshot.is_sample,
            "notes": notes_in_both(snapshot),
            "changed_at": snapshot.changed_at.isoformat(timespec="seconds"),
            "features": [feature(outlet) for outlet in listed],
        }
    )


def feature(outlet: OutletRecord) -> dict[str, Any]:
    """Return one outlet, with the columns of the table of outlets as its properties."""
    point = {"type": "Point", "coordinates": [longitude(outlet), latitude(outlet)]}
    return {
        "type": "Feature",
        "id": outlet.code,
        "geometry": point if outlet.point else None,
        "properties": {
            column.name: column.plain(outlet) for column in OUTLETS if column.name not in IN_GEOMETRY
        },
    }
