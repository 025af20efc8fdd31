"""Why an outlet is passed over: one rule each, the first that applies is told."""

from __future__ import annotations

from datetime import date

from locator.hours import Cause, State, Status

from .answer import Why
from .criteria import Criteria, Generation
from .records import OutletRecord

OUT_OF_SERVICE = {Cause.SUSPENDED: Why.SUSPENDED, Cause.STRUCK_OFF: Why.STRUCK_OFF}


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


def passing_reason(outlet: OutletRecord, status: Status, asked: Criteria) -> tuple[Why, date | None] | None:
    """Return why the outlet does not fit in this state and the last day of that, or None.

    An outlet that is merely closed by its hours is passed over only where a time was asked for.
    """
    if status.state is not State.CLOSED:
        return None
    cause = status.reason.cause
    if cause is Cause.MACHINE:
        return (Why.MACHINE_DOWN if outlet.cards_in_stock else Why.OUT_OF_CARDS), status.reason.until
    if cause in OUT_OF_SERVICE:
        return OUT_OF_SERVICE[cause], status.reason.until
    if asked.open_at is not None:
        return Why.CLOSED, None
    return None


def reason(outlet: OutletRecord, status: Status, asked: Criteria, day: date) -> tuple[Why, date | None]:
    """Return the one reason told: closed for good first, then what does not change, the state last."""
    if outlet.is_struck_off(day):
        return Why.STRUCK_OFF, None
    lasting = lasting_reason(outlet, asked)
    if lasting is not None:
        return lasting, None
    passing = passing_reason(outlet, status, asked)
    assert passing is not None, "an outlet without a reason is not passed over"
    return passing


def _makes(outlet: OutletRecord, generation: Generation) -> bool:
    return outlet.second_generation if generation is Generation.SECOND else outlet.third_generation
