"""What a clerk may do with an application as it stands: one form for each move that the table allows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from locator.applications.states import BY_BANK
from locator.models import MailApplication, State

from .forms import CorrectionForm, MoveForm, PostingForm, RejectionForm

FORMS: dict[State, type[MoveForm]] = {
    State.NEEDS_CORRECTION: CorrectionForm,
    State.REJECTED: RejectionForm,
    State.POSTED: PostingForm,
}
# In the order in which they stand on the page; the usual next step first.
WORDS: dict[State, Promise] = {
    State.IN_REVIEW: _("Take it on"),
    State.ACCEPTED: _("Accept"),
    State.MAKING: _("The card is being made"),
    State.POSTED: _("The card is in the post"),
    State.DELIVERED: _("The card was delivered"),
    State.NEEDS_CORRECTION: _("Ask for a correction"),
    State.SUBMITTED: _("Give it back to the queue"),
    State.FAILED: _("Making the card failed"),
    State.RETURNED: _("The parcel came back"),
    State.REJECTED: _("End it without a card"),
}
DONE: dict[State, Promise] = {
    State.IN_REVIEW: _("You have taken it on. Now look at what is personal and decide."),
    State.ACCEPTED: _("Accepted. The applicant gets a message."),
    State.MAKING: _("Noted: the card is being made. The applicant gets a message."),
    State.POSTED: _(
        "Noted: the card is in the post. "
        "The applicant gets a message and looks the number up with the reference."
    ),
    State.DELIVERED: _("Noted: the card was delivered. The application has ended."),
    State.NEEDS_CORRECTION: _("The applicant gets a message and can correct it."),
    State.SUBMITTED: _("Given back: a colleague may take it on."),
    State.FAILED: _("Noted: making failed. The applicant gets a message."),
    State.RETURNED: _("Noted: the parcel came back. The applicant gets a message."),
    State.REJECTED: _(
        "Ended without a card. The applicant gets a message and looks the reason up with the reference."
    ),
}
AGAIN = _("The card is made again")
POSTED_AGAIN = _("The card is in the post again")
# A stranger may have applied in somebody's name at any time: what to do where it cannot be ended at once.
CANNOT_END: dict[State, Promise] = {
    State.MAKING: _(
        "While the card is being made the application cannot be ended at once. Stop the making, "
        "note that making the card failed, and then end it without a card."
    ),
    State.POSTED: _(
        "While the card is in the post the application cannot be ended at once. Have the parcel brought "
        "back, note that it came back, and then end it without a card."
    ),
    State.DELIVERED: _(
        "The card was delivered, so the application has ended. If it went to a stranger, have the card "
        "blocked and tell the police."
    ),
}


@dataclass(frozen=True, slots=True)
class Action:
    """One move that may be made, with its form."""

    to: State
    words: str
    form: MoveForm

    @property
    def is_next(self) -> bool:
        """Tell whether this is a usual next step, which stands open on the page."""
        return self.to in {
            State.IN_REVIEW,
            State.ACCEPTED,
            State.MAKING,
            State.POSTED,
            State.DELIVERED,
        }

    @property
    def asks(self) -> bool:
        return self.to in FORMS


def form_for(application: MailApplication, to: State, given: Any = None) -> MoveForm:
    seen = {"to": to.value, "state": application.state, "revision": application.revision}
    return FORMS.get(to, MoveForm)(to, given, initial=seen)


def actions_for(application: MailApplication, sent: MoveForm | None = None) -> list[Action]:
    """Return what the bank may do now; ``sent`` is a form that could not be accepted as it was sent."""
    allowed = BY_BANK.get(State(application.state), frozenset())
    actions = []
    for to in WORDS:
        if to in allowed:
            was_sent = sent is not None and sent.data.get("to") == to
            form = sent if sent is not None and was_sent else form_for(application, to)
            actions.append(Action(to, _words(application, to), form))
    return actions


def _words(application: MailApplication, to: State) -> str:
    if to is State.MAKING and application.state == State.FAILED:
        return str(AGAIN)
    if to is State.POSTED and application.state == State.RETURNED:
        return str(POSTED_AGAIN)
    return str(WORDS[to])
