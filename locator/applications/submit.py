"""Taking an application: one function, one transaction, one receipt however often the form is sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone

from locator.models import ApplicationEvent, MailApplication, State
from locator.models.references import new_reference
from locator.notices.outbox import put

from .facts import PHOTO, TELEPHONE, PersonalFacts, opened, person, persons, sealed
from .secrecy import encrypted
from .states import ENDED

if TYPE_CHECKING:
    from collections.abc import Mapping

REFERENCE_LENGTH = 10


class HasAppliedError(Exception):
    """The same person has an open application, and holds the telephone that it was made with."""

    def __init__(self, application: MailApplication) -> None:
        super().__init__(application.reference)
        self.application = application


class NotTakenOnlineError(Exception):
    """It cannot be taken here; why is nobody's business, for whoever asks may be a stranger.

    The answer is that of every refusal: bring the document to an outlet, or call 12333.
    """


@dataclass(frozen=True, slots=True)
class Submitted:
    """The application, and whether this press made it or an earlier one."""

    application: MailApplication
    is_new: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted, beside who wants it: ``consents`` names the version of each text agreed to."""

    kind: str
    bank: str
    language: str
    consents: Mapping[str, str]
    reissue_reason: str = ""


def submit(facts: PersonalFacts, wanted: Wanted, *, token: str, photo: bytes | None = None) -> Submitted:
    """Take an application whose facts were looked over; the same ``token`` names the first one.

    Raises HasAppliedError or NotTakenOnlineError where the person has an open application.
    """
    try:
        with transaction.atomic():
            _refuse_a_second_under_older_keys(facts)
            return Submitted(_write(facts, wanted, token, photo), is_new=True)
    except IntegrityError as error:
        first = MailApplication.objects.filter(submission_token=token).first()
        if first is not None:
            return Submitted(first, is_new=False)
        other = open_applications_of(facts)
        if not other:
            raise
        raise _refusal(other[0], facts) from error


def open_applications_of(facts: PersonalFacts) -> list[MailApplication]:
    """Return a person's applications that have not ended, whichever key their fingerprint was made with."""
    return list(MailApplication.objects.filter(person__in=persons(facts)).exclude(state__in=ENDED))


def _refuse_a_second_under_older_keys(facts: PersonalFacts) -> None:
    """Look for an open application that the constraint cannot see, for its fingerprint is of an older key.

    Such rows come to be no more once the newer key is in use, so there is no race to lose.
    """
    older = persons(facts)[1:]
    if older:
        other = MailApplication.objects.filter(person__in=older).exclude(state__in=ENDED).first()
        if other is not None:
            raise _refusal(other, facts)


def _refusal(other: MailApplication, facts: PersonalFacts) -> Exception:
    # The telephone was proved by a code, so who has the same one may be told.
    return HasAppliedError(other) if opened(other).phone == facts.phone else NotTakenOnlineError()


def _write(facts: PersonalFacts, wanted: Wanted, token: str, photo: bytes | None) -> MailApplication:
    application = MailApplication.objects.create(
        reference=new_reference(REFERENCE_LENGTH),
        submission_token=token,
        kind=wanted.kind,
        reissue_reason=wanted.reissue_reason,
        bank_id=wanted.bank,
        state=State.SUBMITTED,
        state_since=timezone.now(),
        language=wanted.language,
        personal=sealed(facts),
        photo=encrypted(photo, PHOTO) if photo else None,
        person=person(facts),
        consents=dict(wanted.consents),
    )
    ApplicationEvent.objects.create(application=application, action="submitted", state=State.SUBMITTED)
    put(
        State.SUBMITTED,
        telephone=encrypted(facts.phone.encode(), TELEPHONE),
        language=wanted.language,
        reference=application.reference,
    )
    return application
