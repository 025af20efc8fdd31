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

from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from locator.search.answer import Match, Results
from locator.search.snapshot import Snapshot
from locator.search.wording import why

from .gaps import Written, gap, written
from .names import marked
from .words import StateWords, directions, distance, on_foot, state_words

# At a million outlets only those that people find are kept; a few thousand characters each.
KEPT_AT_MOST = 5_000


@dataclass(frozen=True, slots=True)
class Block:
    """What one block is written from; the number in the list and the way there are its gaps."""

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
        block = snapshot.blocks.get(key)
        if block is None:
            if len(snapshot.blocks) >= KEPT_AT_MOST:
                snapshot.blocks.clear()
            block = snapshot.blocks[key] = _block(match, results, state, snapshot)
        yield block.filled(str(number), way_in_words(match))


def _block(match: Match, results: Results, state: StateWords, snapshot: Snapshot) -> Written:
    context = {
        "outlet": match.outlet,
        "service": results.criteria.service,
        "state": state,
        "catalogue": snapshot,
        "number": gap(0),
        "way": gap(1),
    }
    return written("partials/match.html", context)


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
    language = get_language() or ""
    way = f"{directions(language)[match.direction]}{distance(match.distance_m, language)}"
    if match.walking_minutes is not None:
        way += f" · {on_foot(match.walking_minutes, language)}"
    if match.ferry:
        return format_html("{} · <strong>{}</strong>", way, _("a ferry is needed"))
    return escape(way)
