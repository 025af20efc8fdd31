"""Making one place of several: one stays and goes by all their names, the others are retired; one act."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from locator.models import Act, Place
from locator.places.entry import metres_between
from locator.places.normalise import fold

from .acts import act
from .kept_places import Kept, kept_of, written
from .place_facts import PlaceFacts, distinct, places_of_the_name
from .place_revision import NO_ROW, mark_of, refuse_if_place_overtaken
from .place_rules import LARGEST_RADIUS_M, MOST_NAMES, district_name, errors_in_place
from .rules import Refused, tidy

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.contrib.auth.models import User

    from locator.places import Gazetteer
    from locator.places.entry import Entry


@dataclass(frozen=True, slots=True)
class Merge:
    """What a merge makes: the place that stays, and those that are retired."""

    stays: PlaceFacts
    retired: tuple[PlaceFacts, ...]


def plan_merge(keep: Entry, others: Sequence[Entry], gazetteer: Gazetteer) -> Merge:
    """Return what becomes of places if they are made one; raises Refused with what stands in the way."""
    members = [keep, *others]
    facts = [found for entry in members if (found := PlaceFacts.of_entry(entry))]
    if len(facts) < 2 or len(facts) < len(members):
        raise Refused({"": [_("Choose two or more places that staff may keep: no districts and no areas.")]})
    said = [*_hidden(facts, members, gazetteer), *_names_of_others(facts, members, gazetteer)]
    if said:
        raise Refused({"": list(dict.fromkeys(said))})
    stays, away = facts[0], facts[1:]
    foreign = {fold(name) for name in _aliases(away) if _owners(name, members, gazetteer)}
    names = distinct(
        (*(other.name for other in away), *_aliases(away), *stays.aliases), but={fold(stays.name), *foreign}
    )
    farthest = max(metres_between(stays.point, other.point) for other in away)
    stays = replace(
        stays,
        aliases=names[:MOST_NAMES],
        # The true spot may be that of any of them.
        radius_m=min(max(stays.radius_m, round(farthest)), LARGEST_RADIUS_M),
    )
    # Rows of one name in one district are one row of the staff's: it takes the place of them all.
    gone = {other.identity: other for other in away if other.identity != stays.identity}
    return Merge(stays, tuple(replace(other, retired=True) for other in gone.values()))


def merge_places(
    keep: Entry,
    others: Sequence[Entry],
    source: str,
    *,
    by: User,
    gazetteer: Gazetteer,
    seen: Mapping[tuple[str, str], str],
) -> Kept:
    """Make one place of several as one act; raises Refused and PlaceOvertaken.

    ``seen`` holds the marks of the rows that were shown, by the identity of each place.
    """
    plan, source = plan_merge(keep, others, gazetteer), tidy(source)
    errors = errors_in_place(replace(plan.stays, source=source), gazetteer, plan.stays)
    if errors:
        raise Refused(errors)
    with transaction.atomic(), act(by=by, how=Act.How.PORTAL, note="places merged") as row:
        kept: Place | None = None
        for facts in sorted((plan.stays, *plan.retired), key=lambda each: each.identity):
            standing = kept_of(facts)
            refuse_if_place_overtaken(standing, seen.get(facts.identity))
            place = written(standing, replace(facts, source=source), by).place
            kept = place if facts is plan.stays else kept
        assert kept is not None
        return Kept(kept, row)


def marks_of(members: Sequence[Entry]) -> dict[tuple[str, str], str]:
    """Return the marks of the staff's rows of places, for a form to carry."""
    facts = [found for entry in members if (found := PlaceFacts.of_entry(entry))]
    rows = Place.objects.filter(name__in={entry.name for entry in members})
    marks = {PlaceFacts.identity_of(place): mark_of(place) for place in rows}
    return {each.identity: marks.get(each.identity, NO_ROW) for each in facts}


def _aliases(facts: Sequence[PlaceFacts]) -> list[str]:
    return [alias for each in facts for alias in each.aliases]


def _hidden(facts: Sequence[PlaceFacts], members: Sequence[Entry], gazetteer: Gazetteer) -> list[str]:
    """Say which places that were not chosen would be taken out with the chosen ones."""
    chosen = {entry.key for entry in members}
    said = _(
        "There is another place called “%(name)s” in the same district, %(metres)d metres away. It would go "
        "with this one: choose it too, or leave this one out."
    )
    return [
        said % {"name": other.name, "metres": round(metres_between(each.point, other.point))}
        for each in facts
        for other in places_of_the_name(each, gazetteer)
        if other.key not in chosen
    ]


def _names_of_others(
    facts: Sequence[PlaceFacts], members: Sequence[Entry], gazetteer: Gazetteer
) -> list[str]:
    said = _(
        "“%(name)s” is also the name of a place in %(district)s. The search would find that one alone under "
        "it: keep the place of this name, or leave it out."
    )
    return [
        said % {"name": each.name, "district": district_name(other.district, gazetteer)}
        for each in facts[1:]
        if fold(each.name) != fold(facts[0].name)
        for other in _owners(each.name, members, gazetteer)[:1]
    ]


def _owners(name: str, members: Sequence[Entry], gazetteer: Gazetteer) -> list[Entry]:
    """Return the places of a name that are not being merged."""
    chosen, folded = {entry.key for entry in members}, fold(name)
    return [
        entry
        for entry in gazetteer.names.named(folded)
        if fold(entry.name) == folded and entry.key not in chosen
    ]
