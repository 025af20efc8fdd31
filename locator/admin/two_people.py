"""Two people at one outlet: what the first has saved goes into the second's page where nothing was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from locator.catalogue.days import day_of, fields_of
from locator.catalogue.exceptions import FIELDS
from locator.catalogue.revision import Overtaken, days_then, refuse_if_overtaken

from .outlet_forms import OfferForm, OutletForm

if TYPE_CHECKING:
    from django.http import QueryDict

    from locator.catalogue.days import Day
    from locator.models import Outlet

# As many rows as Django reads from one page.
MOST_ROWS = 1000
Typed = dict[str, str]


def overtaken_by(outlet: Outlet, posted: QueryDict) -> Overtaken | None:
    """Return what others have changed since the page was shown; the outlet has to be locked."""
    try:
        refuse_if_overtaken(outlet, posted.get("seen", ""))
    except Overtaken as overtaken:
        return overtaken
    return None


def merged(posted: QueryDict, outlet: Outlet, overtaken: Overtaken) -> QueryDict:
    """Return what was sent with the other person's facts where it only repeats what the page had shown."""
    sent = posted.copy()
    offers = _prefixes_of_offers(posted, outlet)
    for change in overtaken.changes:
        service, dot, fact = change.fact.rpartition(".")
        fields = (OfferForm if dot else OutletForm).base_fields
        name = f"{offers.get(service, '')}{fact}"
        if fact in fields and not _is_touched(sent, name, fields[fact], change.old):
            _put(sent, name, fields[fact], change.new)
    _put_days(sent, outlet, days_then(outlet, posted.get("seen", "")))
    sent["seen"] = overtaken.seen
    return sent


def _prefixes_of_offers(posted: QueryDict, outlet: Outlet) -> dict[str, str]:
    services = {str(offer.pk): offer.service for offer in outlet.offers.all()}
    prefixes = [f"offers-{number}-" for number in range(_count(posted, "offers"))]
    return {services.get(posted.get(f"{prefix}id", ""), ""): prefix for prefix in prefixes}


def _is_touched(sent: QueryDict, name: str, field: forms.Field, old: Any) -> bool:
    return field.has_changed(old, field.widget.value_from_datadict(sent, {}, name))


def _put(sent: QueryDict, name: str, field: forms.Field, value: Any) -> None:
    """Write a value as a browser would send it."""
    if isinstance(field, forms.NullBooleanField):
        sent[name] = {True: "true", False: "false"}.get(value, "unknown")
    elif not isinstance(field.widget, forms.CheckboxInput):
        shown = field.prepare_value(value)
        sent[name] = "" if shown is None else str(shown)
    elif value:
        sent[name] = "on"
    else:
        sent.pop(name, None)


def _put_days(sent: QueryDict, outlet: Outlet, then: dict[int, Day]) -> None:
    """Write the single days anew: what stands, as typed where it was touched, then what is to be added."""
    now = {row.pk: day_of(row) for row in outlet.exceptions.all()}
    standing = {pk: _as_typed(day) for pk, day in now.items()}
    adding: list[Typed] = []
    for number in range(_count(sent, "exceptions")):
        prefix = f"exceptions-{number}-"
        typed = {name: sent.pop(f"{prefix}{name}", [""])[-1] for name in (*FIELDS, "DELETE")}
        key = sent.pop(f"{prefix}id", [""])[-1]
        pk = int(key) if key.isdecimal() else 0
        shown = _as_typed(then[pk]) if pk in then else {}
        touched = {name: value for name, value in typed.items() if value != shown.get(name, "")}
        if pk in now:
            standing[pk] |= touched
        elif touched and "DELETE" not in touched:
            adding.append(typed)  # taken out by the other, and written on by this person
    rows = [*standing.items(), *((0, typed) for typed in adding)]
    for number, (pk, typed) in enumerate(rows):
        values = typed | {"id": str(pk or ""), "outlet": outlet.code}
        sent.update({f"exceptions-{number}-{name}": value for name, value in values.items() if value})
    sent["exceptions-TOTAL_FORMS"], sent["exceptions-INITIAL_FORMS"] = str(len(rows)), str(len(standing))


def _as_typed(day: Day) -> Typed:
    return {name: str(value) for name, value in fields_of(day).items()}


def _count(sent: QueryDict, prefix: str) -> int:
    said = sent.get(f"{prefix}-TOTAL_FORMS", "")
    return min(int(said), MOST_ROWS) if said.isascii() and said.isdecimal() and len(said) < 9 else 0
