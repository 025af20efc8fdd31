"""The online geocoders that the operator names; one that is set up wrongly stops the start and says why."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urlsplit

from django.core.exceptions import ImproperlyConfigured

from .this_machine import is_loopback

# The public address of each service; an empty one has to be named.
ADDRESSES = {
    "tianditu": "https://api.tianditu.gov.cn",
    "amap": "https://restapi.amap.com",
    "baidu": "https://api.map.baidu.com",
    "nominatim": "",
    "photon": "",
    "pelias": "",
}
KEYED = frozenset({"tianditu", "amap", "baidu"})
# CGCS2000, in which Tianditu answers, is WGS-84 to within a few centimetres.
DATUMS = {"amap": "gcj02", "baidu": "bd09"}
KNOWN_DATUMS = ("wgs84", "gcj02", "bd09")
SHORTEST_WAIT, LONGEST_WAIT = 0.1, 10.0
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Geocoder:
    """One online geocoder as it is set up; without `daily` it may be asked as often as need be."""

    name: str
    address: str
    datum: str
    key: str = field(default="", repr=False)
    daily: int | None = None

    @property
    def leaves_the_machine(self) -> bool:
        return not is_loopback(urlsplit(self.address).hostname or "")


@dataclass(frozen=True, slots=True)
class Geocoders:
    """The geocoders in the order in which they are asked, the seconds for all of them together, and a box.

    The box is south, west, north, east in WGS-84 degrees; without it the city's holds.
    """

    order: tuple[Geocoder, ...] = ()
    seconds: float = 2.0
    box: Box | None = None


def read(
    names: list[str], seconds: str, box: str, may_leave: bool, environment: Mapping[str, str]
) -> Geocoders:
    """Return what the settings say; raises ImproperlyConfigured with a sentence that names the setting."""
    if len(set(names)) < len(names):
        raise ImproperlyConfigured("GEOCODERS names a geocoder twice. Name each one once.")
    order = tuple(_one(name, environment) for name in names)
    away = [geocoder.name for geocoder in order if geocoder.leaves_the_machine]
    if away and not may_leave:
        raise ImproperlyConfigured(
            f"GEOCODERS sends what people type to another machine ({', '.join(away)}). "
            "If that is wanted, set TYPED_ADDRESSES_MAY_LEAVE=1: the pages then say so."
        )
    return Geocoders(order, _seconds(seconds), _box(box) if box.strip() else None)


def _one(name: str, environment: Mapping[str, str]) -> Geocoder:
    if name not in ADDRESSES:
        raise ImproperlyConfigured(
            f"GEOCODERS names “{name}”, which is unknown. Choose from {', '.join(ADDRESSES)}."
        )
    setting = f"GEOCODER_{name.upper()}"

    def given(what: str) -> str:
        return environment.get(f"{setting}_{what}", "").strip()

    if name in KEYED and not given("KEY"):
        raise ImproperlyConfigured(f"Set {setting}_KEY to the key that the service gave you.")
    datum = given("DATUM") or DATUMS.get(name, "wgs84")
    if datum not in KNOWN_DATUMS:
        raise ImproperlyConfigured(f"Set {setting}_DATUM to one of {', '.join(KNOWN_DATUMS)}.")
    return Geocoder(
        name=name,
        address=_address(f"{setting}_URL", given("URL") or ADDRESSES[name]),
        datum=datum,
        key=given("KEY"),
        daily=_daily(f"{setting}_DAILY", given("DAILY")),
    )


def _address(setting: str, text: str) -> str:
    if not text:
        raise ImproperlyConfigured(f"Set {setting} to the address of the service: it has no public one.")
    try:
        parts = urlsplit(text)
        wrong = _is_no_address(parts)
    except ValueError:
        wrong = True
    if wrong:
        raise ImproperlyConfigured(
            f"Set {setting} to an address that begins with https:// and has no name, query or # in it; "
            "http:// is for this machine alone."
        )
    return text.rstrip("/")


def _is_no_address(parts: SplitResult) -> bool:
    host = parts.hostname or ""
    plain = parts.scheme == "http" and is_loopback(host)
    extra = parts.query or parts.fragment or "@" in parts.netloc
    return not host or bool(extra) or parts.port == 0 or not (plain or parts.scheme == "https")


def _daily(setting: str, text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdecimal()) or int(text) == 0:
        raise ImproperlyConfigured(
            f"Set {setting} to how often the service may be asked in a day, such as 5000."
        )
    return int(text)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if not SHORTEST_WAIT <= seconds <= LONGEST_WAIT:
        raise ImproperlyConfigured(
            f"Set GEOCODER_SECONDS to a number of seconds from {SHORTEST_WAIT} to {LONGEST_WAIT:g}."
        )
    return seconds


def _box(text: str) -> Box:
    try:
        south, west, north, east = map(float, text.split(","))
    except ValueError:
        south = west = north = east = math.nan
    if not (-90 <= south < north <= 90 and -180 <= west < east <= 180):
        raise ImproperlyConfigured(
            "Set GEOCODER_BOX to south, west, north, east in degrees, such as 38.6,120.9,40.3,123.6."
        )
    return south, west, north, east
