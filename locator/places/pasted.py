"""Reading a position as it is copied from a map, a telephone or a GPS receiver."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .entry import METRES_PER_DEGREE
from .normalise import tidy

LONGEST = 120
# NFKC makes letters of some of these, so they are put right before it.
MARKS = str.maketrans({"º": "°", "˚": "°", "′": "'", "’": "'", "‘": "'", "分": "'", "″": '"', "”": '"',
                       "“": '"', "秒": '"', "、": ",", "；": ",", ";": ",", "/": ",", "|": ","})  # fmt: skip
AXES = {
    "N": ("N", "北纬", "北", "纬度", "LATITUDE", "LAT"),
    "E": ("E", "东经", "东", "经度", "LONGITUDE", "LNG", "LON"),
}
AXIS_OF = {name: axis for axis, names in AXES.items() for name in names}
NAME = "|".join(sorted(AXIS_OF, key=len, reverse=True))
NUMBER = r"\d{1,3}(?:\.\d{1,15})?"
ONE = rf"(?:({NAME})[:=]?)?({NUMBER})(?:°(?:({NUMBER})'(?:({NUMBER})\")?)?)?({NAME})?"
# Without a comma, a mark or a name must show where the first number ends.
PAIR = re.compile(rf"[(\[]?{ONE}(?:,|(?<=[^\d.])|(?={NAME})){ONE}[)\]]?")
# The spaces inside 38° 54' 36", and those between two numbers.
INSIDE = re.compile(rf"""(?:(?<=°)|(?<='))\s*({NUMBER}\s*['"])""")
BETWEEN = re.compile(r"""(?<=[\d.°'"])\s+(?=\d)""")


class UnreadablePositionError(ValueError):
    """The text is no position that can be taken without guessing; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Pasted:
    """Latitude and longitude in degrees, and how far their rounding alone may put them off, in metres."""

    latitude: float
    longitude: float
    rounding_m: float


def read_pasted(text: str) -> Pasted:
    """Return the position that a text names, whichever of the two numbers comes first.

    Around Dalian a longitude is above 100 degrees and a latitude is not, so the order need not be known.
    Raises UnreadablePositionError.
    """
    found = PAIR.fullmatch(_plain(text))
    if found is None:
        raise UnreadablePositionError(
            _("This is not a pair of coordinates. Copy both numbers, such as 121.6147, 38.9140.")
        )
    first, second = found.groups()[:5], found.groups()[5:]
    named = (_axis(first), _axis(second))
    degrees = _degrees(first), _degrees(second)
    if named in {("N", "N"), ("E", "E")}:
        raise UnreadablePositionError(_("Both numbers are marked as the same direction. Copy them again."))
    if named[0] == "E" or named[1] == "N" or (named == (None, None) and degrees[0] > 90):
        degrees = degrees[1], degrees[0]
    latitude, longitude = degrees
    if latitude > 90 or not 90 < longitude <= 180:
        raise UnreadablePositionError(
            _("Dalian lies at about 39 degrees north and 122 degrees east. Look whether a digit is missing.")
        )
    return Pasted(latitude, longitude, max(_rounding(first), _rounding(second)))


def _plain(text: str) -> str:
    marked = tidy(text[:LONGEST].translate(MARKS)).translate(MARKS).upper().replace("''", '"')
    inside = INSIDE.sub(r"\1", re.sub(r"(?<=\d)\s*度", "°", marked))
    # Any other space between two numbers parts them as a comma does.
    return re.sub(r"\s", "", BETWEEN.sub(",", inside))


def _axis(one: tuple[str | None, ...]) -> str | None:
    return AXIS_OF.get(one[0] or one[4] or "")


def _degrees(one: tuple[str | None, ...]) -> float:
    degrees, minutes, seconds = (float(part or 0) for part in one[1:4])
    if minutes >= 60 or seconds >= 60:
        raise UnreadablePositionError(_("Minutes and seconds go up to 59. Copy the position again."))
    return degrees + minutes / 60 + seconds / 3600


def _rounding(one: tuple[str | None, ...]) -> float:
    """Return half a step of the last figure that is given, in metres along a meridian."""
    unit, figures = (
        (1.0, one[1]) if one[2] is None else (60.0, one[2]) if one[3] is None else (3600.0, one[3])
    )
    decimals = len((figures or "").partition(".")[2])
    return float(METRES_PER_DEGREE / unit / 10**decimals / 2)
