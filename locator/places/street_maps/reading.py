"""What a street map holds once it is read: rows as they are stored, and what was wrong with the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

# Told what is being done and how far it is, from 0 to 1 where that is known.
Progress = Callable[[str, float | None], None]


class UnreadableMapError(ValueError):
    """The file cannot be read as a whole; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place as ``MapPlace`` stores it: WGS-84 degrees, radius in metres, line from ``lines.encode``."""

    ref: str
    name: str
    kind: str
    district: str
    latitude: float
    longitude: float
    radius_m: int
    sort: str = ""
    name_en: str = ""
    pinyin: str = ""
    town: str = ""
    aliases: tuple[str, ...] = ()
    line: str = ""


@dataclass(frozen=True, slots=True)
class DoorRow:
    """A house number as ``MapDoor`` stores it."""

    ref: str
    street: str
    number: str
    district: str
    latitude: float
    longitude: float
    interpolated: bool = False


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that is wrong: where (``row 12``, ``way/34``), in which column or tag, and what to do."""

    where: str
    column: str
    message: str


@dataclass(slots=True)
class Reading:
    """Everything of one file that lies in the city.

    ``borders`` are rings by district code, written as lines are; ``left_out`` counts what is no place of the
    city, by reason.
    """

    places: list[PlaceRow] = field(default_factory=list)
    doors: list[DoorRow] = field(default_factory=list)
    borders: dict[str, str] = field(default_factory=dict)
    data_date: date | None = None
    troubles: list[Trouble] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
