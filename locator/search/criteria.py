"""What a person asks of an outlet, whoever does the asking."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, IntEnum

from locator.models import Service

LIMIT_AT_MOST = 100
LIMIT_BY_DEFAULT = 8


class Generation(IntEnum):
    """The generation of the card that an outlet must be able to make."""

    SECOND = 2
    THIRD = 3

    @property
    def bit(self) -> int:
        return 1 << (self.value - 2)


class Arrival(Enum):
    """Asks that the outlet be open by the time a walker gets there."""

    ON_FOOT = "arrival"


@dataclass(frozen=True, slots=True)
class Criteria:
    """The filters of one search; codes are of the snapshot it is put to.

    ``bank`` keeps that bank's outlets only; ``card_bank`` is the bank printed on the person's card.
    ``open_at`` is an aware time, or ``Arrival.ON_FOOT``, or None where closed outlets may be listed too.
    """

    service: Service | None = None
    bank: str | None = None
    card_bank: str | None = None
    district: str | None = None
    generation: Generation | None = None
    step_free: bool = False
    open_at: datetime | Arrival | None = None
    limit: int = LIMIT_BY_DEFAULT

    def __post_init__(self) -> None:
        if not 1 <= self.limit <= LIMIT_AT_MOST:
            raise ValueError(f"A search lists 1 to {LIMIT_AT_MOST} outlets, not {self.limit}.")
        if isinstance(self.open_at, datetime) and self.open_at.tzinfo is None:
            raise ValueError("A time to be open at names its zone.")

    def lasting(self) -> tuple[object, ...]:
        """Return what does not depend on the time; nothing in it is true where nothing was asked."""
        return (
            self.service,
            self.service and self.card_bank,
            self.bank,
            self.district,
            self.generation,
            self.step_free,
        )
