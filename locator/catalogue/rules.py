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
# What neither a page nor a spreadsheet can show: control characters, halves of surrogates, non-characters.
UNSHOWABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


class Refused(Exception):  # noqa: N818 - named for what it says
    """Nothing was changed; ``errors`` says by fact what to put right, under "" what is of no one fact."""

    def __init__(self, errors: Errors) -> None:
        said = [(f"{fact}: " if fact else "") + " ".join(lines) for fact, lines in errors.items()]
        super().__init__("; ".join(said))
        self.errors = errors


def tidy(value: Any) -> Any:
    """Return a value as it is kept: text in one line, without blanks around it."""
    if isinstance(value, str):
        return LINE_ENDS.sub(" ", value).strip()
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


def errors_in(facts: Mapping[str, Any], changed: Iterable[str], today: date) -> Errors:
    """Return what is wrong with the changed facts, and with what they make of the others; all at once."""
    errors: Errors = {}
    for fact in changed:
        _add(errors, fact, _alone(fact, facts[fact]))
    if not errors:
        for fact, said in _together(facts, today):
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
    latitude, longitude = facts["latitude"], facts["longitude"]
    if (latitude is None) != (longitude is None):
        missing = "latitude" if latitude is None else "longitude"
        yield missing, _("Give latitude and longitude together, or neither.")
    if facts["position_verified"] and latitude is None:
        yield "position_verified", _("There is no position that could have been verified.")
    if latitude is not None and facts["position_source"] == Outlet.PositionSource.NONE:
        yield "position_source", _("Say where the position is from.")
    yield from _status(facts)
    for service in Service:
        yield from _suspension(facts, service)
    for fact in ("verified_on", "machine_down_since"):
        if facts[fact] is not None and facts[fact] > today:
            yield fact, _("This day has not come yet. Enter today or an earlier day.")


def _status(facts: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    since, until = facts["status_from"], facts["status_until"]
    if facts["status"] == Outlet.Status.OPEN:
        return
    if since is None:
        yield "status_from", _("Enter the first day.")
    elif until is not None and until < since:
        yield "status_until", _("The last day lies before the first. Correct one of them.")
    if not facts["status_reason"]:
        yield "status_reason", _("Say why, so that residents understand it.")


def _suspension(facts: Mapping[str, Any], service: Service) -> Iterable[tuple[str, str]]:
    since, until = facts[f"{service}.suspended_from"], facts[f"{service}.suspended_until"]
    if until is not None and since is None:
        yield f"{service}.suspended_from", _("Enter the first day.")
    elif until is not None and until < since:
        yield f"{service}.suspended_until", _("The last day lies before the first. Correct one of them.")
