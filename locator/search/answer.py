"""What a search answers: the outlets found, and why nearer ones were passed over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from locator.hours import Status
from locator.places import Origin

from .criteria import Criteria
from .records import OutletRecord


class Why(StrEnum):
    """Why an outlet was passed over; each has its sentence in ``wording``."""

    OTHER_BANK = "other-bank"
    OTHER_DISTRICT = "other-district"
    OWN_BANK_ONLY = "own-bank-only"
    SERVICE_NOT_OFFERED = "service-not-offered"
    SUSPENDED = "suspended"
    STRUCK_OFF = "struck-off"
    MACHINE_DOWN = "machine-down"
    OUT_OF_CARDS = "out-of-cards"
    OTHER_GENERATION = "other-generation"
    NOT_STEP_FREE = "not-step-free"
    STEP_FREE_UNKNOWN = "step-free-unknown"
    CLOSED = "closed"


class Match(NamedTuple):
    """An outlet that does what was asked, and when.

    ``distance_m`` is a straight line over the ground, None where the outlet has no position;
    ``direction`` is one of N NE E SE S SW W NW; ``walking_minutes`` is None beyond 5 km or across water;
    ``status`` is the state at ``moment`` of the asked-for service, of card matters where none was asked for.
    """

    outlet: OutletRecord
    distance_m: float | None
    direction: str | None
    walking_minutes: int | None
    ferry: bool
    status: Status
    moment: datetime


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A nearer outlet that was left out: why, and until which last day, where the reason has one.

    When a closed one opens stands in ``status``, the state at ``moment``.
    """

    outlet: OutletRecord
    distance_m: float | None
    why: Why
    status: Status
    moment: datetime
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Results:
    """The outlets found, nearest first; ties are in order of their codes; those without a position come last.

    ``order_uncertain`` is true where the order of the first outlets could change within the origin's radius.
    ``passed_over`` holds at most the nearest hundred of ``passed_over_total``.
    """

    origin: Origin
    criteria: Criteria
    asked_at: datetime  # by the clock of the answer, whatever time was asked about
    matches: tuple[Match, ...]
    passed_over: tuple[PassedOver, ...]
    passed_over_total: int
    order_uncertain: bool
