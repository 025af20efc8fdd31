"""What must hold of an application before it is taken, said by field and with what to do."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from locator.models import DocumentKind, MailApplication, Sex

from .facts import PersonalFacts
from .identity import Document, DocumentError, age_on, read_document
from .provinces import PROVINCES
from .typed import NEWER_CHINESE, PRIVATE, one_line, read_day, tidy_day, tidy_name, tidy_phone

if TYPE_CHECKING:
    from collections.abc import Mapping

Errors = dict[str, list[str]]
DAYS = ("born", "valid_until")
# Whose number says when somebody was born, and mostly of which sex: not asked for until it is put right.
HOLDS_BIRTH = {DocumentKind.RESIDENT, DocumentKind.RESIDENCE_PERMIT, DocumentKind.PERMANENT_RESIDENT}

MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
# A name holds letters of any script, with a few signs between; no digits, no markup.
LETTERS = rf"(?:[^\W\d_]|[{NEWER_CHINESE}])+"
NAME = re.compile(rf"{LETTERS}(?:[ ·.’'-]{LETTERS})*", re.UNICODE)
LONGEST_NAME, LONGEST_PLACE, LONGEST_ADDRESS, SHORTEST_ADDRESS = 60, 30, 120, 4

# From this age on everybody has an identity card (Resident Identity Card Law, article 2).
CARD_FROM_AGE = 16

REISSUE_REASONS = {
    "lost": gettext_lazy("Lost or stolen, and reported so"),
    "damaged": gettext_lazy("Damaged"),
    "unreadable": gettext_lazy("Cannot be read"),
    "misprint": gettext_lazy("Printed wrongly"),
    "changed": gettext_lazy("Name, number or photo have changed"),
    "expired": gettext_lazy("Expired, or about to"),
    "bank": gettext_lazy("To another bank"),
    "upgrade": gettext_lazy("For the new generation of cards"),
}
RELATIONS = {
    "parent": gettext_lazy("Mother or father"),
    "grandparent": gettext_lazy("Grandmother or grandfather"),
    "sibling": gettext_lazy("Grown-up sister or brother"),
    "other": gettext_lazy("Somebody else who is the guardian by law"),
}


class NotAcceptableError(ValueError):
    """Nothing was changed; ``errors`` says by field what to put right."""

    def __init__(self, errors: Errors) -> None:
        # The fields alone: the sentences may quote what somebody typed.
        super().__init__(", ".join(sorted(errors)))
        self.errors = errors


def tidied(facts: PersonalFacts) -> PersonalFacts:
    """Return the facts as they are kept: text in one line, numbers without what stands between."""
    texts = {field.name: one_line(getattr(facts, field.name)) for field in fields(PersonalFacts)}
    for phone in ("phone", "recipient_phone", "guardian_phone"):
        texts[phone] = tidy_phone(texts[phone])
    for name in ("name", "guardian_name", "recipient"):
        texts[name] = tidy_name(texts[name])
    for day in DAYS:
        texts[day] = tidy_day(texts[day])
    return replace(facts, **texts)


def look_over(
    facts: PersonalFacts,
    *,
    kind: str,
    reissue_reason: str,
    consents: Mapping[str, str],
    has_photo: bool,
    today: date,
) -> PersonalFacts:
    """Return the facts as they are kept; raises NotAcceptableError with everything that is wrong."""
    facts, errors = tidied(facts), Errors()
    holder = _document(errors, "", facts.document, facts.number, today)
    if holder:
        facts = replace(facts, number=holder.number)
    awaited = holder is None and facts.document in HOLDS_BIRTH
    born = None if awaited and not facts.born else _born(errors, facts, holder, today)
    _name(errors, "name", facts.name)
    _mobile(errors, "phone", facts.phone)
    _valid_until(errors, facts.valid_until, today)
    if awaited and not facts.sex:
        pass  # as the day of birth: it will follow from the number, once that is put right
    elif facts.sex not in Sex.values:
        errors.setdefault("sex", []).append(_("Choose one from the list."))
    elif holder and holder.sex and facts.sex != holder.sex:
        errors.setdefault("sex", []).append(
            _("The number of the document says otherwise. Correct one of them.")
        )
    if born and needs_guardian(born, today):
        facts = _guardian(errors, facts, today)
    else:
        facts = replace(facts, **dict.fromkeys(GUARDIAN, ""))
    _post(errors, facts)
    _kind(errors, kind, reissue_reason)
    for consent in needed_consents(born, today):
        if not consents.get(consent):
            errors.setdefault(f"consent_{consent}", []).append(
                _("Without this consent the card cannot be made.")
            )
    if holder and born and not has_photo and must_bring_a_photo(facts, born, today):
        errors.setdefault("photo", []).append(_("Upload a photo: there is none with this document."))
    if errors:
        raise NotAcceptableError(errors)
    return facts


GUARDIAN = ("guardian_name", "guardian_document", "guardian_number", "guardian_relation", "guardian_phone")


def needs_guardian(born: date, today: date) -> bool:
    limit: int = settings.GUARDIAN_BELOW_AGE
    return age_on(born, today) < limit


def needed_consents(born: date | None, today: date) -> tuple[str, ...]:
    """Return which consents are needed: that of the guardian too for a child's data (PIPL, article 31)."""
    always = ("notice", "bank", "courier")
    if born and age_on(born, today) < settings.CHILD_DATA_BELOW_AGE:
        return (*always, "child")
    return always


def must_bring_a_photo(facts: PersonalFacts, born: date, today: date) -> bool:
    """Tell whether a photo is needed and the authority has none: it has one with every identity card.

    The card of a child ends after five years (Resident Identity Card Law, article 5): a number without end is
    that of a child who is in the household register alone, and has no card.
    """
    needed: bool = age_on(born, today) >= settings.PHOTO_FROM_AGE
    has_no_card = not facts.valid_until and age_on(born, today) < CARD_FROM_AGE
    return needed and (facts.document != DocumentKind.RESIDENT or has_no_card)


def _document(errors: Errors, prefix: str, kind: str, number: str, today: date) -> Document | None:
    if kind not in DocumentKind.values:
        errors.setdefault(f"{prefix}document", []).append(_("Choose one from the list."))
        return None
    try:
        return read_document(DocumentKind(kind), number, today)
    except DocumentError as error:
        errors.setdefault(f"{prefix}number", []).append(str(error))
        return None


def _born(errors: Errors, facts: PersonalFacts, holder: Document | None, today: date) -> date | None:
    try:
        born = read_day(facts.born)
    except ValueError:
        errors.setdefault("born", []).append(_("Enter the day of birth."))
        return None
    if born > today:
        errors.setdefault("born", []).append(_("This day has not come yet."))
        return None
    if holder and holder.born and holder.born != born:
        errors.setdefault("born", []).append(
            _("The number of the document says otherwise. Correct one of them.")
        )
    return born


def _name(errors: Errors, field: str, name: str) -> None:
    if not name:
        errors.setdefault(field, []).append(_("Enter the name as it stands in the document."))
    elif PRIVATE.search(name):
        errors.setdefault(field, []).append(_say_private())
    elif len(name) > LONGEST_NAME or not NAME.fullmatch(name):
        errors.setdefault(field, []).append(_("Write the name as in the document, with letters only."))


def _say_private() -> str:
    return _(
        "One sign of it is known to your device alone and would be lost."
        " Please bring the document to an outlet, or call 12333."
    )


def _mobile(errors: Errors, field: str, number: str) -> None:
    if not MOBILE.fullmatch(number):
        errors.setdefault(field, []).append(_("Enter a mobile number of the mainland, with 11 digits."))


def _valid_until(errors: Errors, until: str, today: date) -> None:
    if not until:
        return  # valid without end
    try:
        day = read_day(until)
    except ValueError:
        errors.setdefault("valid_until", []).append(_("Enter the last day, or choose that there is none."))
        return
    if day < today:
        errors.setdefault("valid_until", []).append(_("The document is no longer valid. Renew it first."))


def _guardian(errors: Errors, facts: PersonalFacts, today: date) -> PersonalFacts:
    _name(errors, "guardian_name", facts.guardian_name)
    _mobile(errors, "guardian_phone", facts.guardian_phone)
    if facts.guardian_relation not in RELATIONS:
        errors.setdefault("guardian_relation", []).append(_("Choose one from the list."))
    found = _document(errors, "guardian_", facts.guardian_document, facts.guardian_number, today)
    if found is None:
        return facts
    if found.born and age_on(found.born, today) < 18:
        errors.setdefault("guardian_number", []).append(_("A guardian is grown up, 18 years or older."))
    if (found.kind, found.number) == (facts.document, facts.number):
        errors.setdefault("guardian_number", []).append(
            _("That is the child’s own number. Enter the guardian’s.")
        )
    return replace(facts, guardian_number=found.number)


def _post(errors: Errors, facts: PersonalFacts) -> None:
    _name(errors, "recipient", facts.recipient)
    _mobile(errors, "recipient_phone", facts.recipient_phone)
    if facts.province not in PROVINCES:
        errors.setdefault("province", []).append(
            _("Choose one from the list: cards are posted to the mainland.")
        )
    for field in ("city", "district"):
        text = getattr(facts, field)
        if PRIVATE.search(text):
            errors.setdefault(field, []).append(_say_private())
        elif not text or len(text) > LONGEST_PLACE:
            errors.setdefault(field, []).append(_("Enter where the card is to be posted."))
    if PRIVATE.search(facts.address):
        errors.setdefault("address", []).append(_say_private())
    elif not SHORTEST_ADDRESS <= len(facts.address) <= LONGEST_ADDRESS:
        errors.setdefault("address", []).append(_("Enter street, building and door, up to 120 characters."))
    elif not any(sign.isdigit() or sign in "一二三四五六七八九十" for sign in facts.address):
        errors.setdefault("address", []).append(_("The number of the building or the door is missing."))


def _kind(errors: Errors, kind: str, reason: str) -> None:
    kinds = MailApplication.Kind
    if kind not in kinds.values or (kind == kinds.REISSUE and not settings.REISSUE_BY_POST):
        errors.setdefault("kind", []).append(_("Choose one from the list."))
    elif kind == kinds.REISSUE and reason not in REISSUE_REASONS:
        errors.setdefault("reissue_reason", []).append(_("Choose why the card is to be replaced."))
    elif kind == kinds.FIRST and reason:
        errors.setdefault("reissue_reason", []).append(_("A first card needs no reason."))


def as_facts(values: Mapping[str, Any]) -> PersonalFacts:
    """Make facts of values by their names; what is missing is empty."""
    return PersonalFacts(
        **{field.name: str(values.get(field.name, "") or "") for field in fields(PersonalFacts)}
    )


def with_what_the_number_holds(
    answers: Mapping[str, str], today: date, before: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Return the answers with day of birth and sex taken from the number, where they were left empty.

    With the answers ``before``, what came from the number then is taken anew, or taken away while the new
    number cannot be read.
    """
    filled, then, now = dict(answers), _held(before or {}, today), _held(answers, today)
    for name in ("born", "sex"):
        value = filled.get(name, "")
        if value and value != then.get(name):
            continue
        if name in now:
            filled[name] = now[name]
        elif value and not now and answers.get("document") in HOLDS_BIRTH:
            filled[name] = ""
    return filled


def _held(answers: Mapping[str, str], today: date) -> dict[str, str]:
    """Return what the number says; nothing where it cannot be read."""
    try:
        found = read_document(DocumentKind(answers.get("document", "")), answers.get("number", ""), today)
    except ValueError:  # no such document, or no such number
        return {}
    said = {"born": found.born and found.born.isoformat(), "sex": found.sex and found.sex.value}
    return {name: value for name, value in said.items() if value}
