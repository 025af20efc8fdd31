"""Outlets whose facts nobody has looked at for long."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Q

from locator.models import Bank, Outlet

from .checks import VERIFIED_LONG_AGO


@dataclass(frozen=True, slots=True)
class Unverified:
    """A bank with its outlets that wait for a look, longest first, each with the day of the last, if any."""

    bank: Bank
    outlets: tuple[tuple[str, date | None], ...]


def unverified(today: date) -> Q:
    """Return the condition on outlets that somebody is to look at again."""
    return Q(verified_on__isnull=True) | Q(verified_on__lt=today - VERIFIED_LONG_AGO)


def unverified_by_bank(today: date) -> list[Unverified]:
    """Return the banks that have such outlets open to the public, in the order of their codes."""
    outlets = sorted(
        Outlet.objects.open_to_public(today).filter(unverified(today)).select_related("bank"),
        key=lambda outlet: (outlet.bank_id, outlet.verified_on or date.min, outlet.code),
    )
    return [
        Unverified(bank, tuple((outlet.code, outlet.verified_on) for outlet in of_bank))
        for bank, of_bank in groupby(outlets, key=lambda outlet: outlet.bank)
    ]
