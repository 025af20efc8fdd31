"""The results of a search as a table of plain text, for a terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from locator.hours import describe

from .answer import Match, Results
from .current import Current
from .facts import facts_of
from .plain import plain_catalogue, plain_origin, sample_notice
from .wording import DIRECTIONS, why

GAP = "  "


def table(results: Results, current: Current) -> str:
    """Return what was understood, the outlets found, and the nearer ones left out, one a line."""
    origin = plain_origin(results.origin)
    lines = [
        _("From %(label)s (%(latitude)s, %(longitude)s), give or take %(radius_m)d metres") % origin,
        *_notes(results, current),
        "",
        *aligned(
            [_heading(), *(_row(n, match, results, current) for n, match in enumerate(results.matches, 1))]
        ),
    ]
    if not results.matches:
        lines += ["", _("No outlet does what you asked for. Ask for less, or for another time.")]
    if results.passed_over:
        lines += ["", _("Nearer, but left out: %(count)d") % {"count": results.passed_over_total}]
        lines += aligned(
            [
                (
                    _metres(one.distance_m),
                    one.outlet.code,
                    facts_of(current.snapshot, one.outlet).plain["name"],
                    why(one, results.asked_at),
                )
                for one in results.passed_over
            ]
        )
    return "\n".join(line.rstrip() for line in lines)


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the rows with their columns under one another; a Chinese character is two columns wide."""
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    return [
        GAP.join(cell + " " * (wide - width(cell)) for cell, wide in zip(row, widths, strict=True))
        for row in rows
    ]


def width(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )


def _heading() -> tuple[str, ...]:
    return ("", _("Distance"), _("Direction"), _("On foot"), _("Code"), _("Outlet"), _("State"))


def _row(number: int, match: Match, results: Results, current: Current) -> tuple[str, ...]:
    facts: dict[str, Any] = facts_of(current.snapshot, match.outlet).plain
    on_foot = (
        _("ferry")
        if match.ferry
        else _("%(minutes)d min") % {"minutes": match.walking_minutes}
        if match.walking_minutes is not None
        else ""
    )
    # A state at another time than now is told as of then.
    state = describe(match.status, match.moment if results.criteria.open_at else results.asked_at)
    heading = str(DIRECTIONS[match.direction]) if match.direction else ""
    return (str(number), _metres(match.distance_m), heading, on_foot, facts["code"], facts["name"], state)


def _notes(results: Results, current: Current) -> list[str]:
    notes = [sample_notice(current.snapshot)]
    if results.order_uncertain:
        notes.append(_("The place is not one exact point: the order of the first outlets may be another."))
    if current.stale:
        catalogue = plain_catalogue(current, results.asked_at)
        notes.append(
            _("The catalogue could not be asked; this is how it stood at %(time)s.")
            % {"time": catalogue["read_at"]}
        )
    return [note for note in notes if note]


def _metres(metres: float | None) -> str:
    if metres is None:
        return _("not known")
    return f"{metres:,.0f} m"
