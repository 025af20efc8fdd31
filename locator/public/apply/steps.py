"""The steps of the form in their order, and which of them a person needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from locator.applications.consents import CONSENTS
from locator.applications.rules import (
    GUARDIAN,
    NotAcceptableError,
    as_facts,
    look_over,
    needed_consents,
    needs_guardian,
)
from locator.applications.typed import read_day

if TYPE_CHECKING:
    from collections.abc import Mapping

    from locator.applications.drafts import Draft
    from locator.applications.facts import PersonalFacts


# Told apart by identity: the hash of a question would be that of its words in the language of the moment.
@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """One page of the form: its address, its question, and the answers that it asks for."""

    slug: str
    question: Promise
    fields: tuple[str, ...]


WHO = Step("who", _("What do you need?"), ("kind", "reissue_reason"))
PERSON = Step(
    "person",
    _("Who is the card for?"),
    ("name", "document", "number", "valid_until", "long_term", "born", "sex"),
)
GUARDIAN_STEP = Step("guardian", _("Who applies for the child?"), GUARDIAN)
PHOTO = Step("photo", _("Which photo is to be on the card?"), ("photo",))
BANK = Step("bank", _("Which bank is to make the card?"), ("bank",))
POST = Step(
    "post",
    _("Where is the card to be posted?"),
    ("recipient", "recipient_phone", "province", "city", "district", "address"),
)
CONSENT = Step("consent", _("What happens with your data"), tuple(f"consent_{name}" for name in CONSENTS))
PHONE = Step("phone", _("Which telephone do we write to?"), ("phone",))
# Behind the steps: the code that the telephone shows, and the check of all answers.
CODE, CHECK = "code", "check"
STEPS = (WHO, PERSON, GUARDIAN_STEP, PHOTO, BANK, POST, CONSENT, PHONE)


def steps_for(answers: Mapping[str, str], today: date) -> list[Step]:
    """Return the steps that a person with these answers goes through."""
    return [step for step in STEPS if step is not GUARDIAN_STEP or _is_a_child(answers, today)]


def checked(draft: Draft, today: date) -> tuple[PersonalFacts | None, dict[str, list[str]]]:
    """Look over all answers; return the facts as they will be kept, or what is wrong by field."""
    answers, errors = draft.answers, said_of_validity(draft.answers)
    facts = None
    try:
        facts = look_over(
            as_facts(answers),
            kind=answers.get("kind", ""),
            reissue_reason=answers.get("reissue_reason", ""),
            consents=consents(answers),
            has_photo=draft.photo is not None,
            today=today,
        )
    except NotAcceptableError as error:
        errors |= error.errors
    return (None, errors) if errors else (facts, {})


def said_of_validity(answers: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return the error where a document has neither a last day nor the word that there is none, or both."""
    if bool(answers.get("valid_until")) != bool(answers.get("long_term")):
        return {}
    return {"valid_until": [gettext("Enter the last day, or tick that the document is valid without end.")]}


def consents(answers: Mapping[str, str]) -> dict[str, str]:
    """Return the version of each text that was agreed to."""
    return {name: answers[f"consent_{name}"] for name in CONSENTS if answers.get(f"consent_{name}")}


def consents_asked(answers: Mapping[str, str], today: date) -> tuple[str, ...]:
    return needed_consents(_born(answers), today)


def after(here: Step, steps: list[Step]) -> Step:
    """Return the step behind another; the last one has none behind it."""
    return steps[steps.index(here) + 1]


def page_after(here: Step, draft: Draft, today: date) -> str:
    """Return the page to go on to: whoever has been at every step before goes straight back to the check."""
    steps = steps_for(draft.answers, today)
    if not draft.answers.get(STEPS[-1].fields[0]):
        return after(here, steps).slug
    missing = first_with_errors(steps, checked(draft, today)[1])
    return missing.slug if missing else CHECK


def first_with_errors(steps: list[Step], errors: Mapping[str, object]) -> Step | None:
    return next((step for step in steps if set(step.fields) & set(errors)), None)


def _is_a_child(answers: Mapping[str, str], today: date) -> bool:
    born = _born(answers)
    return born is not None and born <= today and needs_guardian(born, today)


def _born(answers: Mapping[str, str]) -> date | None:
    try:
        return read_day(answers.get("born", ""))
    except ValueError:
        return None
