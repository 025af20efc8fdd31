"""Changing an outlet: what one person may do is live at once, the rest becomes a proposal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from locator.models import Act, Outlet, Proposal

from .acts import act
from .difference import Difference, differences, with_whole_point
from .facts import FACTS, facts_of, facts_of_new, needs_second_person, put, to_json
from .revision import Overtaken, refuse_if_overtaken, revision, revisions
from .rules import Refused, errors_in, settled, tidy

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from django.contrib.auth.models import User

__all__ = [
    "Outcome", "Overtaken", "Refused", "edit", "propose_closing", "propose_opening", "revision", "verify",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an edit: what is live, and what waits for a second person."""

    act: Act | None = None
    proposal: Proposal | None = None
    changed: tuple[Difference, ...] = ()
    proposed: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Verified:
    """How many outlets were marked as verified, and which were not, since somebody had changed them."""

    act: Act | None = None
    count: int = 0
    overtaken: tuple[str, ...] = ()


def edit(
    code: str,
    values: Mapping[str, Any],
    *,
    by: User,
    seen: str | None,
    how: Act.How = Act.How.PORTAL,
    note: str = "",
) -> Outcome:
    """Change facts of an outlet, by name; those that are equal are left alone.

    Raises Refused with everything that is wrong, and Overtaken if the outlet is no longer as it was
    ``seen`` (the mark of ``revision``; None asks no such question). Then nothing has been changed.
    """
    unknown = set(values) - set(FACTS)
    if unknown:
        raise KeyError(f"No such facts: {', '.join(sorted(unknown))}")
    with transaction.atomic():
        outlet = locked(code)
        refuse_if_overtaken(outlet, seen)
        before = facts_of(outlet)
        after = settled(before | {name: tidy(value) for name, value in values.items()})
        changes = differences(before, after)
        errors = errors_in(after, [change.fact for change in changes], timezone.localdate())
        waiting = needs_second_person(before, after)
        for fact in waiting & _already_waiting(code):
            errors.setdefault(fact, []).append(
                _("A change of this waits for a second person already. Decide or withdraw that one first.")
            )
        if errors:
            raise Refused(errors)
        live = tuple(change for change in changes if change.fact not in waiting)
        proposed = tuple(change for change in changes if change.fact in waiting)
        row = _write(outlet, live, by, how, note) if live else None
        return Outcome(
            row, _propose(outlet, proposed, before, by, note) if proposed else None, live, proposed
        )


def verify(seen: Mapping[str, str], *, by: User) -> Verified:
    """Note that every fact of these outlets was looked at today and is right.

    ``seen`` holds by code the mark of the state that was looked at; an empty one asks no such question.
    An outlet that somebody has changed since is left as it is, and named.
    """
    today = timezone.localdate()
    with transaction.atomic():
        outlets = list(
            Outlet.objects.select_for_update()
            .filter(code__in=list(seen))
            .exclude(verified_on=today)
            .order_by("code")
        )
        now = revisions([outlet.code for outlet in outlets])
        overtaken = tuple(one.code for one in outlets if seen[one.code] not in {"", now[one.code]})
        right = [outlet for outlet in outlets if outlet.code not in overtaken]
        if not right:
            return Verified(overtaken=overtaken)
        with act(by=by, how=Act.How.PORTAL, note="verified") as row:
            for outlet in right:
                outlet.verified_on = today
                outlet.save(update_fields=["verified_on"])
        return Verified(row, len(right), overtaken)


def propose_opening(values: Mapping[str, Any], *, by: User, note: str = "") -> Proposal:
    """Propose a new outlet, with its code under ``code``; raises Refused with everything that is wrong."""
    code = str(values["code"])
    given = {name: tidy(value) for name, value in values.items() if name != "code"}
    after = settled(facts_of_new() | given)
    errors = errors_in(
        after,
        [name for name in FACTS if name in values or name in {"name", "address", "hours"}],
        timezone.localdate(),
    )
    errors |= _code_errors(code)
    if errors:
        raise Refused(errors)
    changes = differences(facts_of_new(), after)
    entry = _entry(code, "open", changes, facts_of_new())
    return _proposal(Proposal.Kind.OPEN, str(after["bank"]), entry, by, note, outlet=None)


def propose_closing(code: str, *, day: date, reason: str, by: User, reason_en: str = "") -> Proposal:
    """Propose to close an outlet for good from a day on; raises Refused with everything that is wrong."""
    closing = {
        "status": Outlet.Status.CLOSED.value, "status_from": day,
        "status_reason": reason, "status_reason_en": reason_en,
    }  # fmt: skip
    today = timezone.localdate()
    suspended = Outlet.objects.filter(code=code, status=Outlet.Status.SUSPENDED)
    if day > today and suspended.exclude(status_until__lt=today).exists():
        # One status at a time: of the two, residents must not be told that it is open meanwhile.
        said = _(
            "The outlet is suspended and would count as open until that day. Close it from today, or end the "
            "suspension and enter the days until then as closed days."
        )
        raise Refused({"status_from": [said]})
    outcome = edit(code, closing, by=by, seen=None)
    if outcome.proposal is None:
        raise Refused({"status": [_("This outlet is closed for good already.")]})
    outcome.proposal.kind = Proposal.Kind.CLOSE
    outcome.proposal.save(update_fields=["kind"])
    return outcome.proposal


def locked(code: str) -> Outlet:
    """Return an outlet that nobody else changes until the transaction ends."""
    return Outlet.objects.select_for_update(of=("self",)).select_related("bank", "district").get(code=code)


def write_facts(outlet: Outlet, values: Mapping[str, Any]) -> None:
    """Save facts on an outlet and its offers; only the rows and columns that they name."""
    offers = {offer.service: offer for offer in outlet.offers.all()}
    put(outlet, offers, values)
    own = [name for name in values if "." not in name]
    if own:
        outlet.save(update_fields=own)
    by_service: dict[str, list[str]] = {}
    for name in values:
        service, dot, field = name.rpartition(".")
        if dot:
            by_service.setdefault(service, []).append(field)
    for service, fields in by_service.items():
        offers[service].save(update_fields=fields)


def _write(outlet: Outlet, changes: tuple[Difference, ...], by: User, how: Act.How, note: str) -> Act:
    with act(by=by, how=how, note=note) as row:
        write_facts(outlet, {change.fact: change.new for change in changes})
    return row


def _propose(
    outlet: Outlet, changes: tuple[Difference, ...], before: Mapping[str, Any], by: User, note: str
) -> Proposal:
    entry = _entry(outlet.code, "change", changes, before)
    return _proposal(Proposal.Kind.CHANGE, outlet.bank_id, entry, by, note, outlet=outlet)


def _proposal(
    kind: Proposal.Kind, bank: str, entry: dict[str, Any], by: User, note: str, *, outlet: Outlet | None
) -> Proposal:
    with transaction.atomic():
        proposal = Proposal.objects.create(
            kind=kind,
            bank_id=bank,
            changes=[entry],
            note=note,
            proposed_by=by,
            proposed_by_name=by.get_username(),
        )
        if outlet is not None:
            proposal.outlets.add(outlet)
    return proposal


def _entry(
    code: str, action: str, changes: tuple[Difference, ...], before: Mapping[str, Any]
) -> dict[str, Any]:
    new = with_whole_point({change.fact: change.new for change in changes}, before)
    return {
        "outlet": code,
        "action": action,
        "old": {fact: to_json(before[fact]) for fact in new},
        "new": {fact: to_json(value) for fact, value in new.items()},
    }


def _already_waiting(code: str) -> set[str]:
    waiting = Proposal.objects.filter(state=Proposal.State.WAITING, outlets=code).values_list(
        "changes", flat=True
    )
    return {
        fact for changes in waiting for entry in changes if entry["outlet"] == code for fact in entry["new"]
    }


def _code_errors(code: str) -> dict[str, list[str]]:
    field = Outlet._meta.get_field("code")
    try:
        field.clean(code, Outlet())
    except ValidationError as error:
        return {"code": list(error.messages)}
    if Outlet.objects.filter(code=code).exists():
        return {"code": [_("There is an outlet with this code already. Choose another.")]}
    waiting = Proposal.objects.filter(state=Proposal.State.WAITING, kind=Proposal.Kind.OPEN)
    if any(
        entry["outlet"] == code for changes in waiting.values_list("changes", flat=True) for entry in changes
    ):
        return {"code": [_("A new outlet with this code waits for a second person already.")]}
    return {}
