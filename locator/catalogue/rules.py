"""What must hold between the facts of one outlet, said so that a clerk knows what to do."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from locator.models import Offer, Outlet, Service

from .facts import field_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

Errors = dict[str, list[str]]

LINE_ENDS = re.compile(r"[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")
# What turns the direction of a line, so that a name reads as another one; telephones add some when they copy.
TURNS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# What neither a page nor a spreadsheet can show: control characters, halves of surrogates, non-characters.
UNSHOWABLE = re.compile(rf"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]|{TURNS.pattern}")


class Refused(Exception):  # noqa: N818 - named for what it says
    """Nothing was changed; ``errors`` says by fact what to put right, under "" what is of no one fact."""

    def __init__(self, errors: Errors) -> None:
        said = [(f"{fact}: " if fact else "") + " ".join(lines) for fact, lines in errors.items()]
        super().__init__("; ".join(said))
        self.errors = errors


def tidy(value: Any) -> Any:
    """Return a value as it is kept: text in one line and one direction, without blanks around it."""
    if isinstance(value, str):
        return LINE_ENDS.sub(" ", TURNS.sub("", value)).strip()
    if isinstance(value, list):
        return [tidy(item) for item in value]
    return value


def settled(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts without what no longer means anything: the dates of a suspension that is over."""
    found = dict(facts)
    if found["status"] == Outlet.Status.OPEN:
        found |= {"status_from": None, "status_until": None, "status_reason": "", "status_reason_en": ""}
    if found["status"] == Outlet.Status.CLOSED:
        found["status_until"] = None
    if found["latitude"] is None and found["longitude"] is None:
        found |= {"position_source": Outlet.PositionSource.NONE, "position_verified": False}
    if not found["notice"]:
        found |= {"notice_en": "", "notice_until": None}
    for service in Service:
        dates = (found[f"{service}.suspended_from"], found[f"{service}.suspended_until"])
        # A service that is not offered at all may say why without a date.
        if found[f"{service}.available"] and dates == (None, None):
            found |= {f"{service}.suspension_reason": "", f"{service}.suspension_reason_en": ""}
    return found


def errors_in(
    facts: Mapping[str, Any], changed: Iterable[str], today: date, *, unknown: Iterable[str] = ()
) -> Errors:
    """Return what is wrong with the changed facts, and with what they make of the others; all at once.

    What follows from a fact that is wrong itself, or ``unknown`` because nobody could read it, is not said.
    """
    errors: Errors = {}
    for fact in changed:
        _add(errors, fact, _alone(fact, facts[fact]))
    unsound = errors.keys() | set(unknown)
    sound = {fact: value for fact, value in facts.items() if fact not in unsound}
    for fact, said in _together(sound, today):
        _add(errors, fact, [said])
    return errors


def _add(errors: Errors, fact: str, said: list[str]) -> None:
    if said:
        errors.setdefault(fact, []).extend(said)


def _alone(fact: str, value: Any) -> list[str]:
    """Check one value against its field, as a form would."""
    field = field_of(fact)
    if fact in {"bank", "district"}:
        known = field.related_model._default_manager.filter(pk=value).exists()  # type: ignore[union-attr]
        return [] if known else [_("Choose one from the list.")]
    if isinstance(value, float) and not math.isfinite(value):
        return [_("Enter a number of degrees.")]
    if any(
        UNSHOWABLE.search(text)
        for text in (value if isinstance(value, list) else [value])
        if isinstance(text, str)
    ):
        return [_("There is a character in it that cannot be shown. Type the text anew.")]
    try:
        model: Any = Offer() if "." in fact else Outlet()
        field.clean(value, model)
    except ValidationError as error:
        return list(error.messages)
    return []


def _together(facts: Mapping[str, Any], today: date) -> Iterable[tuple[str, str]]:
    """Yield what is wrong between facts; those that are missing here are not known, and nothing is said."""
    yield from _position(facts)
    yield from _status(facts)
    for service in Service:
        since, until = f"{service}.suspended_from", f"{service}.suspended_until"
        if {since, until} <= facts.keys() and facts[until] is not None and facts[since] is None:
            yield since, _("Enter the first day.")
        yield from _backwards(facts, since, until)
    for fact in ("verified_on", "machine_down_since"):
        if facts.get(fact) is not None and facts[fact] > today:
            yield fact, _("This day has not come yet. Enter today or an earlier day.")


def _position(facts: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    if not {"latitude", "longitude"} <= facts.keys():
        return
    latitude, longitude = facts["latitude"], facts["longitude"]
    if (latitude is None) != (longitude is None):
        missing = "latitude" if latitude is None else "longitude"
        yield missing, _("Give latitude and longitude together, or neither.")
    if facts.get("position_verified") and latitude is None:
        yield "position_verified", _("There is no position that could have been verified.")
    if latitude is not None and facts.get("position_source") == Outlet.PositionSource.NONE:
        yield "position_source", _("Say where the position is from.")


def _status(facts: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    yield from _backwards(facts, "status_from", "status_until")
    if facts.get("status", Outlet.Status.OPEN) == Outlet.Status.OPEN:
        return
    if "status_from" in facts and facts["status_from"] is None:
        yield "status_from", _("Enter the first day.")
    if "status_reason" in facts and not facts["status_reason"]:
        yield "status_reason", _("Say why, so that residents understand it.")


def _backwards(facts: Mapping[str, Any], since: str, until: str) -> Iterable[tuple[str, str]]:
    first, last = facts.get(since), facts.get(until)
    if first is not None and last is not None and last < first:
        yield until, _("The last day lies before the first. Correct one of them.")
