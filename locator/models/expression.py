"""Reading ``opening_hours`` text, with an error that a person can act upon."""

from __future__ import annotations

import re

import opening_hours
from django.utils.translation import gettext as _

# The package's type stubs leave out the one exception that its parser raises.
PARSER_ERROR: type[Exception] = vars(opening_hours)["ParserError"]
POSITION = re.compile(r"--> (\d+):(\d+)")
LONGEST = 1000


class HoursError(ValueError):
    """The text is not an expression of opening hours; ``where`` says in words where it stops making sense.

    ``position`` counts characters from 1.
    """

    def __init__(self, where: str, position: int = 1) -> None:
        super().__init__(where)
        self.where = where
        self.position = position


def read_hours(text: str) -> opening_hours.OpeningHours:
    """Parse an expression in OpenStreetMap's ``opening_hours`` syntax; raise HoursError if it is none."""
    if not text.strip():
        raise HoursError(_("There is nothing there yet."))
    if len(text) > LONGEST:
        raise HoursError(_("It is longer than %(limit)d characters.") % {"limit": LONGEST}, LONGEST + 1)
    try:
        # Neither a country nor a position: the parser's own holidays are wrong for China.
        return opening_hours.OpeningHours(text)
    except PARSER_ERROR as error:
        raise _unreadable(text, str(error)) from error


def _unreadable(text: str, message: str) -> HoursError:
    found = POSITION.search(message)
    position = int(found[2]) if found else 1
    if position > len(text):
        return HoursError(_("Something is missing at the end."), position)
    where = _("It stops making sense at character %(position)d, before “%(rest)s”.")
    return HoursError(where % {"position": position, "rest": text[position - 1 : position + 19]}, position)
