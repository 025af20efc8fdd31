"""What an applicant changes later: what a clerk asked for, and the address until the card is posted."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from locator.models import ApplicationEvent, MailApplication, State

from .facts import PHOTO, PersonalFacts, opened, person, sealed
from .moves import NotAllowedError, swap, tell
from .reasons import CORRECTIONS
from .rules import Errors, NotAcceptableError, look_over, with_what_the_number_holds
from .secrecy import encrypted
from .states import ADDRESS_MAY_CHANGE
from .submit import NotTakenOnlineError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

ADDRESS = frozenset({"recipient", "recipient_phone", "province", "city", "district", "address"})


def may_change(application: MailApplication) -> frozenset[str]:
    """Return which fields the applicant may change now."""
    state = State(application.state)
    fields = ADDRESS if state in ADDRESS_MAY_CHANGE else frozenset()
    if state is State.NEEDS_CORRECTION:
        asked = (CORRECTIONS[reason].fields for reason in application.reasons if reason in CORRECTIONS)
        fields |= frozenset(field for each in asked for field in each)
    return fields


def looked_over(
    application: MailApplication, changes: Mapping[str, str], *, today: date, with_photo: bool = False
) -> dict[str, str]:
    """Return the changes as they are kept, by the rules of a new application; nothing is written.

    What follows from a new number (day of birth, sex) is taken from it where it was left empty. Raises
    NotAcceptableError: errors outside the fields that may be changed, which these changes bring about, stand
    under ``""``, for they cannot be put right here.
    """
    before, allowed = opened(application), may_change(application)
    values = {**asdict(before), **changes}
    if "number" in changes:
        values = with_what_the_number_holds(values, today)
    has_photo = with_photo or application.photo is not None
    after, errors = _judged(application, PersonalFacts(**values), today, has_photo=has_photo)
    known = _judged(application, before, today, has_photo=has_photo)[1]
    own: Errors = {name: said for name, said in errors.items() if name in {*changes, *allowed}}
    if set(errors) - set(own) - set(known):
        own[""] = [_("With this the application would no longer be whole. Withdraw it and apply anew.")]
    if own:
        raise NotAcceptableError(own)
    return {name: getattr(after, name) for name in allowed - {"photo"} if name in values}


def amend(
    application: MailApplication,
    changes: Mapping[str, str],
    *,
    photo: bytes | None = None,
    corrects: bool = True,
) -> MailApplication:
    """Write changed facts that were looked over; what was to be corrected goes back to the bank.

    With ``corrects`` false it is a change beside what was asked for, and the bank goes on waiting for that.

    Raises NotAllowedError for a field that may not be changed now, MovedMeanwhileError if the application
    is no longer as it was seen, and NotTakenOnlineError where the person that it would then be about has an
    open application. The event names the fields, never a value.
    """
    before = opened(application)
    changed = {name: value for name, value in changes.items() if getattr(before, name) != value}
    names = sorted(changed) + (["photo"] if photo is not None else [])
    if set(names) - may_change(application):
        raise NotAllowedError(", ".join(sorted(set(names) - may_change(application))))
    corrected = corrects and application.state == State.NEEDS_CORRECTION
    if not names and not corrected:
        return application
    action = "corrected" if corrected else "changed"
    try:
        with transaction.atomic():
            _write(application, replace(before, **changed), photo, corrected=corrected)
            ApplicationEvent.objects.create(
                application=application,
                action=action,
                state=State.SUBMITTED if corrected else application.state,
                fields=names,
            )
            after = MailApplication.objects.get(pk=application.pk)
            tell(after, action)
    except IntegrityError as error:
        raise NotTakenOnlineError from error
    return after


def _judged(
    application: MailApplication, facts: PersonalFacts, today: date, *, has_photo: bool
) -> tuple[PersonalFacts, Errors]:
    try:
        kept = look_over(
            facts,
            kind=application.kind,
            reissue_reason=application.reissue_reason,
            consents=application.consents,
            has_photo=has_photo,
            today=today,
        )
    except NotAcceptableError as error:
        return facts, error.errors
    return kept, {}


def _write(seen: MailApplication, facts: PersonalFacts, photo: bytes | None, *, corrected: bool) -> None:
    values: dict[str, Any] = {
        "personal": sealed(facts),
        "person": person(facts),
    }
    if photo is not None:
        values["photo"] = encrypted(photo, PHOTO)
    if corrected:
        values |= {
            "state": State.SUBMITTED, "state_since": timezone.now(), "claimed_by": None, "reasons": [],
        }  # fmt: skip
    swap(seen, **values)
