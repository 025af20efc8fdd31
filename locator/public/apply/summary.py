"""All answers with their questions, as a person checks them before sending."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from locator.applications.rules import REISSUE_REASONS, RELATIONS
from locator.models import DocumentKind, MailApplication, Sex

from .forms import GuardianForm, PersonForm, PhoneForm, PostForm, WhoForm
from .steps import BANK, GUARDIAN_STEP, PERSON, PHONE, PHOTO, POST, STEPS, WHO, Step

if TYPE_CHECKING:
    from collections.abc import Mapping

    from locator.applications.facts import PersonalFacts

FORMS: dict[Step, Any] = {
    WHO: WhoForm,
    PERSON: PersonForm,
    GUARDIAN_STEP: GuardianForm,
    POST: PostForm,
    PHONE: PhoneForm,
}


def summary(
    facts: PersonalFacts, answers: Mapping[str, str], bank: str, *, has_photo: bool
) -> list[tuple[str, str, str]]:
    """Return question, answer and the step to change it at, in the order of the form."""
    chosen = {
        PHOTO: (_("Photo"), _("uploaded") if has_photo else _("on file, or none needed")),
        BANK: (_("Bank"), bank),
    }
    listed = []
    for step in STEPS:
        if step in chosen:
            listed.append((*chosen[step], step.slug))
        for name, field in _fields(step).items():
            value = getattr(facts, name, answers.get(name, ""))
            if (value or name == "valid_until") and name != "long_term":
                listed.append((str(field.label), _in_words(name, value), step.slug))
    return listed


def _fields(step: Step) -> dict[str, Any]:
    return dict(FORMS[step].base_fields) if step in FORMS else {}


def _in_words(name: str, value: str) -> str:
    if name == "valid_until" and not value:
        return _("without end")
    words: dict[str, Any] = {
        "kind": dict(MailApplication.Kind.choices),
        "reissue_reason": REISSUE_REASONS,
        "document": dict(DocumentKind.choices),
        "guardian_document": dict(DocumentKind.choices),
        "sex": dict(Sex.choices),
        "guardian_relation": RELATIONS,
    }
    return str(words.get(name, {}).get(value, value))
