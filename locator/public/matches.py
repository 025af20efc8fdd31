"""The list on the results page: each outlet's block is written once, and filled in at each search.

A block depends on the outlet, the asked-for service, its state in words, the language and the day. Those are
few, so what the template makes of them is kept with the snapshot, with gaps where the number in the list and
the way from the origin stand; a search only fills the gaps.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.template.loader import get_template
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from locator.search.answer import Match, Results
from locator.search.snapshot import Snapshot
from locator.search.wording import DIRECTIONS, why

from .names import marked
from .words import StateWords, distance, state_words

# Characters that no text holds: they are for private use, and no keyboard has them.
NUMBER, WAY = "\ue000", "\ue001"
# At a million outlets only those that people find are kept; a few thousand characters each.
KEPT_AT_MOST = 5_000


@dataclass(frozen=True, slots=True)
class Block:
    """What one block is written from; ``number`` and ``way`` are the gaps."""

    code: str
    service: str
    state: StateWords
    day: date
    language: str


def blocks(results: Results, snapshot: Snapshot) -> Iterator[SafeString]:
    """Return the outlets found as the list shows them, in the active language."""
    now, language = timezone.now(), get_language() or ""
    day = timezone.localdate(now)
    service = results.criteria.service.value if results.criteria.service else ""
    for number, match in enumerate(results.matches, 1):
        state = state_words(match.status, match.moment, now)
        key = Block(match.outlet.code, service, state, day, language)
        written = snapshot.blocks.get(key)
        if written is None:
            if len(snapshot.blocks) >= KEPT_AT_MOST:
                snapshot.blocks.clear()
            written = snapshot.blocks[key] = _written(match, results, state, snapshot)
        yield mark_safe(written.replace(NUMBER, str(number)).replace(WAY, way_in_words(match)))


def _written(match: Match, results: Results, state: StateWords, snapshot: Snapshot) -> str:
    context = {
        "outlet": match.outlet,
        "service": results.criteria.service,
        "state": state,
        "catalogue": snapshot,
        "number": NUMBER,
        "way": WAY,
    }
    return get_template("partials/match.html").render(context)


def passed_over(results: Results) -> Iterator[tuple[SafeString, str]]:
    """Return the nearer outlets that are not listed, each as a link with its distance, and the reason."""
    now = timezone.now()
    for passed in results.passed_over:
        link = format_html(
            '<a href="{}">{}</a>', outlet_address(passed.outlet.code), marked(passed.outlet, "name")
        )
        if passed.distance_m is not None:
            link = format_html('{} <span class="muted">{}</span>', link, distance(passed.distance_m))
        yield link, str(why(passed, now))


@lru_cache(maxsize=KEPT_AT_MOST)
def _address(code: str, language: str) -> str:
    return reverse("outlet", args=[code])


def outlet_address(code: str) -> str:
    """Return where the page of an outlet stands in the active language."""
    return _address(code, get_language() or "")


def way_in_words(match: Match) -> str:
    """Say in which direction and how far, and how long on foot where anybody would walk; ready for a page."""
    if match.distance_m is None or match.direction is None:
        return escape(_("Its position is not known, so neither is the distance. Please see the address."))
    way = f"{DIRECTIONS[match.direction]} {distance(match.distance_m)}"
    if match.walking_minutes is not None:
        minutes = ngettext(
            "about %(minutes)s minute on foot", "about %(minutes)s minutes on foot", match.walking_minutes
        )
        way += f" · {minutes % {'minutes': match.walking_minutes}}"
    if match.ferry:
        return format_html("{} · <strong>{}</strong>", way, _("a ferry is needed"))
    return escape(way)
