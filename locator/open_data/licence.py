"""What every file says of itself: whether it is fictional, whose it is, and what it was made from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from locator.search.snapshot import Snapshot

OSM = "https://www.openstreetmap.org/copyright"
# Files are the same for everybody, so they say it in both.
CHINESE, ENGLISH = "zh-hans", "en"
Said = TypeVar("Said")


@dataclass(frozen=True, slots=True)
class Notes:
    """What has to be said with the data, in the language in force; ``sample`` is empty for a real list."""

    sample: str
    licence: str
    sources: tuple[str, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.sample, self.licence, *self.sources)))


def notes(snapshot: Snapshot) -> Notes:
    """Return what has to be said with the data of a snapshot."""
    sample = _("Sample data: these outlets do not exist. Do not pass them on as real.")
    places = _("Place names and positions contain data of © OpenStreetMap contributors, under the ODbL 1.0:")
    maps = (f"{each.attribution} · {each.licence}" for each in snapshot.maps)
    return Notes(sample if snapshot.is_sample else "", licence(), (f"{places} {OSM}", *maps))


def licence() -> str:
    """Say under what terms the facts of the catalogue may be used, as far as the operator has stated any."""
    who = {"operator": settings.OPERATOR_NAME, "contact": settings.OPERATOR_CONTACT}
    if settings.OPEN_DATA_LICENCE:
        said = _("Names, addresses, hours and services: © %(operator)s, licence %(licence)s")
        return said % {**who, "licence": settings.OPEN_DATA_LICENCE}
    said = _("Names, addresses, hours and services: %(operator)s has stated no licence; ask at %(contact)s.")
    return said % who


def in_each(say: Callable[[], Said]) -> dict[str, Said]:
    """Return what is said in Chinese and in English, by language."""
    found = {}
    for language in (CHINESE, ENGLISH):
        with override(language):
            found[language] = say()
    return found


def in_both(say: Callable[[], str]) -> str:
    """Return a text in Chinese and in English, for a file that has one form for everybody."""
    return " / ".join(dict.fromkeys(in_each(lambda: str(say())).values()))


def notes_in_both(snapshot: Snapshot) -> dict[str, tuple[str, ...]]:
    """Return the lines of the notes by language."""
    return in_each(lambda: notes(snapshot).lines)
