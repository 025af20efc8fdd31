"""Looking at what is personal: each look of a member of staff is an event, whatever it is for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Subquery

from locator.models import ApplicationEvent, MailApplication, State

from . import own_data
from .facts import ErasedError, PersonalFacts, opened, persons
from .rules import as_facts
from .secrecy import UnreadableError
from .states import ENDED

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.contrib.auth.models import User
    from django.db.models import QuerySet

OPENED, FOUND = "opened", "found"
LABELLED, LISTED, EXPORTED, PHOTOS = "label-printed", "list-printed", "exported", "photos-taken"
LOOKS = frozenset({OPENED, FOUND, LABELLED, LISTED, EXPORTED, PHOTOS})
# So long after opening an application a clerk gets its photo as well.
OPEN_FOR = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Revealed:
    """An application with what it says of persons."""

    application: MailApplication
    facts: PersonalFacts


def open_for(application: MailApplication, by: User) -> PersonalFacts:
    """Return what an application says, and note who looked; raises ErasedError or UnreadableError."""
    facts = opened(application)
    _note([application], OPENED, by)
    return facts


def has_opened(application: MailApplication, by: User, now: datetime) -> bool:
    """Tell whether a person has opened this application a moment ago."""
    looks = ApplicationEvent.objects.filter(application=application, action=OPENED, by=by)
    return looks.filter(at__gt=now - OPEN_FOR, at__lte=now).exists()


def photo_of(application: MailApplication) -> bytes | None:
    """Return the photo that was uploaded; None where there is none, or no key opens it."""
    try:
        return own_data.photo_of(application)
    except UnreadableError:
        return None


def reveal(
    applications: Iterable[MailApplication], action: str, by: User
) -> tuple[list[Revealed], list[MailApplication]]:
    """Return what open applications say, with an event for each, and those that are left out.

    Left out is what has ended or was erased, for nothing has to be made or posted for it any more.
    """
    shown, left_out = [], []
    for application in applications:
        try:
            if application.state in ENDED:
                raise ErasedError(application.reference)
            shown.append(Revealed(application, opened(application)))
        except (ErasedError, UnreadableError):
            left_out.append(application)
    _note([each.application for each in shown], action, by)
    return shown, left_out


def with_old_labels(applications: QuerySet[MailApplication]) -> QuerySet[MailApplication]:
    """Mark as ``label_is_old`` those that the applicant has changed since their label was printed."""
    events = ApplicationEvent.objects.filter(application=OuterRef("pk")).order_by("-id").values("id")
    return applications.annotate(
        last_label=Subquery(events.filter(action=LABELLED)[:1]),
        label_is_old=Exists(events.filter(action="changed", id__gt=OuterRef("last_label"))),
    )


def find_person(
    applications: QuerySet[MailApplication], document: str, number: str, by: User
) -> MailApplication | None:
    """Return a person's application among these by the identity document: the open one, else the last.

    That somebody asked stands in its history, without the number.
    """
    who = as_facts({"document": document, "number": number})
    found = list(applications.filter(person__in=persons(who)).order_by("-id"))
    if not found:
        return None
    one = next((each for each in found if each.state not in ENDED), found[0])
    _note([one], FOUND, by)
    return one


def _note(applications: Iterable[MailApplication], action: str, by: User) -> None:
    ApplicationEvent.objects.bulk_create(
        ApplicationEvent(
            application=each, action=action, state=State(each.state), by=by, by_name=by.get_username()
        )
        for each in applications
    )
