"""Amap's geocoder, after https://lbs.amap.com/api/webservice/guide/api/georegeo and .../tools/info."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from geopy.exc import (
    GeocoderAuthenticationFailure,
    GeocoderQuotaExceeded,
    GeocoderRateLimited,
    GeocoderServiceError,
)
from geopy.geocoders.base import Geocoder
from geopy.location import Location

CITY_CODE = "210200"
# By the day of the key, of the network address, of the account at home and abroad; and what was paid for.
USED_UP = frozenset({"10003", "10010", "10044", "10045", "40000"})
# Too many at once or in a second: by the key, the account or the service.
TOO_FAST = frozenset({"10004", "10014", "10015", "10016", "10019", "10020", "10021", "10029"})
REFUSED = frozenset(
    {"10001", "10002", "10005", "10006", "10007", "10008", "10009", "10012", "10013", "10026"}
)
SECONDS_IF_TOO_FAST = 5


class Amap(Geocoder):  # type: ignore[misc]  # geopy has no types
    """Asks for the places that an `address` in a `city` may mean.

    An answer has a `status` (`1` or `0`), an `infocode`, and `geocodes`, each with a `location` of longitude
    and latitude in GCJ-02 and the `level` of what was matched.
    """

    def __init__(self, key: str, *, address: str, **options: Any) -> None:
        super().__init__(**options)
        self._key, self._address = key, address

    def geocode(self, query: str, *, timeout: float) -> list[Location]:
        given = {"key": self._key, "address": query, "city": CITY_CODE, "output": "JSON"}
        found: list[Location] = self._call_geocoder(
            f"{self._address}/v3/geocode/geo?{urlencode(given)}", _locations, timeout=timeout
        )
        return found


def _locations(page: dict[str, Any]) -> list[Location]:
    if str(page.get("status")) != "1":
        _complain(str(page.get("infocode")))
    return [
        Location("", (float(latitude), float(longitude)), found)
        for found in page["geocodes"]
        for longitude, latitude in [str(found["location"]).split(",")]
    ]


def _complain(code: str) -> None:
    if code in USED_UP:
        raise GeocoderQuotaExceeded("The quota is used up.")
    if code in TOO_FAST:
        raise GeocoderRateLimited("Too many questions at once.", retry_after=SECONDS_IF_TOO_FAST)
    if code in REFUSED:
        raise GeocoderAuthenticationFailure("The key is refused.")
    raise GeocoderServiceError("The service reports an error.")
