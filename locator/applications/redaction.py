"""Erasing what is personal when it is no longer needed, and moving it under newer keys while it is."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from locator.models import ApplicationDraft, ApplicationEvent, MailApplication, OutgoingMessage

from .drafts import ANSWERS
from .drafts import PHOTO as DRAFT_PHOTO
from .facts import PERSONAL, PHOTO, TELEPHONE, opened, person
from .phone import IN_MESSAGE
from .secrecy import UnreadableError, under_the_newest_key
from .states import ENDED

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from locator.models import State

BATCH = 200


def redact_due(now: datetime) -> int:
    """Erase the applications that ended long enough ago, or whose end was waited for; return how many."""
    before = now - timedelta(days=settings.KEEP_APPLICATIONS_DAYS)
    ended = MailApplication.objects.filter(state__in=ENDED, redacted_at=None)
    # One after the other: each finds its own few by an index among millions.
    return _redact_all(ended.filter(state_since__lt=before)) + _redact_all(ended.filter(erase_at_end=True))


def redact_sample() -> int:
    """Erase the ended applications at fictional banks, whose cards nobody ever makes; return how many."""
    return _redact_all(
        MailApplication.objects.filter(bank__is_sample=True, state__in=ENDED, redacted_at=None)
    )


def _redact_all(applications: QuerySet[MailApplication]) -> int:
    oldest_first = applications.order_by("state_since", "pk")
    return sum(redact(application) for application in oldest_first.iterator(BATCH))


def redact(application: MailApplication) -> bool:
    """Erase what is personal in an application that has ended; False if it has not, or is erased already."""
    with transaction.atomic():
        ended = MailApplication.objects.filter(pk=application.pk, state__in=ENDED, redacted_at=None)
        if not ended.update(
            personal=None,
            photo=None,
            person="",
            ems_number="",
            redacted_at=timezone.now(),
            revision=F("revision") + 1,
        ):
            return False
        state: State = application.state  # type: ignore[assignment]
        ApplicationEvent.objects.create(application=application, action="erased", state=state)
    return True


def rotate_keys() -> int:
    """Bring all that is kept under the newest of the keys; return how many applications.

    Each is a change of its own: what somebody changes meanwhile is written under the newest key anyway. Marks
    of drafts, of forms that were sent and of telephones stay: nobody knows any more what they were made of,
    and they are asked for on one day only.
    """
    _rotate(OutgoingMessage.objects.exclude(telephone=None), telephone=TELEPHONE, secret=IN_MESSAGE)
    _rotate(ApplicationDraft.objects.all(), answers=ANSWERS, photo=DRAFT_PHOTO)
    moved = 0
    for pk in MailApplication.objects.filter(redacted_at=None).order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            row = MailApplication.objects.select_for_update().filter(pk=pk, redacted_at=None).first()
            if row is None or row.personal is None:
                continue
            row.person = person(opened(row))
            row.personal = under_the_newest_key(bytes(row.personal), PERSONAL)
            row.photo = under_the_newest_key(bytes(row.photo), PHOTO) if row.photo else None
            row.save(update_fields=["person", "personal", "photo"])
            moved += 1
    return moved


def _rotate(rows: QuerySet[Any], **purposes: str) -> None:
    """Bring rows of a day under the newest key; one that no key opens stops nobody, and goes by itself."""
    for pk in list(rows.values_list("pk", flat=True)):
        with transaction.atomic(), suppress(UnreadableError):
            row = rows.select_for_update().filter(pk=pk).first()
            if row is None:
                continue  # sent or erased meanwhile
            for column, purpose in purposes.items():
                kept = getattr(row, column)
                setattr(row, column, under_the_newest_key(bytes(kept), purpose) if kept else None)
            row.save(update_fields=[*purposes])
