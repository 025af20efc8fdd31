"""The six services: how each is asked through geopy, and what is made of its answers."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from geopy.exc import GeocoderQuotaExceeded, GeocoderRateLimited
from geopy.geocoders import BaiduV3, Nominatim, Pelias, Photon
from geopy.location import Location

from ..borders import Box
from ..datum import Datum
from . import grades
from .amap import Amap
from .tianditu import Tianditu
from .transport import Adapter

USER_AGENT = "social-security-card-service-points/1"
AT_MOST = 3
PUBLIC_NAMES = {
    "tianditu": "天地图 (Tianditu)",
    "amap": "高德地图 (Amap)",
    "baidu": "百度地图 (Baidu)",
    "nominatim": "Nominatim (OpenStreetMap)",
    "photon": "Photon (OpenStreetMap)",
    "pelias": "Pelias",
}
Ask = Callable[[str, float], "Location | list[Location] | None"]
TOO_FAST, SECONDS_IF_TOO_FAST = 401, 5

# geopy writes down, for whoever debugs it, what it asks and what it is told: here that is an address.
logging.getLogger("geopy").addFilter(lambda _record: False)


@dataclass(frozen=True, slots=True)
class Service:
    """One geocoder, ready to be asked; `address` and `key` are the operator's."""

    name: str
    datum: Datum
    address: str
    daily: int | None
    ask: Ask = field(repr=False)
    grade: Callable[[Mapping[str, Any]], grades.Grade | None] = field(repr=False)

    @property
    def public_name(self) -> str:
        return PUBLIC_NAMES[self.name]


def service(name: str, *, address: str, datum: Datum, key: str, daily: int | None, box: Box) -> Service:
    """Return a service by its name; the address has been looked at already."""
    make, grade = _SERVICES[name]
    return Service(name, datum, address, daily, make(address, key, box), grade)


class _Baidu(BaiduV3):  # type: ignore[misc]  # geopy has no types
    """Baidu's third version, at any address; too many questions at once are not a quota that is used up."""

    def __init__(self, key: str, address: str, **options: Any) -> None:
        super().__init__(key, **options)
        self.api = f"{address}{self.api_path}"

    def _check_status(self, status: Any) -> None:
        if status == TOO_FAST:
            raise GeocoderRateLimited("Too many questions at once.", retry_after=SECONDS_IF_TOO_FAST)
        if status is None:
            raise ValueError("An answer without a status.")
        super()._check_status(status)


def _options() -> dict[str, Any]:
    return {"adapter_factory": Adapter, "user_agent": USER_AGENT}


def _place(address: str) -> dict[str, Any]:
    parts = urlsplit(address)
    return {"scheme": parts.scheme, "domain": f"{parts.netloc}{parts.path}", **_options()}


def _corners(box: Box) -> list[tuple[float, float]]:
    return [(box.south, box.west), (box.north, box.east)]


def _tianditu(address: str, key: str, _box: Box) -> Ask:
    geocoder = Tianditu(key, address=address, **_options())
    return lambda text, seconds: geocoder.geocode(text, timeout=seconds)


def _amap(address: str, key: str, _box: Box) -> Ask:
    geocoder = Amap(key, address=address, **_options())
    return lambda text, seconds: geocoder.geocode(text, timeout=seconds)


def _baidu(address: str, key: str, _box: Box) -> Ask:
    geocoder = _Baidu(key, address, **_options())
    return lambda text, seconds: geocoder.geocode(text, timeout=seconds)


def _nominatim(address: str, _key: str, box: Box) -> Ask:
    geocoder = Nominatim(**_place(address))
    return lambda text, seconds: geocoder.geocode(
        text, exactly_one=False, limit=AT_MOST, viewbox=_corners(box), bounded=True, timeout=seconds
    )


def _photon(address: str, _key: str, box: Box) -> Ask:
    geocoder = Photon(**_place(address))
    return lambda text, seconds: geocoder.geocode(
        text, exactly_one=False, limit=AT_MOST, bbox=_corners(box), timeout=seconds
    )


def _pelias(address: str, key: str, box: Box) -> Ask:
    given = _place(address)
    geocoder = Pelias(given.pop("domain"), key or None, **given)
    return lambda text, seconds: geocoder.geocode(
        text, exactly_one=False, boundary_rect=_corners(box), timeout=seconds
    )


_SERVICES = {
    "tianditu": (_tianditu, grades.of_tianditu),
    "amap": (_amap, grades.of_amap),
    "baidu": (_baidu, grades.of_baidu),
    "nominatim": (_nominatim, grades.of_nominatim),
    "photon": (_photon, grades.of_photon),
    "pelias": (_pelias, grades.of_pelias),
}


def pause_of(error: Exception) -> float | None:
    """Return for how long a service asks for a pause, infinity for the rest of its day; None for no pause."""
    if isinstance(error, GeocoderRateLimited):
        return SECONDS_IF_ASKED if error.retry_after is None else float(min(error.retry_after, LONGEST_PAUSE))
    return float("inf") if isinstance(error, GeocoderQuotaExceeded) else None


SECONDS_IF_ASKED = 60.0
# Longer than any rest; a number may have as many digits as a header holds.
LONGEST_PAUSE = 7 * 24 * 3600
