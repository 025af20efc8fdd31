"""Every fact about an outlet under one flat name, with its label, its words and its form in JSON.

An outlet's facts have the names of the model's fields; a fact of an offer has its service before it, as in
``replace.hours``. Forms, tables, proposals and differences all speak of facts by these names.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from locator.models import District, Offer, Outlet, Service

from .days import DAYS, Day
from .fact_labels import OFFER_FACTS, OFFER_LABELS, OUTLET_FACTS, OUTLET_LABELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.db.models import Field

FACTS = (*OUTLET_FACTS, *(f"{service}.{fact}" for service in Service for fact in OFFER_FACTS))

# What sends residents to another door than before: a second person looks at it first.
FOUR_EYES = frozenset(
    {
        "name", "name_en", "bank", "district", "town", "address", "address_en", "latitude", "longitude",
    }
)  # fmt: skip
POSITION = ("latitude", "longitude", "position_source", "position_verified")
STATUS = ("status", "status_from", "status_until", "status_reason", "status_reason_en")


def facts_of(outlet: Outlet) -> dict[str, Any]:
    """Return all facts of an outlet as Python values; prefetch ``offers`` when asking for many."""
    facts = {name: _value(outlet, name) for name in OUTLET_FACTS}
    for offer in sorted(outlet.offers.all(), key=lambda offer: offer.service):
        facts |= {f"{offer.service}.{name}": getattr(offer, name) for name in OFFER_FACTS}
    return facts


def facts_of_new() -> dict[str, Any]:
    """Return the facts of an outlet of which nothing is known yet."""
    outlet = Outlet()
    facts = {name: _value(outlet, name) for name in OUTLET_FACTS}
    for service in Service:
        facts |= {f"{service}.{name}": getattr(Offer(service=service), name) for name in OFFER_FACTS}
    return facts


def attribute_of(fact: str) -> str:
    """Return where an outlet keeps one of its own facts: a bank and a district are facts by their codes."""
    return f"{fact}_id" if fact in {"bank", "district"} else fact


def put(outlet: Outlet, offers: Mapping[str, Offer], values: Mapping[str, Any]) -> None:
    """Set facts on an outlet and its offers, by service, without saving."""
    for name, value in values.items():
        service, dot, field = name.rpartition(".")
        if dot:
            setattr(offers[service], field, value)
        else:
            setattr(outlet, attribute_of(name), value)


def field_of(fact: str) -> Field[Any, Any]:
    """Return the model's field behind a fact; raises KeyError for a name that is no fact."""
    _service, dot, name = fact.rpartition(".")
    if fact not in FACTS:
        raise KeyError(fact)
    model = Offer if dot else Outlet
    field: Field[Any, Any] = model._meta.get_field(name)  # type: ignore[assignment]
    return field


def label(fact: str) -> str:
    """Return a fact's name in the language in force."""
    service, dot, name = fact.rpartition(".")
    if fact == DAYS:
        return _("Single days")
    if not dot:
        return str(OUTLET_LABELS[name])
    return _("%(service)s: %(fact)s") % {"service": Service(service).label, "fact": OFFER_LABELS[name]}


def in_words(fact: str, value: Any) -> str:
    """Say a value as a person would; one that is empty says so."""
    if fact == DAYS:
        return "\n".join(map(_day_in_words, value or ())) or pgettext("fact", "none")
    if fact == "district" and value:
        return _district_name(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if value is None:
        return (
            _("not known")
            if field_of(fact).get_internal_type() == "BooleanField"
            else pgettext("fact", "none")
        )
    if isinstance(value, list):
        return _(", ").join(value) or pgettext("fact", "none")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:.6f}"
    choices = dict(field_of(fact).flatchoices)
    return str(choices.get(value, value)) or pgettext("fact", "none")


def to_json(value: Any) -> Any:
    """Return a fact's value as JSON holds it: days as ISO text."""
    if isinstance(value, tuple):
        return [day.to_json() for day in value]
    return value.isoformat() if isinstance(value, date) else value


def from_json(fact: str, value: Any) -> Any:
    """Return the Python value of a fact that JSON holds; raises KeyError or ValueError for what is none."""
    if fact == DAYS:
        return tuple(Day.from_json(item) for item in value)
    if value is not None and field_of(fact).get_internal_type() == "DateField":
        return date.fromisoformat(value)
    field_of(fact)
    return value


def needs_second_person(before: Mapping[str, Any], after: Mapping[str, Any]) -> set[str]:
    """Return which of the changed facts wait for a second person.

    The facts that say how far a position is to be trusted go with the position, and all that is said of
    the status goes with closing for good or opening again.
    """
    changed = {name for name in after if after[name] != before.get(name)}
    waiting = changed & FOUR_EYES
    if waiting & {"latitude", "longitude"}:
        waiting |= changed & set(POSITION)
    if "closed" in {before.get("status"), after.get("status")} and changed & set(STATUS):
        waiting |= changed & set(STATUS)
    return waiting


def districts() -> Iterable[tuple[str, str]]:
    return District.objects.values_list("code", "name")


def _value(outlet: Outlet, name: str) -> Any:
    return getattr(outlet, attribute_of(name))


def _district_name(code: str) -> str:
    # The ten districts are the State Council's: a page with a hundred of them asks once each.
    if code not in _district_names:
        found = District.objects.filter(code=code).values_list("name", flat=True).first()
        if found is None:
            return code
        _district_names[code] = found
    return f"{_district_names[code]} ({code})"


_district_names: dict[str, str] = {}


def _day_in_words(day: Day) -> str:
    days = day.first.isoformat() + (f" – {day.last.isoformat()}" if day.last != day.first else "")
    service = str(Service(day.service).label) if day.service else ""
    return " · ".join(
        part for part in (days, service, day.hours or _("closed"), day.reason, day.reason_en) if part
    )
