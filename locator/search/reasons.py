"""Why an outlet is passed over: one rule each, the first that applies is told."""

from __future__ import annotations

from datetime import date

from locator.hours import Cause, State, Status

from .answer import Why
from .criteria import Criteria, Generation
from .records import OutletRecord

OUT_OF_SERVICE = {
    Cause.SUSPENDED: Why.SUSPENDED,
    Cause.STRUCK_OFF: Why.STRUCK_OFF,
    Cause.MACHINE: Why.MACHINE_DOWN,
}


def lasting_reason(outlet: OutletRecord, asked: Criteria) -> Why | None:
    """Return why the outlet does not fit at any time, or None; ``Columns`` holds the same rules for many."""
    if asked.district is not None and outlet.district.code != asked.district:
        return Why.OTHER_DISTRICT
    if asked.bank is not None and outlet.bank.code != asked.bank:
        return Why.OTHER_BANK
    if asked.service is not None:
        offer = outlet.offers[asked.service]
        if not offer.available:
            return Why.SERVICE_NOT_OFFERED
        if asked.card_bank is not None and offer.own_bank_only and outlet.bank.code != asked.card_bank:
            return Why.OWN_BANK_ONLY
    if asked.generation is not None and not _makes(outlet, asked.generation):
        return Why.OTHER_GENERATION
    if asked.step_free and outlet.step_free is not True:
        return Why.STEP_FREE_UNKNOWN if outlet.step_free is None else Why.NOT_STEP_FREE
    return None


def is_out(status: Status, asked: Criteria) -> bool:
    """Tell whether an outlet in this state is passed over.

    One that is merely closed by its hours is, only where a time was asked for.
    """
    return status.state is State.CLOSED and (
        asked.open_at is not None or status.reason.cause in OUT_OF_SERVICE
    )


def passing_reason(outlet: OutletRecord, status: Status) -> tuple[Why, date | None]:
    """Return why an outlet in such a state is passed over, and the last day of that."""
    why = OUT_OF_SERVICE.get(status.reason.cause, Why.CLOSED)
    if why is Why.MACHINE_DOWN and not outlet.cards_in_stock:
        why = Why.OUT_OF_CARDS
    return why, None if why is Why.CLOSED else status.reason.until


def reason(outlet: OutletRecord, status: Status, asked: Criteria, day: date) -> tuple[Why, date | None]:
    """Return the one reason told: closed for good first, then what does not change, the state last."""
    if outlet.is_struck_off(day):
        return Why.STRUCK_OFF, None
    lasting = lasting_reason(outlet, asked)
    if lasting is not None:
        return lasting, None
    return passing_reason(outlet, status)


def _makes(outlet: OutletRecord, generation: Generation) -> bool:
    return outlet.second_generation if generation is Generation.SECOND else outlet.third_generation
