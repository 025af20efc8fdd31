"""What the results page says of each outlet found, as far as it changes from one search to the next.

The rest of an outlet's block is the same for everybody who asks for the same service, and is written once
(see the fragments in ``partials/match.html``); this is what is left to say at each request.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from locator.search.answer import Match, Results
from locator.search.records import OutletRecord
from locator.search.wording import DIRECTIONS

from .words import StateWords, distance, state_words


@dataclass(frozen=True, slots=True)
class Shown:
    """An outlet of the list with its number, the way to it, and its state in words."""

    number: int
    outlet: OutletRecord
    way: str
    ferry: bool
    state: StateWords


def shown(results: Results) -> Iterator[Shown]:
    """Return the outlets found as the page lists them, in the active language."""
    now = timezone.now()
    for number, match in enumerate(results.matches, 1):
        state = state_words(match.status, match.moment, now)
        yield Shown(number, match.outlet, way_in_words(match), match.ferry, state)


def way_in_words(match: Match) -> str:
    """Say in which direction and how far, and how long on foot where anybody would walk."""
    if match.distance_m is None or match.direction is None:
        return ""
    way = f"{DIRECTIONS[match.direction]} {distance(match.distance_m)}"
    if match.walking_minutes is None:
        return way
    minutes = ngettext("about %(minutes)s minute on foot", "about %(minutes)s minutes on foot", match.walking_minutes)
    return _("%(way)s · %(minutes)s") % {"way": way, "minutes": minutes % {"minutes": match.walking_minutes}}
