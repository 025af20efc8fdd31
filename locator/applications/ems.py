"""Numbers of parcels of the Express Mail Service, with the check digit of the postal union's S10."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from .identity import tidy_number

S10 = re.compile(r"[A-Z]{2}\d{9}CN", re.ASCII)
DOMESTIC = re.compile(r"\d{13}", re.ASCII)
WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)


class ParcelNumberError(ValueError):
    """The text is no number of a parcel; the message says what to do."""


def read_parcel_number(typed: str) -> str:
    """Read a number such as EA123456785CN; raises ParcelNumberError.

    The domestic form of 13 digits has no published check digit, so only its length is looked at.
    """
    number = tidy_number(typed)
    if DOMESTIC.fullmatch(number):
        return number
    if not S10.fullmatch(number):
        raise ParcelNumberError(_("Enter two letters, nine digits and CN, or 13 digits, as on the parcel."))
    if check_digit(number[2:10]) != number[10]:
        raise ParcelNumberError(
            _("A digit is wrong: the last one does not fit the others. Look at the parcel.")
        )
    return number


def check_digit(eight: str) -> str:
    """Return the ninth digit that belongs to eight."""
    rest = 11 - sum(weight * int(digit) for weight, digit in zip(WEIGHTS, eight, strict=True)) % 11
    return {10: "0", 11: "5"}.get(rest, str(rest))
