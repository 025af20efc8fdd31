"""Keeping places: adding one, giving one another name, correcting, retiring; each an act, undone as one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from locator.models import Act, Place

from .acts import act
from .place_facts import PlaceFacts, places_of_the_name
from .place_revision import refuse_if_place_overtaken
from .place_rules import errors_in_place
from .rules import Refused, tidy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.contrib.auth.models import User

    from locator.places import Gazetteer


@dataclass(frozen=True, slots=True)
class Kept:
    """The row of a place, and the act that changed it; None where it stood like that already."""

    place: Place
    act: Act | None


def add_place(facts: PlaceFacts, *, by: User, gazetteer: Gazetteer) -> Kept:
    """Keep a place that nobody knows yet; raises Refused.

    Pressing twice keeps it once: a row that is equal already is what the first press made.
    """
    facts = tidied(facts)
    with transaction.atomic():
        errors = errors_in_place(facts, gazetteer)
        standing = kept_of(facts)
        if standing is not None and PlaceFacts.of(standing) == facts:
            return Kept(standing, None)
        if standing is not None and standing.retired:
            said = _(
                "A place of this name was retired in this district. Ask an administrator to bring it back."
            )
            errors.setdefault("name", []).append(said)
        elif standing is not None or places_of_the_name(facts, gazetteer):
            said = _(
                "There is a place of this name in this district. Give that one another name instead, or tell "
                "this one apart by its name, such as 光明小学（北校区）."
            )
            errors.setdefault("name", []).append(said)
        if errors:
            raise Refused(errors)
        return written(None, facts, by)


def add_names(
    before: PlaceFacts, names: Sequence[str], source: str, *, by: User, gazetteer: Gazetteer, seen: str | None
) -> Kept:
    """Give a place more names; a place of the tables becomes a row that takes its place with them.

    Raises Refused and PlaceOvertaken.
    """
    wanted = [name_ for name in names if (name_ := tidy(name))]
    if not wanted:
        raise Refused({"aliases": [_("Give at least one other name.")]})
    # What stands in the form twice or is the name itself is said, not left out in silence.
    errors = errors_in_place(replace(before, aliases=tuple(wanted), source=tidy(source)), gazetteer, before)
    if errors:
        raise Refused(errors)
    return _change(before, before.called(wanted), source, by=by, gazetteer=gazetteer, seen=seen)


def correct_place(
    before: PlaceFacts, after: PlaceFacts, *, by: User, gazetteer: Gazetteer, seen: str | None
) -> Kept:
    """Change what is known of a place; its name and district say which it is and stay.

    Raises Refused and PlaceOvertaken.
    """
    after = replace(after, name=before.name, district=before.district)
    return _change(before, after, after.source, by=by, gazetteer=gazetteer, seen=seen)


def retire_place(
    before: PlaceFacts, *, retired: bool, source: str, by: User, gazetteer: Gazetteer, seen: str | None
) -> Kept:
    """Take a place out of the search, or bring it back; raises Refused and PlaceOvertaken."""
    after = replace(before, retired=retired)
    return _change(before, after, source, by=by, gazetteer=gazetteer, seen=seen)


def kept_of(facts: PlaceFacts) -> Place | None:
    """Return the staff's row of a name and district, locked; names are compared folded."""
    rows = Place.objects.select_for_update().filter(district=facts.district).only("pk", "name", "district_id")
    found = [row.pk for row in rows if PlaceFacts.identity_of(row) == facts.identity]
    return Place.objects.get(pk=found[0]) if found else None


def hidden_namesakes(before: PlaceFacts, gazetteer: Gazetteer) -> str:
    """Say that a row of this place would take the place of its namesakes too; empty where there are none."""
    others = len(places_of_the_name(before, gazetteer)) - 1
    if others < 1:
        return ""
    said = _(
        "The site knows %(count)d places of this name in this district, and a change would be for all of "
        "them. If they are one place, an administrator merges them first."
    )
    return said % {"count": others + 1}


def _change(
    before: PlaceFacts, after: PlaceFacts, source: str, *, by: User, gazetteer: Gazetteer, seen: str | None
) -> Kept:
    after = tidied(replace(after, source=source))
    with transaction.atomic():
        standing = kept_of(before)
        if standing is not None and PlaceFacts.of(standing) == after:
            return Kept(standing, None)  # a second press
        refuse_if_place_overtaken(standing, seen)
        errors = errors_in_place(after, gazetteer, before)
        if standing is None and (said := hidden_namesakes(before, gazetteer)):
            errors.setdefault("", []).append(said)
        if errors:
            raise Refused(errors)
        return written(standing, after, by)


def written(standing: Place | None, facts: PlaceFacts, by: User) -> Kept:
    place = standing or Place()
    for column, value in facts.columns.items():
        setattr(place, column, value)
    try:
        with act(by=by, how=Act.How.PORTAL) as row:
            place.save()
    except IntegrityError as error:  # somebody kept the same name in the same moment
        raise Refused(
            {"name": [_("Somebody has just kept a place of this name. Look at it first.")]}
        ) from error
    return Kept(place, row)


def tidied(facts: PlaceFacts) -> PlaceFacts:
    return replace(
        facts,
        name=tidy(facts.name),
        aliases=tuple(name for alias in facts.aliases if (name := tidy(alias))),
        source=tidy(facts.source),
    )
