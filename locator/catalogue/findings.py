"""What a check of the catalogue can find, and the words in which it says what to do."""

from __future__ import annotations

import dataclasses
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise


class Severity(StrEnum):
    """An error is wrong; a warning wants a look."""

    ERROR = "error"
    WARNING = "warning"


class Kind(StrEnum):
    """Everything that the checks look for."""

    COUNT = "count"
    SAMPLE_BESIDE_REAL = "sample-beside-real"
    OFFERS = "offers"
    HOURS_UNREADABLE = "hours-unreadable"
    NEVER_OPEN = "never-open"
    LONG_DAY = "long-day"
    NO_POSITION = "no-position"
    OUTSIDE = "outside"
    OTHER_DISTRICT = "other-district"
    REMOTE = "remote"
    SAME_POINT = "same-point"
    SAME_ADDRESS = "same-address"
    PHONE = "phone"
    NEVER_VERIFIED = "never-verified"
    VERIFIED_LONG_AGO = "verified-long-ago"
    VERIFIED_IN_FUTURE = "verified-in-future"
    SUSPENSION_OVER = "suspension-over"
    OFFER_SUSPENSION_OVER = "offer-suspension-over"
    CALENDAR_OVER = "calendar-over"
    CALENDAR_ENDS_SOON = "calendar-ends-soon"


WARNINGS = frozenset(
    {
        Kind.NO_POSITION,
        Kind.REMOTE,
        Kind.SAME_POINT,
        Kind.SAME_ADDRESS,
        Kind.LONG_DAY,
        Kind.NEVER_VERIFIED,
        Kind.VERIFIED_LONG_AGO,
        Kind.OFFER_SUSPENSION_OVER,
        Kind.CALENDAR_ENDS_SOON,
    }
)

WORDS: dict[Kind, _StrPromise] = {
    Kind.COUNT: _(
        "There are %(found)s outlets where %(expected)s are expected. Add the missing ones, or close those "
        "that no longer belong."
    ),
    Kind.SAMPLE_BESIDE_REAL: _(
        "Fictional outlets stand beside real ones and would mislead residents. "
        "Remove them: manage.py load_sample --remove"
    ),
    Kind.OFFERS: _("These services have no entry: %(missing)s. Add one for each of the six services."),
    Kind.HOURS_UNREADABLE: _(
        "The hours “%(hours)s” cannot be read: %(where)s Write them like Mo-Fr 08:30-16:30."
    ),
    Kind.NEVER_OPEN: _("The hours “%(hours)s” are never open. Ask the bank for the hours."),
    Kind.NO_POSITION: _(
        "There is no position, so the outlet is listed after all others. Find it on a map and enter it."
    ),
    Kind.OUTSIDE: _(
        "The position does not lie in Dalian. See whether latitude and longitude were swapped, "
        "then enter it again."
    ),
    Kind.OTHER_DISTRICT: _(
        "The places around the position belong to %(found)s, not to %(district)s. "
        "Correct the position or the district."
    ),
    Kind.REMOTE: _(
        "The nearest known place of the district is %(kilometres)s km away. "
        "See whether the position is right."
    ),
    Kind.SAME_POINT: _("The position is the same as that of %(others)s. See which of them is meant."),
    Kind.SAME_ADDRESS: _(
        "The address is nearly that of %(others)s. See whether it is one outlet entered twice."
    ),
    Kind.LONG_DAY: _(
        "The hours “%(hours)s” are open for %(longest)s hours or more on a day. "
        "See whether a time is mistyped."
    ),
    Kind.PHONE: _("“%(number)s” is not a telephone number. Write it like 0411-12345678 or 12333."),
    Kind.NEVER_VERIFIED: _("Nobody has verified this outlet yet. Ask the bank, then enter the day."),
    Kind.VERIFIED_LONG_AGO: _("Last verified on %(day)s, %(days)s days ago. Ask the bank again."),
    Kind.VERIFIED_IN_FUTURE: _("The day of verification, %(day)s, has not come yet. Correct it."),
    Kind.SUSPENSION_OVER: _(
        "The suspension ended on %(day)s, but the outlet is still marked as suspended. "
        "Mark it as open, or enter a later last day."
    ),
    Kind.OFFER_SUSPENSION_OVER: _(
        "The suspension ended on %(day)s. Empty its dates, or enter a later last day."
    ),
    Kind.CALENDAR_OVER: _(
        "Holidays are known until %(day)s only, so hours near festivals are not known. "
        "Enter the published calendar of the year."
    ),
    Kind.CALENDAR_ENDS_SOON: _(
        "Holidays are known until %(day)s. Enter the next year's calendar as soon as it is published."
    ),
}  # fmt: skip


@dataclasses.dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check has found; ``outlet`` is empty where it concerns the catalogue as a whole.

    ``field`` is the model's field, with the service before a dot where it is a field of an offer, and
    ``exceptions.<key>`` where it is a field of single days.
    """

    kind: Kind
    outlet: str = ""
    field: str = ""
    params: Mapping[str, object] = dataclasses.field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        return Severity.WARNING if self.kind in WARNINGS else Severity.ERROR

    @property
    def text(self) -> str:
        """Return what is wrong and what to do, in the language in force."""
        return str(WORDS[self.kind]) % self.params
