"""What an act did to the fields of one row, old and new in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from locator.models import HoursException, Offer, Outlet

from .difference import Difference
from .facts import FACTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import Field, Model

# What the heading of a row says already.
NOTHING: frozenset[str] = frozenset()
IN_THE_HEADING: dict[type[Model], frozenset[str]] = {
    Outlet: frozenset({"code"}),
    Offer: frozenset({"id", "outlet", "service"}),
    HoursException: frozenset({"id", "outlet"}),
}
# Of a row that came or went; where one of these changes, the heading has only the new one.
WHOLE_IN_THE_HEADING: dict[type[Model], frozenset[str]] = {
    HoursException: frozenset({"first_day", "last_day"})
}
# Empty hours say that it is closed, so they are told even where they are empty.
ALWAYS_TOLD: dict[type[Model], frozenset[str]] = {HoursException: frozenset({"hours", "reason"})}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field, old and new in words; ``fact`` is empty where it is no fact of an outlet."""

    label: str
    old: str
    new: str
    fact: str = ""
    before: Any = None


def fields_changed(model: type[Model], row: Any, before: Any) -> tuple[FieldChange, ...]:
    """Return what a history row has changed; of a row that came or went, what it held."""
    if row.history_type == "~":
        return tuple(_fields(model, before, row)) if before is not None else ()
    old, new = (model(), row) if row.history_type == "+" else (row, model())
    always, never = ALWAYS_TOLD.get(model, NOTHING), WHOLE_IN_THE_HEADING.get(model, NOTHING)
    return tuple(_fields(model, old, new, always, never))


def fields_between(model: type[Model], before: Any, after: Any) -> tuple[FieldChange, ...]:
    """Return what differs between two history rows of one thing, however many lie between them."""
    return tuple(_fields(model, before, after))


def _fields(
    model: type[Model],
    before: Any,
    row: Any,
    always: frozenset[str] = NOTHING,
    never: frozenset[str] = NOTHING,
) -> Iterator[FieldChange]:
    service = getattr(row, "service", "") or getattr(before, "service", "")
    for field in model._meta.concrete_fields:
        old, new = getattr(before, field.attname), getattr(row, field.attname)
        if field.name in IN_THE_HEADING.get(model, NOTHING) | never:
            continue
        if old == new and field.name not in always:
            continue
        fact = {Outlet: field.name, Offer: f"{service}.{field.name}"}.get(model, "")
        if fact in FACTS:
            said = Difference(fact, old, new)
            yield FieldChange(said.label, said.old_words, said.new_words, fact, old)
        else:
            name = capfirst(str(field.verbose_name))
            yield FieldChange(name, _words(model, field, old), _words(model, field, new))


def _words(model: type[Model], field: Field[Any, Any], value: Any) -> str:
    if model is HoursException and field.name == "hours" and not value:
        return _("closed")
    if model is HoursException and field.name == "service" and not value:
        return _("The whole outlet")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return _(", ").join(map(str, value)) or pgettext("fact", "none")
    if value in (None, ""):
        return pgettext("fact", "none")
    return str(dict(field.flatchoices).get(value, value))
