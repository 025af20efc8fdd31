"""Remarks and refusals in the reader's language."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from .answer import NotFound, Remark

# No sentence repeats what was typed: an address is personal, and remarks travel with answers.
_REMARKS: dict[str, Callable[[], str]] = {
    "district-differs": lambda: _("You named %(named)s, but this place lies in %(actual)s."),
    "number-dropped": lambda: _("We do not know this house number, so we take the whole road."),
    "number-placed": lambda: _(
        "We do not know this house number, so we place it between those that we know on the road."
    ),
    "number-beyond": lambda: _(
        "We do not know this house number, so we take the nearest that we know on the road."
    ),
    "no-crossing": lambda: _("As far as we know these two roads do not meet, so we take one of them."),
    "detail-dropped": lambda: _("We know only part of this address, so we take the nearest thing we know."),
    "community-without-point": lambda: _(
        "We do not know exactly where it is, so we take the middle of %(town)s."
    ),
    "read-as": lambda: _("We read what you typed as “%(name)s”."),
    "found-online": lambda: _("We do not know this address ourselves; its position comes from %(name)s."),
    "online-unavailable": lambda: _("An online search is not available now, so this is less exact."),
    "swapped": lambda: _("Latitude and longitude look swapped. Please give the latitude first."),
}

_REFUSALS: dict[str, Callable[[], str]] = {
    "empty": lambda: _("Please type a road, an estate, a station or a town."),
    "too-long": lambda: _("That is too long. Please type only the road, the estate or the station."),
    "unreadable": lambda: _("We cannot read that. Please type a road, an estate, a station or a town."),
    "outside": lambda: _("That place is not in Dalian. Only places in Dalian can be searched."),
    "unknown": lambda: _("We do not know that place. Please try a road, a station or a town near it."),
}


def sentence(remark: Remark) -> str:
    """Return the remark as one sentence; raises KeyError for a code that has no words."""
    return _REMARKS[remark.code]() % dict(remark.params)


def refusal(answer: NotFound) -> str:
    """Return why nothing was found and what to do, as one or two sentences."""
    told = [_REFUSALS[answer.reason](), *map(sentence, answer.remarks)]
    return " ".join(told)
