"""Deciding what waits for a second person: accepted, refused with a reason, or withdrawn; once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from locator.models import Act, Offer, Outlet, Proposal, Service

from .acts import act
from .difference import Difference, differences
from .editing import write_facts
from .facts import FACTS, facts_of, facts_of_new, from_json, put
from .rules import Refused, errors_in, settled
from .scope import may_decide

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class NotAllowed(Exception):  # noqa: N818 - named for what it says
    """This person may not decide this proposal."""


class AlreadyDecided(Exception):  # noqa: N818 - named for what it says
    """Somebody was faster; the proposal says who, when and how."""


class Outdated(Exception):  # noqa: N818 - named for what it says
    """What the proposal changes is no longer as it was; ``changes`` holds it as proposed and as it is now."""

    def __init__(self, outlet: str, changes: tuple[Difference, ...]) -> None:
        super().__init__(f"{outlet} has been changed since the proposal was made.")
        self.outlet = outlet
        self.changes = changes


def accept(proposal: Proposal, *, by: User) -> Act:
    """Put a proposal into force as one act; raises NotAllowed, AlreadyDecided, Outdated or Refused."""
    if not may_decide(by, proposal):
        raise NotAllowed
    with transaction.atomic(), act(by=by, how=Act.How.PROPOSAL, note=proposal.note) as row:
        _decide(proposal, Proposal.State.ACCEPTED, by, act=row)
        for entry in proposal.changes:
            _put_into_force(entry)
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


def _put_into_force(entry: dict[str, Any]) -> None:
    new = {fact: from_json(fact, value) for fact, value in entry["new"].items()}
    if entry["action"] == "open":
        open_outlet(entry["outlet"], new)
        return
    outlet = Outlet.objects.select_for_update().get(code=entry["outlet"])
    now = facts_of(outlet)
    old = {fact: from_json(fact, value) for fact, value in entry["old"].items()}
    moved_on = differences(old, {fact: now[fact] for fact in old})
    if moved_on:
        raise Outdated(outlet.code, moved_on)
    after = settled(now | new)
    _refuse_errors(after, [fact for fact in FACTS if after[fact] != now[fact]])
    write_facts(outlet, {fact: after[fact] for fact in FACTS if after[fact] != now[fact]})


def open_outlet(code: str, values: dict[str, Any]) -> Outlet:
    """Make an outlet with its six offers inside the act under way; raises Refused."""
    if Outlet.objects.filter(code=code).exists():
        raise Refused({"code": [_("There is an outlet with this code already. Choose another.")]})
    facts = settled(facts_of_new() | values)
    _refuse_errors(facts, FACTS)
    outlet = Outlet(code=code)
    put(outlet, {}, {name: value for name, value in facts.items() if "." not in name})
    outlet.save(force_insert=True)
    plain = {f"{service}.{name}": value for service in Service for name, value in _plain_offer().items()}
    write_facts(outlet, {name: facts[name] for name in plain if facts[name] != plain[name]})
    return outlet


def _plain_offer() -> dict[str, Any]:
    offer = Offer()
    return {name.rpartition(".")[2]: getattr(offer, name.rpartition(".")[2]) for name in FACTS if "." in name}


def _refuse_errors(facts: dict[str, Any], changed: Any) -> None:
    errors = errors_in(facts, changed, timezone.localdate())
    if errors:
        raise Refused(errors)
