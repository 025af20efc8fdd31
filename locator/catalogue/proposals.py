"""Deciding what waits for a second person: accepted, refused with a reason, or withdrawn; once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from locator.models import Act, Proposal

from .acts import act
from .difference import Difference, differences
from .entries import Outdated, put_into_force
from .facts import from_json
from .rules import Refused
from .scope import may_decide

if TYPE_CHECKING:
    from django.contrib.auth.models import User


__all__ = ["AlreadyDecided", "NotAllowed", "Outdated", "accept", "proposed", "refuse", "withdraw"]


class NotAllowed(Exception):  # noqa: N818 - named for what it says
    """This person may not decide this proposal."""


class AlreadyDecided(Exception):  # noqa: N818 - named for what it says
    """Somebody was faster; the proposal says who, when and how."""


def accept(proposal: Proposal, *, by: User) -> Act:
    """Put a proposal into force as one act; raises NotAllowed, AlreadyDecided, Outdated or Refused."""
    if not may_decide(by, proposal):
        raise NotAllowed
    with transaction.atomic(), act(by=by, how=Act.How.PROPOSAL, note=proposal.note) as row:
        _decide(proposal, Proposal.State.ACCEPTED, by, act=row)
        put_into_force(proposal.changes, row)
    return row


def refuse(proposal: Proposal, *, by: User, reason: str) -> None:
    """Refuse a proposal; the proposer reads the reason. Raises NotAllowed, AlreadyDecided or Refused."""
    if not may_decide(by, proposal):
        raise NotAllowed
    reason = reason.strip()
    if not reason:
        raise Refused({"reason": [_("Say why, so that the other person knows what to do.")]})
    if len(reason) > 300:
        raise Refused({"reason": [_("Use at most %(limit)d characters.") % {"limit": 300}]})
    _decide(proposal, Proposal.State.REFUSED, by, reason=reason)


def withdraw(proposal: Proposal, *, by: User) -> None:
    """Take one's own proposal back; raises NotAllowed or AlreadyDecided."""
    if proposal.proposed_by_id != by.pk:
        raise NotAllowed
    _decide(proposal, Proposal.State.WITHDRAWN, by)


def proposed(entry: dict[str, Any]) -> tuple[Difference, ...]:
    """Return one entry of a proposal as differences, old and new side by side."""
    old = {fact: from_json(fact, value) for fact, value in entry["old"].items()}
    new = {fact: from_json(fact, value) for fact, value in entry["new"].items()}
    return differences(old, new)


def _decide(proposal: Proposal, state: Proposal.State, by: User, **facts: Any) -> None:
    decided = {
        "state": state,
        "decided_by": by,
        "decided_by_name": by.get_username(),
        "decided_at": timezone.now(),
        **facts,
    }
    # Compare and swap: of two people who decide at once, one wins on any database.
    won = Proposal.objects.filter(pk=proposal.pk, state=Proposal.State.WAITING).update(**decided)
    if not won:
        raise AlreadyDecided
    for name, value in decided.items():
        setattr(proposal, name, value)
