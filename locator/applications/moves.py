"""Moving an application from one state to another: a table, compare and swap, an event and a message."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from locator.models import ApplicationEvent, MailApplication, State
from locator.notices.outbox import put

from .facts import TELEPHONE, opened
from .reasons import CORRECTIONS, REJECTIONS
from .secrecy import encrypted
from .states import BY_APPLICANT, BY_BANK, BY_TERM

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.contrib.auth.models import User

# Of these the applicant hears nothing: who looks at it is the bank's own business.
SILENT = frozenset({State.IN_REVIEW})


# In the history in the place of a name: no account can have one with brackets.
TERM = "(term)"


class NotAllowedError(Exception):
    """There is no such move, or a reason or a number is missing for it."""


class MovedMeanwhileError(Exception):
    """Somebody else was faster; ``state`` is where the application stands now."""

    def __init__(self, state: State) -> None:
        super().__init__(state)
        self.state = state


def move(
    application: MailApplication,
    to: State,
    *,
    by: User | None = None,
    by_term: bool = False,
    reasons: Iterable[str] = (),
    ems_number: str = "",
) -> MailApplication:
    """Move an application on from the state in which it was seen; ``by`` is None for the applicant.

    With ``by_term`` nobody moves it: its time is over.

    Raises NotAllowedError, or MovedMeanwhileError if it is no longer as it was seen; then nothing changes.
    """
    start, given = State(application.state), list(reasons)
    table = BY_TERM if by_term else BY_BANK if by else BY_APPLICANT
    if to not in table.get(start, ()):
        raise NotAllowedError(f"{start} → {to}")
    _look_over(to, given, ems_number)
    with transaction.atomic():
        changes: dict[str, Any] = {"state": to, "state_since": timezone.now(), "reasons": given}
        if ems_number:
            changes["ems_number"] = ems_number
        if to is State.SUBMITTED:
            changes["claimed_by"] = None
        elif to is State.IN_REVIEW:
            changes["claimed_by"] = by
        swap(application, **changes)
        moved = MailApplication.objects.get(pk=application.pk)
        ApplicationEvent.objects.create(
            application=moved,
            action=to,
            state=to,
            reasons=given,
            by=by,
            by_name=TERM if by_term else by.get_username() if by else "",
        )
        if to not in SILENT and not (by is None and to is State.SUBMITTED):
            tell(moved, to)
    return moved


def swap(seen: MailApplication, **changes: Any) -> None:
    """Write changes to an application if it is still as it was seen; raises MovedMeanwhileError."""
    same = MailApplication.objects.filter(pk=seen.pk, state=seen.state, revision=seen.revision)
    if not same.update(revision=F("revision") + 1, **changes):
        raise MovedMeanwhileError(
            State(MailApplication.objects.values_list("state", flat=True).get(pk=seen.pk))
        )


def tell(application: MailApplication, topic: str) -> None:
    """Have the applicant told of a change, in the transaction that makes it."""
    put(
        topic,
        telephone=encrypted(opened(application).phone.encode(), TELEPHONE),
        language=application.language,
        reference=application.reference,
    )


def _look_over(to: State, reasons: list[str], ems_number: str) -> None:
    known: dict[State, Any] = {State.NEEDS_CORRECTION: CORRECTIONS, State.REJECTED: REJECTIONS}
    if to in known and (not reasons or not set(reasons) <= set(known[to])):
        raise NotAllowedError(f"{to} needs reasons of its list")
    if to not in known and reasons:
        raise NotAllowedError(f"{to} has no reasons")
    if (to is State.POSTED) != bool(ems_number):
        raise NotAllowedError("the number of the parcel comes with posting, and only then")
