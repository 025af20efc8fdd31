"""What the ladder answers: an origin, a question back, or a reasoned no."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from locator.models import Point


class Precision(StrEnum):
    """How exact a point is, finest first; it says nothing about what was typed."""

    EXACT = "exact"
    DOOR = "door"
    LANDMARK = "landmark"
    ROAD = "road"
    COMMUNITY = "community"
    TOWN = "town"
    DISTRICT = "district"


class Kind(StrEnum):
    """What sort of thing a place is."""

    DISTRICT = "district"
    AREA = "area"
    TOWN = "town"
    COMMUNITY = "community"
    ROAD = "road"
    STATION = "station"
    ESTATE = "estate"
    LANDMARK = "landmark"
    ADDRESS = "address"
    POSITION = "position"


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about an answer that the person must be told; `wording.sentence` puts it into words."""

    code: str
    params: tuple[tuple[str, str], ...] = ()


# Part of what was typed is not known, so the answer is that of the nearest thing that is.
DROPPED = Remark("detail-dropped")
COARSE = frozenset({Precision.TOWN, Precision.DISTRICT})


@dataclass(frozen=True, slots=True)
class Origin:
    """The point that distances are measured from, and how far the true spot may lie from it in metres."""

    label: str
    label_en: str
    point: Point = field(repr=False)  # it may be where a person stands
    precision: Precision
    radius_m: int
    source: str
    district: str | None
    key: str
    kind: str
    remarks: tuple[Remark, ...] = ()
    # What the text looked like of which nothing finer than this town or district was known; else empty.
    missed: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A place offered while a person types."""

    key: str
    name: str
    name_en: str
    kind: str
    district: str | None
    area: str


@dataclass(frozen=True, slots=True)
class WhichPlace:
    """Several places fit, and only the person can tell which is meant."""

    candidates: tuple[Origin, ...]


@dataclass(frozen=True, slots=True)
class NotFound:
    """No place fits: `empty`, `too-long`, `unreadable`, `outside` (not in Dalian) or `unknown`.

    For counting, ``shape`` is what the text looked like, ``district`` the code chosen beside it.
    """

    reason: str
    remarks: tuple[Remark, ...] = ()
    shape: str = ""
    district: str = ""
