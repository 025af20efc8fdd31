"""What must hold for a place that staff keep; the staff pages and the administration ask the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from locator.models import Place
from locator.places.normalise import complaint, fold

from .known_places import known_places
from .odd_positions import what_is_odd
from .place_facts import PlaceFacts
from .rules import UNSHOWABLE, Errors

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from locator.models import Point
    from locator.places import Gazetteer

LONGEST_NAME, LONGEST_SOURCE, MOST_NAMES = 80, 200, 40
LEAST_RADIUS_M, LARGEST_RADIUS_M = 10, 50_000
# A district is told by the places around: so near a place of the one that is named, that may be wrong.
BORDER_M = 1_500


def errors_in_place(facts: PlaceFacts, gazetteer: Gazetteer, before: PlaceFacts | None = None) -> Errors:
    """Return what is wrong with the facts of a place, by field; what stood ``before`` is not asked about."""
    errors: Errors = {}
    for field, said in _all(facts, gazetteer, before):
        errors.setdefault(field, []).append(said)
    return errors


def doubts_about_place(facts: PlaceFacts, gazetteer: Gazetteer, districts: Mapping[str, str]) -> str:
    """Say what is possible about the position but unlikely; empty where nothing is."""
    found = gazetteer.district_of(facts.point)
    return what_is_odd(facts.point, facts.district, known_places(gazetteer), districts, found)


def district_name(code: str, gazetteer: Gazetteer) -> str:
    """Return the name of a district in the language in force."""
    district = gazetteer.districts[code]
    return district.name_en if (get_language() or "").startswith("en") else district.name


def _all(facts: PlaceFacts, gazetteer: Gazetteer, before: PlaceFacts | None) -> Iterator[tuple[str, str]]:
    if before is None or facts.identity != before.identity:
        yield from (("name", said) for said in _name(facts.name, LONGEST_NAME))
    if facts.kind not in Place.Kind.values:
        yield "kind", _("Choose one from the list.")
    yield from (("aliases", said) for said in _aliases(facts, gazetteer, before))
    if not LEAST_RADIUS_M <= facts.radius_m <= LARGEST_RADIUS_M:
        said = _("Give a radius of %(least)d to %(most)d metres.")
        yield "radius_m", said % {"least": LEAST_RADIUS_M, "most": LARGEST_RADIUS_M}
    if not facts.source or UNSHOWABLE.search(facts.source):
        yield "source", _("Say where you know it from, so that others can check it.")
    elif len(facts.source) > LONGEST_SOURCE:
        yield "source", _("Use at most %(limit)d characters.") % {"limit": LONGEST_SOURCE}
    if facts.district not in gazetteer.districts:
        yield "district", _("Choose one from the list.")
    elif before is None or (facts.point, facts.district) != (before.point, before.district):
        yield from _position(facts.point, facts.district, gazetteer)


def _name(name: str, limit: int) -> Iterator[str]:
    if UNSHOWABLE.search(name) or complaint(name) == "unreadable":
        yield _("There is a character in it that cannot be shown. Type the text anew.")
    elif len(fold(name)) < 2:
        yield _("Give a name of at least two characters.")
    elif len(name) > limit:
        yield _("Use at most %(limit)d characters.") % {"limit": limit}


def _aliases(facts: PlaceFacts, gazetteer: Gazetteer, before: PlaceFacts | None) -> Iterator[str]:
    known = {fold(alias) for alias in before.aliases} if before else set()
    if len(facts.aliases) > MOST_NAMES:
        yield _("Give at most %(limit)d other names.") % {"limit": MOST_NAMES}
    seen: set[str] = set()
    for alias in facts.aliases:
        folded, quoted = fold(alias), {"name": alias[:LONGEST_NAME]}
        wrong = next(_name(alias, LONGEST_NAME), "")
        if wrong:
            yield f"“{quoted['name']}”{_(': ')}{wrong}"
        elif folded == fold(facts.name):
            yield _("“%(name)s” is the name itself. Leave it out.") % quoted
        elif folded in seen:
            yield _("“%(name)s” stands there twice. Leave one out.") % quoted
        elif folded not in known and (said := _of_another(alias, facts, gazetteer)):
            yield said
        seen.add(folded)


def _of_another(alias: str, facts: PlaceFacts, gazetteer: Gazetteer) -> str:
    """Say whose name an alias is already: under it the search would find that one alone."""
    folded = fold(alias)
    for entry in gazetteer.names.named(folded):
        if fold(entry.name) == folded and (fold(entry.name), entry.district) != facts.identity:
            said = _(
                "“%(name)s” is the name of a place in %(district)s, and the search finds that one under it. "
                "Leave it out; if both are one place, ask an administrator to merge them."
            )
            return said % {"name": alias, "district": district_name(entry.district, gazetteer)}
    return ""


def _position(point: Point, district: str, gazetteer: Gazetteer) -> Iterator[tuple[str, str]]:
    found = gazetteer.district_of(point)
    if found is None:
        yield "position", _("This point is not in Dalian. Copy the coordinates again.")
    elif found != district:
        places = known_places(gazetteer)
        to_own = places.metres_to_nearest(point, district)
        to_other = places.metres_to_nearest(point, found) or 0.0
        if to_own is None or to_own > max(BORDER_M, 2 * to_other):
            said = _(
                "The places around this point lie in %(found)s, not in %(said)s. Choose %(found)s as the "
                "district, or correct the position."
            )
            names = {"found": district_name(found, gazetteer), "said": district_name(district, gazetteer)}
            yield "position", said % names
