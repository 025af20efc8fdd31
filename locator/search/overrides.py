"""Which days override an outlet's week: exceptions, suspensions, a broken machine, closing for good."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from locator.hours import Cause, Override, Reason
from locator.models import MAKES_A_CARD, Service

from .rows import ExceptionRow, OfferRow, OutletRow

# Where nobody wrote down since when: before any day that a search may ask about.
SINCE_EVER = date(1900, 1, 1)


def of_outlet(outlet: OutletRow, exceptions: Sequence[ExceptionRow]) -> tuple[Override, ...]:
    """Return the overrides that hold for the outlet as a whole, the strongest last."""
    whole = [row for row in exceptions if not row.service]
    return (*map(_exception, sorted(whole, key=_is_closure)), *_status(outlet))


def of_offer(outlet: OutletRow, offer: OfferRow, exceptions: Sequence[ExceptionRow]) -> tuple[Override, ...]:
    """Return the overrides that hold for one service, the strongest last.

    What is said of one service is more exact than what is said of the outlet, but where the outlet is
    closed, no service is open.
    """
    other_hours = [row for row in exceptions if not row.service and row.hours]
    own = [row for row in exceptions if row.service == offer.service]
    closures = [row for row in exceptions if not row.service and not row.hours]
    return (
        *map(_exception, (*other_hours, *own, *closures)),
        *_suspension(offer),
        *_machine(outlet, offer),
        *_status(outlet),
    )


def suspensions(outlet: OutletRow, offer: OfferRow) -> tuple[Override, ...]:
    """Return those overrides of a service that suspend it, for a page that lists them."""
    return (*_suspension(offer), *_machine(outlet, offer), *_status(outlet))


def is_available(outlet: OutletRow, offer: OfferRow) -> bool:
    """Tell whether the service belongs to what the outlet does at all."""
    return offer.available and (outlet.instant_issue or offer.service not in MAKES_A_CARD)


def _is_closure(row: ExceptionRow) -> bool:
    return not row.hours


def _exception(row: ExceptionRow) -> Override:
    last_day = date.fromisoformat(row.last_day)
    reason = Reason(Cause.EXCEPTION, row.reason, row.reason_en, last_day)
    return Override(date.fromisoformat(row.first_day), last_day, row.hours, reason)


def _suspension(offer: OfferRow) -> tuple[Override, ...]:
    if offer.suspended_from is None:
        return ()
    reason = (Cause.SUSPENDED, offer.suspension_reason, offer.suspension_reason_en)
    return (_closed(reason, offer.suspended_from, offer.suspended_until),)


def _machine(outlet: OutletRow, offer: OfferRow) -> tuple[Override, ...]:
    if Service(offer.service) not in MAKES_A_CARD:
        return ()
    if not outlet.cards_in_stock:
        return (_closed((Cause.MACHINE, "", ""), None),)
    if outlet.machine_down_since is not None:
        return (_closed((Cause.MACHINE, "", ""), outlet.machine_down_since),)
    return ()


def _status(outlet: OutletRow) -> tuple[Override, ...]:
    said = (outlet.status_reason, outlet.status_reason_en)
    if outlet.status == "suspended":
        return (_closed((Cause.SUSPENDED, *said), outlet.status_from, outlet.status_until),)
    if outlet.status == "closed":
        return (_closed((Cause.STRUCK_OFF, *said), outlet.status_from),)
    return ()


def _closed(reason: tuple[Cause, str, str], since: str | None, until: str | None = None) -> Override:
    first_day = date.fromisoformat(since) if since else SINCE_EVER
    last_day = date.fromisoformat(until) if until else None
    return Override(first_day, last_day, "", Reason(*reason, last_day))
