"""Identity documents: what a number says, and whether it can be one.

Residents' numbers after GB 11643 have a check sign after ISO 7064 MOD 11-2, as have residence permits of Hong
Kong, Macao and Taiwan residents, and the foreigners' permanent residence cards of 2023. The area code is not
looked up: it is that of the first registration, and many of those codes were abolished long ago.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from locator.models.application import DocumentKind, Sex

if TYPE_CHECKING:
    from collections.abc import Callable

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_SIGNS = "10X98765432"
EARLIEST_BIRTH = date(1890, 1, 1)
# Article 3 of the measures for residence permits of Hong Kong, Macao and Taiwan residents of 2018.
PERMIT_AREAS = ("810000", "820000", "830000")
PERMANENT_RESIDENT = "9"

EIGHTEEN = re.compile(r"\d{17}[\dX]", re.ASCII)
FIFTEEN = re.compile(r"\d{15}", re.ASCII)
OLD_PERMANENT = re.compile(r"[A-Z]{3}\d{12}", re.ASCII)
# Nobody publishes these formats in full, and they have changed: what cannot be a number at all is refused.
TRAVEL_PERMIT = re.compile(r"[A-Z]?\d{7,11}[A-Z]?", re.ASCII)
PASSPORT = re.compile(r"(?=.*\d)[A-Z0-9]{5,17}", re.ASCII)


class DocumentError(ValueError):
    """The number cannot be one of this document; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document's number as it is kept, with the birth and the sex that it holds, if it holds them."""

    kind: DocumentKind
    number: str
    born: date | None = None
    sex: Sex | None = None


def read_document(kind: DocumentKind, typed: str, today: date) -> Document:
    """Read a number as somebody types it; raises DocumentError with what to put right."""
    number = tidy_number(typed)
    if not number:
        raise DocumentError(_("Enter the number of the document."))
    return READERS[kind](kind, number, today)


def tidy_number(typed: str) -> str:
    """Return the digits and capital letters of a number, whatever stands between them."""
    plain = unicodedata.normalize("NFKC", typed).upper()
    return "".join(sign for sign in plain if not (sign in "-·.‐–—" or unicodedata.category(sign)[0] in "ZC"))


def check_sign(seventeen: str) -> str:
    """Return the eighteenth sign that belongs to seventeen digits (ISO 7064 MOD 11-2)."""
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, seventeen, strict=True))
    return CHECK_SIGNS[total % 11]


def age_on(born: date, day: date) -> int:
    """Return the full years of life on a day; who was born on 29 February has a birthday on 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _resident(kind: DocumentKind, number: str, today: date) -> Document:
    if FIFTEEN.fullmatch(number):
        raise DocumentError(
            _("That is an old number of 15 digits. Enter the 18 of the card that is valid now.")
        )
    document = _eighteen(kind, number, today)
    if number.startswith(PERMIT_AREAS):
        raise DocumentError(_("That is the number of a residence permit. Choose it as the document."))
    if number.startswith(PERMANENT_RESIDENT):
        raise DocumentError(_("That is the number of a permanent residence card. Choose it as the document."))
    return document


def _residence_permit(kind: DocumentKind, number: str, today: date) -> Document:
    document = _eighteen(kind, number, today)
    if not number.startswith(PERMIT_AREAS):
        raise DocumentError(_("The number of a residence permit begins with 810000, 820000 or 830000."))
    return document


def _permanent_resident(kind: DocumentKind, number: str, today: date) -> Document:
    if OLD_PERMANENT.fullmatch(number):
        return Document(kind, number)
    if not number.startswith(PERMANENT_RESIDENT):
        raise DocumentError(_("The number has 18 digits and begins with 9, or three letters and 12 digits."))
    document = _eighteen(kind, number, today)
    # What the sequence says of the sex is not published for this card.
    return Document(kind, number, document.born)


def _eighteen(kind: DocumentKind, number: str, today: date) -> Document:
    if not EIGHTEEN.fullmatch(number):
        raise DocumentError(
            _("The number has 17 digits and a last digit or X; this has %(count)d signs.")
            % {"count": len(number)}
        )
    born = _birth(number[6:14], today)
    if check_sign(number[:17]) != number[17]:
        raise DocumentError(
            _("A digit is wrong: the last sign does not fit the others. Compare it with the card.")
        )
    return Document(kind, number, born, Sex.MALE if int(number[16]) % 2 else Sex.FEMALE)


def _birth(digits: str, today: date) -> date:
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError as error:
        raise DocumentError(_("Digits 7 to 14 are no day of birth. Compare them with the card.")) from error
    if not EARLIEST_BIRTH <= born <= today:
        raise DocumentError(_("Digits 7 to 14 are no day of birth. Compare them with the card."))
    return born


def _loosely(pattern: re.Pattern[str]) -> Callable[[DocumentKind, str, date], Document]:
    def read(kind: DocumentKind, number: str, today: date) -> Document:
        if not pattern.fullmatch(number):
            raise DocumentError(_("That does not look like its number. Compare it with the document."))
        return Document(kind, number)

    return read


READERS: dict[DocumentKind, Callable[[DocumentKind, str, date], Document]] = {
    DocumentKind.RESIDENT: _resident,
    DocumentKind.RESIDENCE_PERMIT: _residence_permit,
    DocumentKind.PERMANENT_RESIDENT: _permanent_resident,
    DocumentKind.HK_MACAO_PERMIT: _loosely(TRAVEL_PERMIT),
    DocumentKind.TAIWAN_PERMIT: _loosely(TRAVEL_PERMIT),
    DocumentKind.PASSPORT: _loosely(PASSPORT),
}
