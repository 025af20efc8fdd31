"""What has happened to an application so far, and what the applicant may do now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from locator.models import State

from .correction_term import correct_until
from .promise import promised_on
from .reasons import CORRECTIONS, REJECTIONS
from .states import ADDRESS_MAY_CHANGE, BEFORE_THE_POST, BY_APPLICANT, NEXT

if TYPE_CHECKING:
    from locator.models import ApplicationEvent, MailApplication

    from .promise import WorkingDays


@dataclass(frozen=True, slots=True)
class Happened:
    """One step, in words; ``action`` is the state that was reached, or what the applicant did."""

    at: datetime
    action: str
    words: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an application stands, for its applicant."""

    state: State
    since: datetime
    next: str
    reasons: list[str]
    steps: list[Happened]
    promised: date | None
    correct_until: date | None
    may_correct: bool
    may_change_address: bool
    may_withdraw: bool


def standing_of(application: MailApplication, calendar: WorkingDays) -> Standing:
    state = State(application.state)
    words = {**CORRECTIONS, **REJECTIONS}
    events = application.events.all()
    return Standing(
        state=state,
        since=application.state_since,
        next=str(NEXT[state]),
        reasons=[str(words[reason].words) for reason in application.reasons if reason in words],
        steps=[Happened(event.at, event.action, said) for event in events if (said := _in_words(event))],
        promised=promised_on(application, calendar) if state in BEFORE_THE_POST else None,
        correct_until=correct_until(application),
        may_correct=state is State.NEEDS_CORRECTION,
        may_change_address=state in ADDRESS_MAY_CHANGE and "address" not in application.reasons,
        may_withdraw=State.WITHDRAWN in BY_APPLICANT.get(state, ()),
    )


def _in_words(event: ApplicationEvent) -> str:
    """Say what happened; empty for what concerns the bank alone."""
    if event.action in State.values:
        by_bank = bool(event.by_name)
        # That a clerk gave it back to a colleague is no step.
        return "" if by_bank and event.action == State.SUBMITTED else str(State(event.action).label)
    if event.action == "corrected":
        return _("You have corrected what was asked for")
    if event.action == "changed":
        return _("You have changed the postal address")
    if event.action == "erasure-asked":
        return _("You have asked for your data to be erased")
    return ""
