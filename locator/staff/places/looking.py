"""Looking over a place before it is kept: what is near, and how the search will answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from locator.catalogue.place_facts import PlaceFacts
from locator.catalogue.place_rules import district_name
from locator.places import Gazetteer, NotFound, Origin, WhichPlace, resolve
from locator.places.after import answer_after
from locator.search.moving import Neighbour, neighbours

MOST_NAMES_TRIED = 6
NEAREST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Foretold:
    """What the search answers to a name now, and what it will."""

    name: str
    now: str
    then: str


def foretold(facts: PlaceFacts, gazetteer: Gazetteer) -> list[Foretold]:
    """Tell how the search answers to the names of a place, typed alone, before and after."""
    place = facts.as_staff_place
    return [
        Foretold(
            name,
            in_words(resolve(name, gazetteer), gazetteer),
            in_words(answer_after(name, place, gazetteer), gazetteer),
        )
        for name in (facts.name, *facts.aliases)[:MOST_NAMES_TRIED]
    ]


def nearest(facts: PlaceFacts, gazetteer: Gazetteer) -> tuple[Neighbour, ...]:
    found = neighbours(facts.point, gazetteer)
    return tuple(each for each in found if each.place.name != facts.name)[:NEAREST_SHOWN]


def in_words(answer: Origin | WhichPlace | NotFound | None, gazetteer: Gazetteer) -> str:
    """Say what an answer is, in one line."""
    if isinstance(answer, WhichPlace):
        return _("asks which of %(count)d places is meant") % {"count": len(answer.candidates)}
    if not isinstance(answer, Origin):
        return _("finds nothing")
    facts: dict[str, Any] = {"name": answer.label, "metres": answer.radius_m}
    if answer.district is None:
        return _("finds %(name)s, radius %(metres)d m") % facts
    facts["district"] = district_name(answer.district, gazetteer)
    return _("finds %(name)s in %(district)s, radius %(metres)d m") % facts
