"""Where distances are measured from: a place by its key, coordinates, or an address as typed."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping

from django.utils.translation import gettext as _

from locator.places import Datum, Gazetteer, NotFound, Origin, WhichPlace, locate, resolve
from locator.places.asking import Online
from locator.places.wording import refusal

from .errors import Errors

PUBLIC = frozenset({"latitude", "longitude", "datum", "place"})
PERSONAL = PUBLIC | {"address"}

# Plain decimals only: float() would also take "1_0", "nan" and the digits of other scripts.
DECIMAL = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)


def read_where(
    given: Mapping[str, str],
    gazetteer: Gazetteer,
    district: str | None,
    errors: Errors,
    online: Online | None = None,
) -> Origin | WhichPlace | NotFound | None:
    """Return the origin that a request gives, the places that it may mean, or why an address names none.

    ``district`` helps to tell places of one name apart. Where there is no origin, the reason is added to
    ``errors``.
    """
    ways = [way for way in ("address", "place") if way in given and (way == "address" or given[way].strip())]
    if any(given.get(name, "").strip() for name in ("latitude", "longitude")):
        ways.append("latitude")
    if len(ways) > 1:
        errors.extend((way, "one_of", _("Say where in one way only.")) for way in ways)
        return None
    match ways:
        case ["address"]:
            return _by_address(given["address"], gazetteer, district, errors, online)
        case ["place"]:
            return _by_key(given["place"].strip(), gazetteer, errors)
    return _by_coordinates(given, gazetteer, errors)


def _by_address(
    text: str, gazetteer: Gazetteer, district: str | None, errors: Errors, online: Online | None
) -> Origin | WhichPlace | NotFound:
    found = resolve(text, gazetteer, district, online)
    if isinstance(found, NotFound):
        errors.append(("address", found.reason, refusal(found)))
    return found


def _by_key(key: str, gazetteer: Gazetteer, errors: Errors) -> Origin | None:
    origin = gazetteer.place(key)
    if origin is None:
        errors.append(("place", "unknown", _("There is no such place. Take a key from the places address.")))
    return origin


def _by_coordinates(given: Mapping[str, str], gazetteer: Gazetteer, errors: Errors) -> Origin | None:
    known_errors = len(errors)
    latitude = _degrees(given, "latitude", errors)
    longitude = _degrees(given, "longitude", errors)
    datum = _datum(given, errors)
    if len(errors) > known_errors or datum is None or latitude is None or longitude is None:
        return None
    try:
        origin = locate(latitude, longitude, datum, gazetteer)
    except ValueError:
        return _say_range(latitude, longitude, errors)
    if isinstance(origin, NotFound):
        swapped = any(remark.code == "swapped" for remark in origin.remarks)
        code = "swapped" if swapped else origin.reason
        errors.extend((name, code, refusal(origin)) for name in ("latitude", "longitude"))
        return None
    return origin


def _degrees(given: Mapping[str, str], name: str, errors: Errors) -> float | None:
    text = unicodedata.normalize("NFKC", given.get(name, "")).strip()
    if not text:
        errors.append(
            (name, "required", _("Say where: latitude and longitude in degrees, or a place's key."))
        )
    elif not DECIMAL.fullmatch(text) or not math.isfinite(degrees := float(text)):
        errors.append((name, "not_a_number", _("Give degrees as a decimal number, such as 38.914.")))
    else:
        return degrees
    return None


def _say_range(latitude: float, longitude: float, errors: Errors) -> None:
    if abs(latitude) > 90:
        errors.append(("latitude", "out_of_range", _("A latitude lies between -90 and 90 degrees.")))
    if abs(longitude) > 180:
        errors.append(("longitude", "out_of_range", _("A longitude lies between -180 and 180 degrees.")))


def _datum(given: Mapping[str, str], errors: Errors) -> Datum | None:
    try:
        return Datum(given.get("datum", "").strip() or Datum.WGS84)
    except ValueError:
        errors.append(("datum", "unknown", _("Name one of these: %(names)s.") % {"names": ", ".join(Datum)}))
        return None
