"""What is wrong with a row, and what is unlikely enough to be asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from locator.catalogue.days import DAYS
from locator.catalogue.odd_positions import what_is_odd
from locator.catalogue.rules import errors_in
from locator.models import Point

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet
    from datetime import date

    from locator.catalogue.checks import Surroundings

    from .rows import ReadRow, RowReader

# Settled by name already; asking the database again for each of ten thousand rows says nothing new.
NAMED = frozenset({"bank", "district", DAYS})
POSITION = frozenset({"latitude", "longitude"})


def judge(
    row: ReadRow,
    reader: RowReader,
    facts: Mapping[str, Any],
    changed: Mapping[str, Any],
    today: date,
    *,
    unknown: AbstractSet[str],
) -> None:
    """Add to a row's errors what the rules for outlets say about the changed facts."""
    asked = [fact for fact in changed if fact not in NAMED | unknown]
    for fact, said in errors_in(facts, asked, today, unknown=unknown).items():
        key = reader.heading_of(fact)
        row.unclear.add(key)
        for message in said:
            row.refuse(key, message, reader.headings)


def judge_position(
    row: ReadRow,
    reader: RowReader,
    facts: Mapping[str, Any],
    surroundings: Surroundings,
    districts: Mapping[str, str],
) -> str:
    """Refuse a point outside the city; return what is odd about one inside, for the person to confirm.

    ``districts`` holds their names by code.
    """
    latitude, longitude = facts["latitude"], facts["longitude"]
    if latitude is None or longitude is None or not row.unclear.isdisjoint(POSITION):
        return ""
    point = Point(latitude, longitude)
    found = surroundings.district_of(point)
    if found is None:
        said = _("This point lies outside Dalian. See whether latitude and longitude are exchanged.")
        row.refuse("latitude", said, reader.headings)
        return ""
    if not facts["district"] or "district" in row.unclear:
        return ""
    return what_is_odd(point, facts["district"], surroundings, districts, found)
