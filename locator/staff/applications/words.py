"""What staff read about an application: its events, its fields and what may be done with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from locator.applications import opening
from locator.applications.facts import PersonalFacts
from locator.applications.moves import TERM
from locator.applications.reasons import CORRECTIONS, REJECTIONS
from locator.applications.rules import RELATIONS
from locator.hours.day_words import on_day
from locator.models import ApplicationEvent, DocumentKind, Sex, State

FIELDS: dict[str, Promise] = {
    "name": gettext_lazy("Name, as in the document"),
    "document": gettext_lazy("Document"),
    "number": gettext_lazy("Number of the document"),
    "valid_until": gettext_lazy("Valid until"),
    "born": gettext_lazy("Day of birth"),
    "sex": gettext_lazy("Sex, as in the document"),
    "phone": gettext_lazy("Mobile number"),
    "guardian_name": gettext_lazy("Name of the guardian"),
    "guardian_relation": gettext_lazy("What the guardian is to the child"),
    "guardian_document": gettext_lazy("Document of the guardian"),
    "guardian_number": gettext_lazy("Number of the guardian’s document"),
    "guardian_phone": gettext_lazy("Mobile number of the guardian"),
    "recipient": gettext_lazy("Who takes it in"),
    "recipient_phone": gettext_lazy("Mobile number for the courier"),
    "province": gettext_lazy("Province"),
    "city": gettext_lazy("City"),
    "district": gettext_lazy("District or county"),
    "address": gettext_lazy("Street, building, door"),
    "photo": gettext_lazy("Photo"),
}
CHOICES: dict[str, Any] = {
    "document": dict(DocumentKind.choices),
    "guardian_document": dict(DocumentKind.choices),
    "sex": dict(Sex.choices),
    "guardian_relation": RELATIONS,
}
ACTIONS: dict[str, Promise] = {
    State.IN_REVIEW: gettext_lazy("Taken on"),
    State.NEEDS_CORRECTION: gettext_lazy("A correction was asked for"),
    State.RETURNED: gettext_lazy("Came back by the post"),
    "corrected": gettext_lazy("Corrected"),
    "changed": gettext_lazy("Changed"),
    "erasure-asked": gettext_lazy("Erasure was asked for, as soon as it has ended"),
    "erased": gettext_lazy("What is personal was erased"),
    opening.OPENED: gettext_lazy("What is personal was looked at"),
    opening.FOUND: gettext_lazy("Looked for by the number of a document"),
    opening.LABELLED: gettext_lazy("The label was printed"),
    opening.LISTED: gettext_lazy("Printed in a hand-over list"),
    opening.EXPORTED: gettext_lazy("Exported for the card system"),
    opening.PHOTOS: gettext_lazy("Exported for the card system, with the photo"),
}


# Written by the applicant, and nearly always in Chinese.
TYPED = frozenset({"name", "guardian_name", "recipient"})
PLACE = ("province", "city", "district", "address")


@dataclass(frozen=True, slots=True)
class Line:
    """One fact, and whether its value is Chinese whatever the language of the page."""

    label: str
    value: str
    is_chinese: bool


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of an application's history."""

    event: ApplicationEvent
    what: str
    who: str
    fields: str
    reasons: tuple[str, ...]


def happening(event: ApplicationEvent) -> Happening:
    """Say what an event tells, without any personal value: it holds none."""
    return Happening(
        event,
        _what(event),
        _who(event),
        _(", ").join(str(FIELDS.get(name, name)) for name in event.fields),
        tuple(reasons_in_words(event.reasons)),
    )


def reasons_in_words(reasons: list[str]) -> list[str]:
    known = CORRECTIONS | REJECTIONS
    return [str(known[reason].words) if reason in known else reason for reason in reasons]


def facts_in_words(facts: PersonalFacts) -> list[Line]:
    """Return what is personal line by line, as the clerk compares it; what does not apply is left out."""
    lines = []
    for name, label in FIELDS.items():
        value = getattr(facts, name, "")
        if name not in PLACE and (value or name == "valid_until"):
            lines.append(Line(str(label), _in_words(name, value), name in TYPED))
    where = "".join(getattr(facts, name) for name in PLACE)
    return [*lines, Line(_("Postal address"), where, is_chinese=True)]


def _in_words(name: str, value: str) -> str:
    if name == "valid_until" and not value:
        return _("without end")
    if name in {"valid_until", "born"}:
        return on_day(date.fromisoformat(value))
    return str(CHOICES.get(name, {}).get(value, value))


def _what(event: ApplicationEvent) -> str:
    if event.action == State.SUBMITTED and event.by_name:
        return _("Given back")
    words = ACTIONS.get(event.action)
    if words is None and event.action in State.values:
        words = State(event.action).label
    return str(words or event.action)


def _who(event: ApplicationEvent) -> str:
    if event.by_name == TERM:
        return _("by itself, when the time for the correction was over")
    # An application is erased at night, by nobody.
    return event.by_name or ("" if event.action == "erased" else _("the applicant"))
