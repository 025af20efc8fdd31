"""The same answers as GeoJSON (RFC 7946), for whoever asks for it in the header Accept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from django.http import HttpRequest
from rest_framework.request import Request

from .view import JSON

GEOJSON = "application/geo+json"
POSITION = frozenset({"latitude", "longitude"})


def media_type_for(request: Request) -> str:
    """Return what the header Accept prefers; JSON where it names nothing that we have."""
    return _preferred(request.META.get("HTTP_ACCEPT", "*/*"))


@lru_cache(maxsize=256)
def _preferred(accept: str) -> str:
    asked = HttpRequest()
    asked.META["HTTP_ACCEPT"] = accept
    return asked.get_preferred_type([JSON, GEOJSON]) or JSON


def feature(outlet: Mapping[str, Any]) -> dict[str, Any]:
    """Return an outlet as a feature: longitude first, and no geometry where its position is not known."""
    latitude, longitude = outlet["latitude"], outlet["longitude"]
    known = latitude is not None and longitude is not None
    return {
        "type": "Feature",
        "id": outlet["code"],
        "geometry": {"type": "Point", "coordinates": [longitude, latitude]} if known else None,
        "properties": {name: value for name, value in outlet.items() if name not in POSITION},
    }


def collection(outlets: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": [feature(outlet) for outlet in outlets]}
