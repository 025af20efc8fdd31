"""The places that staff keep, and beside them what the site knows already under a name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from locator.catalogue.place_facts import PlaceFacts
from locator.catalogue.place_rules import district_name
from locator.catalogue.scope import role_of
from locator.models import Place, Role
from locator.places import Gazetteer, resolve
from locator.places.entry import Entry
from locator.places.normalise import LONGEST, fold, has_ideographs, latin
from locator.places.pinyin import Readings
from locator.places.suggest import offers
from locator.search.current import current
from locator.staff.door import for_staff
from locator.staff.page import staff_page

from .looking import in_words

ON_A_PAGE, KNOWN_SHOWN = 50, 20
STATES = ("", "standing", "retired")


@dataclass(frozen=True, slots=True)
class Known:
    """A place that the site knows; ``kept`` is false for districts and doors, which staff cannot change."""

    entry: Entry
    district: str
    kept: bool


@for_staff()
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    gazetteer = current().snapshot.gazetteer
    asked = _asked(request, gazetteer)
    places = _narrowed(Place.objects.select_related("district").order_by("name", "district"), asked)
    if asked["name"]:
        places = places.filter(pk__in=_named(places, asked["name"], gazetteer.names.readings))
    page = Paginator(places, ON_A_PAGE).get_page(request.GET.get("page"))
    found = offers(asked["name"], gazetteer.names, KNOWN_SHOWN) if asked["name"] else []
    context = {
        "page": page,
        "asked": asked,
        "query": urlencode({name: value for name, value in asked.items() if value}),
        "kinds": Place.Kind.choices,
        "districts": [(code, district_name(code, gazetteer)) for code in sorted(gazetteer.districts)],
        "known": [
            Known(entry, district_name(entry.district, gazetteer), PlaceFacts.of_entry(entry) is not None)
            for entry in found
        ],
        "answer": in_words(resolve(asked["name"], gazetteer), gazetteer) if asked["name"] else "",
        "may_merge": role_of(request.user) is Role.ADMINISTRATOR,
    }
    return staff_page(request, "staff/places/list.html", context, area="places")


def _asked(request: HttpRequest, gazetteer: Gazetteer) -> dict[str, str]:
    given = {name: request.GET.get(name, "") for name in ("name", "kind", "district", "state")}
    return {
        "name": given["name"].strip()[:LONGEST],
        "kind": given["kind"] if given["kind"] in Place.Kind.values else "",
        "district": given["district"] if given["district"] in gazetteer.districts else "",
        "state": given["state"] if given["state"] in STATES else "",
    }


def _narrowed(places: QuerySet[Place], asked: dict[str, str]) -> QuerySet[Place]:
    wanted: dict[str, Any] = {name: asked[name] for name in ("kind", "district") if asked[name]}
    if asked["state"]:
        wanted["retired"] = asked["state"] == "retired"
    return places.filter(**wanted)


def _named(places: QuerySet[Place], text: str, readings: Readings) -> list[int]:
    """Return the rows that go by a name, read aloud or by initials too; names are compared folded."""
    folded = fold(text)
    sound = "" if has_ideographs(folded) else latin(folded)
    return [
        pk
        for pk, name, aliases in places.values_list("pk", "name", "aliases")
        if any(_goes_by(fold(each), folded, sound, readings) for each in (name, *aliases))
    ]


def _goes_by(name: str, folded: str, sound: str, readings: Readings) -> bool:
    if folded in name or not sound:
        return bool(folded) and folded in name
    return any(
        sound in "".join(syllables) or readings.initials(syllables).startswith(sound)
        for syllables in readings.every(name)
    )
