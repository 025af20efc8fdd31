"""Tianditu's geocoder, after http://lbs.tianditu.gov.cn/server/geocodinginterface.html."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import urlencode

from geopy.exc import GeocoderAuthenticationFailure, GeocoderQuotaExceeded, GeocoderServiceError
from geopy.geocoders.base import Geocoder
from geopy.location import Location

FOUND, NOTHING = "0", "101"
# The page names no code for a quota that is used up: the gateway says so in words.
_QUOTA = re.compile("上限|超限|超出|配额|次数|频繁|频率")


class Tianditu(Geocoder):  # type: ignore[misc]  # geopy has no types
    """Asks for one place: `ds` holds the text as JSON, `tk` the key.

    An answer has a `status` (`0` found, `101` nothing, `404` error) and a `location` with `lon`, `lat`,
    `level` and `score`, in CGCS2000.
    """

    def __init__(self, key: str, *, address: str, **options: Any) -> None:
        super().__init__(**options)
        self._key, self._address = key, address

    def geocode(self, query: str, *, timeout: float) -> Location | None:
        given = {"ds": json.dumps({"keyWord": query}, ensure_ascii=False), "tk": self._key}
        return self._call_geocoder(f"{self._address}/geocoder?{urlencode(given)}", _location, timeout=timeout)

    def _geocoder_exception_handler(self, error: Exception) -> None:
        # Keys are refused, and quotas told, with a status of HTTP and a sentence.
        if _QUOTA.search(getattr(error, "text", "")):
            raise GeocoderQuotaExceeded("The quota is used up.") from None


def _location(page: dict[str, Any]) -> Location | None:
    status = str(page.get("status"))
    if status == NOTHING:
        return None
    if status != FOUND:
        said = " ".join(str(page.get(name, "")) for name in ("msg", "resolve"))
        if _QUOTA.search(said):
            raise GeocoderQuotaExceeded("The quota is used up.")
        if "code" in page:
            raise GeocoderAuthenticationFailure("The key is refused.")
        raise GeocoderServiceError("The service reports an error.")
    found = page.get("location")
    if not found:
        return None
    return Location("", (float(found["lat"]), float(found["lon"])), found)
