"""The states of an application, the moves between them, and the sentence that says what comes next."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from locator.models.application import ENDED as ENDED_IN_THE_TABLE
from locator.models.application import State

# From where to where, by whom. Whatever is not here is refused, by everybody.
BY_APPLICANT: dict[State, frozenset[State]] = {
    State.SUBMITTED: frozenset({State.WITHDRAWN}),
    State.IN_REVIEW: frozenset({State.WITHDRAWN}),
    State.NEEDS_CORRECTION: frozenset({State.SUBMITTED, State.WITHDRAWN}),
    State.ACCEPTED: frozenset({State.WITHDRAWN}),
}
BY_BANK: dict[State, frozenset[State]] = {
    State.SUBMITTED: frozenset({State.IN_REVIEW, State.REJECTED}),
    State.IN_REVIEW: frozenset({State.SUBMITTED, State.ACCEPTED, State.NEEDS_CORRECTION, State.REJECTED}),
    State.NEEDS_CORRECTION: frozenset({State.REJECTED}),
    State.ACCEPTED: frozenset({State.MAKING, State.REJECTED}),
    State.MAKING: frozenset({State.POSTED, State.FAILED}),
    State.FAILED: frozenset({State.MAKING, State.REJECTED}),
    State.POSTED: frozenset({State.DELIVERED, State.RETURNED}),
    State.RETURNED: frozenset({State.POSTED, State.REJECTED}),
}
# What waits too long for its applicant ends at night, by itself.
BY_TERM: dict[State, frozenset[State]] = {State.NEEDS_CORRECTION: frozenset({State.REJECTED})}
ENDED = frozenset(map(State, ENDED_IN_THE_TABLE))
OPEN = frozenset(State) - ENDED
# Until the card is in the post there is a day by which it is to be there, and it can go to another address.
BEFORE_THE_POST = OPEN - {State.POSTED, State.RETURNED}
ADDRESS_MAY_CHANGE = BEFORE_THE_POST | {State.RETURNED}
# In these the promise runs; what is to be corrected waits for the applicant, what is posted for the post.
PROMISED = BEFORE_THE_POST - {State.NEEDS_CORRECTION}

NEXT = {
    State.SUBMITTED: _("The bank has your application and will look at it."),
    State.IN_REVIEW: _("The bank is looking at your application."),
    State.NEEDS_CORRECTION: _(
        "Something has to be corrected. Please correct it below; until then the bank waits."
    ),
    State.ACCEPTED: _("The bank has accepted your application and will make the card."),
    State.MAKING: _("The card is being made."),
    State.POSTED: _("The card is in the post, under the number below."),
    State.DELIVERED: _(
        "The card has been delivered. Activate it at an outlet of its bank before you use it."
    ),
    State.FAILED: _("Making the card did not work. The bank makes it again; you need do nothing."),
    State.RETURNED: _(
        "The card could not be delivered and went back to the bank. Enter the address anew below."
    ),
    State.REJECTED: _("The application was not accepted. The reason is below; you may apply again."),
    State.WITHDRAWN: _("You have withdrawn the application. You may apply again."),
}
