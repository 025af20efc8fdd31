"""What an applicant changes later: what a clerk asked for, and the address until the card is posted."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from locator.models import ApplicationEvent, MailApplication, State

from .facts import PHOTO, PersonalFacts, opened, person, sealed
from .moves import MovedMeanwhileError, NotAllowedError
from .reasons import CORRECTIONS
from .secrecy import encrypted
from .states import ADDRESS_MAY_CHANGE

if TYPE_CHECKING:
    from collections.abc import Mapping

ADDRESS = frozenset({"recipient", "recipient_phone", "province", "city", "district", "address"})


def may_change(application: MailApplication) -> frozenset[str]:
    """Return which fields the applicant may change now."""
    state = State(application.state)
    fields = ADDRESS if state in ADDRESS_MAY_CHANGE else frozenset()
    if state is State.NEEDS_CORRECTION:
        asked = (CORRECTIONS[reason].fields for reason in application.reasons if reason in CORRECTIONS)
        fields |= frozenset(field for each in asked for field in each)
    return fields


def amend(
    application: MailApplication, changes: Mapping[str, str], *, photo: bytes | None = None
) -> MailApplication:
    """Write changed facts that were looked over; what was to be corrected goes back to the bank.

    Raises NotAllowedError for a field that may not be changed now, and MovedMeanwhileError if the application
    is no longer as it was seen. The event names the fields, never a value.
    """
    before = opened(application)
    changed = {name: value for name, value in changes.items() if getattr(before, name) != value}
    names = sorted(changed) + (["photo"] if photo is not None else [])
    if set(names) - may_change(application):
        raise NotAllowedError(", ".join(sorted(set(names) - may_change(application))))
    corrected = application.state == State.NEEDS_CORRECTION
    if not names and not corrected:
        return application
    with transaction.atomic():
        _write(application, replace(before, **changed), photo, corrected=corrected)
        ApplicationEvent.objects.create(
            application=application,
            action="corrected" if corrected else "changed",
            state=State.SUBMITTED if corrected else application.state,
            fields=names,
        )
    return MailApplication.objects.get(pk=application.pk)


def _write(seen: MailApplication, facts: PersonalFacts, photo: bytes | None, *, corrected: bool) -> None:
    values: dict[str, Any] = {
        "personal": sealed(facts),
        "person": person(facts),
        "revision": F("revision") + 1,
    }
    if photo is not None:
        values["photo"] = encrypted(photo, PHOTO)
    if corrected:
        values |= {
            "state": State.SUBMITTED, "state_since": timezone.now(), "claimed_by": None, "reasons": [],
        }  # fmt: skip
    same = MailApplication.objects.filter(pk=seen.pk, state=seen.state, revision=seen.revision)
    if not same.update(**values):
        raise MovedMeanwhileError(
            State(MailApplication.objects.values_list("state", flat=True).get(pk=seen.pk))
        )


def as_values(facts: PersonalFacts) -> dict[str, str]:
    """Return the facts by their names, as a form shows them."""
    return asdict(facts)
