"""How times, distances, states, cards and sources are said to a resident."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from urllib.parse import urlsplit

from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext, pgettext_lazy
from django.utils.translation import gettext as _

from locator.hours import SHANGHAI, State, Status, day_words
from locator.hours.said import SaidOnce
from locator.hours.words import calendar_note, describe, is_soon
from locator.search.records import OutletRecord
from locator.search.wording import DIRECTIONS

URL = re.compile(r"https?://\S+")
# Colour is never the only signal: each state has its mark, and its sentence beside it.
MARKS = {State.OPEN: ("open", "●"), State.CLOSED: ("closed", "○"), State.UNKNOWN: ("unknown", "?")}
SOON = ("soon", "◐")
PLACE_KINDS = {
    "district": pgettext_lazy("kind of place", "district"),
    "area": pgettext_lazy("kind of place", "area"),
    "town": pgettext_lazy("kind of place", "town or subdistrict"),
    "community": pgettext_lazy("kind of place", "community"),
    "road": pgettext_lazy("kind of place", "road"),
    "station": pgettext_lazy("kind of place", "metro station"),
    "estate": pgettext_lazy("kind of place", "estate"),
    "landmark": pgettext_lazy("kind of place", "landmark"),
    "address": pgettext_lazy("kind of place", "address"),
    "position": pgettext_lazy("kind of place", "your position"),
}

SECTIONS = {
    "who": pgettext_lazy("guide", "Who may do it"),
    "bring": pgettext_lazy("guide", "What to bring"),
    "bank-part": pgettext_lazy("guide", "The bank's part"),
    "social-part": pgettext_lazy("guide", "The social security part"),
    "fee": pgettext_lazy("guide", "What it costs"),
    "time": pgettext_lazy("guide", "How long it takes"),
    "channel": pgettext_lazy("guide", "Where and how"),
    "after": pgettext_lazy("guide", "Afterwards"),
}

AUDIENCES = {
    "everyone": "",
    "adult": pgettext_lazy("guide", "16 and over"),
    "child": pgettext_lazy("guide", "Under 16"),
    "proxy": pgettext_lazy("guide", "For somebody else"),
    "non-mainland": pgettext_lazy("guide", "From Hong Kong, Macao, Taiwan or abroad"),
}


def in_english() -> bool:
    """Tell whether the page is being written in English."""
    return (get_language() or "").startswith("en")


def in_chinese() -> bool:
    """Tell whether the page is being written in Chinese."""
    return (get_language() or "zh").startswith("zh")


def distance(metres: float | None, language: str | None = None) -> str:
    """Say a distance: 620 metres, 1.4 kilometres, 23 kilometres; ``language`` is the active one, if known."""
    if metres is None:
        return ""
    language = language or get_language()
    if metres < 995:
        return _metres(round(metres / 10) * 10 if metres >= 10 else 0, language)
    if metres < 9_950:
        return _kilometres(round(metres / 1000, 1), 1, language)
    return _kilometres(round(metres / 1000), 0, language)


def numbered_way() -> str:
    """Return how an outlet of the list is named where its picture stands alone, for ``%``."""
    return _("%(number)s. %(outlet)s, %(way)s")


# Round numbers are kept in words, and nothing of where from or where to they are.
@lru_cache(maxsize=1_000)
def _metres(number: int, language: str | None) -> str:
    return _("%(metres)d metres") % {"metres": number} if number else _("less than 10 metres")


@lru_cache(maxsize=1_000)
def on_foot(minutes: int, language: str | None) -> str:
    """Say how long a way takes on foot; ``language`` is the active one."""
    words = ngettext("about %(minutes)s minute on foot", "about %(minutes)s minutes on foot", minutes)
    return words % {"minutes": minutes}


@lru_cache(maxsize=16)
def directions(language: str | None) -> dict[str | None, str]:
    """Return the directions in words, each with the space behind it; ``language`` is the active one."""
    return {None: "", **{direction: f"{words} " for direction, words in DIRECTIONS.items()}}


@lru_cache(maxsize=1_000)
def _kilometres(number: float, decimals: int, language: str | None) -> str:
    return _("%(kilometres)s kilometres") % {"kilometres": number_format(number, decimals)}


def generations(outlet: OutletRecord) -> str:
    """Say which cards are made here, and what stands in the way just now."""
    made = [
        str(name)
        for name, makes in (
            (_("second generation"), outlet.second_generation),
            (_("third generation"), outlet.third_generation),
        )
        if makes
    ]
    if not outlet.instant_issue or not made:
        return _("none")
    trouble = []
    if outlet.machine_down_since:
        since = day_words.on_day(outlet.machine_down_since)
        trouble.append(_("the machine has been out of order since %(day)s") % {"day": since})
    if not outlet.cards_in_stock:
        trouble.append(_("no blank cards in stock"))
    return _(", ").join([*made, *trouble])


def source_name(text: str) -> str:
    """Name a source without its address: the words around it, or the site that it leads to."""
    found = URL.search(text)
    if found is None:
        return text
    around = (text[: found.start()] + text[found.end() :]).strip(" ,;，；：:")
    return around or urlsplit(found[0]).hostname or text


@dataclass(frozen=True, slots=True)
class StateWords:
    """A state as the pages show it: a mark, the sentence beside it, and a note on the calendar."""

    style: str
    mark: str
    sentence: str
    note: str


_states = SaidOnce[StateWords]()


def state_words(status: Status, moment: datetime, now: datetime) -> StateWords:
    """Say the state at a moment to somebody who reads it now: never by colour or mark alone."""
    soon = status.next_state is not State.UNKNOWN and is_soon(status, moment)
    year = 0 if status.published else moment.astimezone(SHANGHAI).year
    today = now.astimezone(SHANGHAI).date()

    def say() -> StateWords:
        style, mark = SOON if soon and status.state is not State.UNKNOWN else MARKS[status.state]
        return StateWords(style, mark, describe(status, now), calendar_note(status, moment, now))

    return _states.of(status, (soon, year, today, get_language()), say)
