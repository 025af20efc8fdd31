"""The numbers of several parcels at once: each is looked over, and none belongs to two applications."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from locator.models import Bank, MailApplication, State

from .ems import ParcelNumberError, read_parcel_number
from .moves import move

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.contrib.auth.models import User


class ParcelNumbersError(ValueError):
    """Nothing was posted; ``errors`` says by application what is wrong with its number."""

    def __init__(self, errors: dict[int, str]) -> None:
        super().__init__(f"{len(errors)} numbers")
        self.errors = errors


def parcel_numbers(typed: Mapping[int, str]) -> dict[int, str]:
    """Return the number of each application's parcel; raises ParcelNumbersError with all that is wrong."""
    numbers: dict[int, str] = {}
    errors: dict[int, str] = {}
    for pk, text in typed.items():
        try:
            numbers[pk] = read_parcel_number(text)
        except ParcelNumberError as error:
            errors[pk] = str(error)
    times = Counter(numbers.values())
    used: dict[str, set[int]] = {}
    rows = MailApplication.objects.filter(ems_number__in=list(times)).values_list("ems_number", "pk")
    for number, pk in rows.order_by():
        used.setdefault(number, set()).add(pk)
    for pk, number in numbers.items():
        if times[number] > 1:
            errors[pk] = _("This number stands at several applications. Each parcel has its own.")
        elif used.get(number, set()) - {pk}:
            errors[pk] = _("Another application has this number already. Look at the parcel.")
    if errors:
        raise ParcelNumbersError(errors)
    return numbers


def post(application: MailApplication, typed: str, *, by: User) -> MailApplication:
    """Note that a card is in the post under a number; raises ParcelNumbersError, or what ``move`` raises."""
    with transaction.atomic():
        one_at_a_time(application.bank_id)
        number = parcel_numbers({application.pk: typed})[application.pk]
        return move(application, State.POSTED, by=by, ems_number=number)


def one_at_a_time(bank: str) -> None:
    """Wait until nobody else gives out numbers for this bank; to be called within the transaction."""
    Bank.objects.select_for_update(no_key=True).filter(pk=bank).values_list("pk").first()
