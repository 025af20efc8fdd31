"""Applying the plan of a table: at once, or as one proposal where a second person has to look at it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from locator.catalogue.acts import act
from locator.catalogue.entries import Outdated, put_into_force
from locator.catalogue.scope import banks_of, outlets_of, role_of
from locator.models import Act, CatalogueVersion, Outlet, Proposal, Role, Upload
from locator.places.datum import Datum

from .plan import Options, Scope
from .planning import make_plan
from .reading import read_table

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from locator.catalogue.checks import Surroundings
    from locator.models import Bank

    from .plan import Plan

KEPT = timedelta(days=7)
# Of uploads that nobody has applied, a person keeps so many.
KEPT_AT_MOST = 5
LONGEST_NOTE = 300
# Where others save without a pause, the person is shown the plan anew instead of waiting on.
PLANNED_AT_MOST = 3


class PlanMoved(Exception):  # noqa: N818 - named for what it says
    """The catalogue has changed since the plan was shown; nothing was applied. Show it anew."""


class PlanRefused(Exception):  # noqa: N818 - named for what it says
    """The plan has errors, or asks something that has not been answered; nothing was applied."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What the person said to the plan: the closings by number, and that the odd positions are right."""

    digest: str
    closing: int | None = None
    positions_checked: bool = False


def scope_of(user: User, bank: Bank | None = None) -> Scope:
    """Return what a person's tables may change: their outlets, or those of one bank of theirs."""
    outlets, banks, role = outlets_of(user), banks_of(user), role_of(user)
    if bank is not None:
        outlets, banks = outlets.filter(bank=bank), banks.filter(pk=bank.pk)
    return Scope(
        outlets=outlets,
        banks=tuple(banks),
        may_open=role in {Role.MANAGER, Role.ADMINISTRATOR},
        everything=role == Role.ADMINISTRATOR,
    )


def keep(name: str, content: bytes, options: Options, *, by: User, bank: Bank | None = None) -> Upload:
    """Keep a file until its plan is applied or discarded; older ones that were left lying go."""
    with transaction.atomic():
        Upload.objects.filter(at__lt=timezone.now() - KEPT).delete()
        mine = Upload.objects.filter(by=by, act=None, proposal=None).order_by("-at")
        left = list(mine.values_list("pk", flat=True)[KEPT_AT_MOST - 1 :])
        Upload.objects.filter(pk__in=left).delete()
        return Upload.objects.create(
            by=by, bank=bank, file_name=name[:200], content=content, options=_as_json(options)
        )


def plan_of(upload: Upload, surroundings: Surroundings) -> Plan:
    """Return what an upload would change now."""
    assert upload.by is not None
    content = bytes(upload.content)
    sheet = read_table(upload.file_name, content)
    return make_plan(sheet, scope_of(upload.by, upload.bank), _options(upload), surroundings)


def apply(upload: Upload, answers: Answers, surroundings: Surroundings, *, by: User) -> Act | Proposal:
    """Apply an upload as it was shown; sent twice, it is applied once and returns the same.

    A large table is planned for seconds, so that is done before anything is locked; if what the plan has read
    is no longer so by then, it is planned anew. Raises PlanMoved and PlanRefused; then nothing has changed.
    """
    for _attempt in range(PLANNED_AT_MOST):
        fresh = Upload.objects.select_related("act", "proposal", "by", "bank").get(pk=upload.pk)
        done = fresh.act or fresh.proposal
        if done is not None:
            return done
        read = _basis(fresh)
        plan = plan_of(fresh, surroundings)
        refusal = _refusal(plan, answers)
        with transaction.atomic():
            locked = Upload.objects.select_for_update(of=("self",)).get(pk=upload.pk)
            done = locked.act or locked.proposal
            if done is not None:
                return done
            if _basis(locked) == read:
                if refusal is not None:
                    raise refusal
                return _put(locked, plan, by)
    raise PlanMoved


def _put(locked: Upload, plan: Plan, by: User) -> Act | Proposal:
    found = put_plan_into_force(plan, by=by, how=Act.How.IMPORT)
    if isinstance(found, Act):
        locked.act = found
    else:
        locked.proposal = found
    # What was applied stands in the history; the file itself is kept no longer than it is needed.
    locked.content = b""
    locked.save(update_fields=["act", "proposal", "content"])
    return found


def _basis(upload: Upload) -> tuple[Any, ...]:
    """Return in short what a plan reads: the catalogue, what waits for a second person, and whose it is."""
    assert upload.by is not None
    scope = scope_of(upload.by, upload.bank)
    return (
        CatalogueVersion.objects.values_list("number", flat=True).first(),
        list(
            Proposal.objects.filter(state=Proposal.State.WAITING).order_by("pk").values_list("pk", flat=True)
        ),
        [bank.pk for bank in scope.banks],
        (scope.may_open, scope.everything),
        # Whose outlets they are is said beside the catalogue, and raises no version.
        [] if scope.everything else list(scope.outlets.order_by("code").values_list("code", flat=True)),
    )


def refuse_unanswered(plan: Plan, answers: Answers) -> None:
    """Raise PlanRefused or PlanMoved unless the plan may be applied with these answers."""
    refusal = _refusal(plan, answers)
    if refusal is not None:
        raise refusal


def _refusal(plan: Plan, answers: Answers) -> PlanMoved | PlanRefused | None:
    if plan.digest != answers.digest:
        return PlanMoved()
    unanswered = (plan.questions and not answers.positions_checked) or (
        plan.must_confirm and answers.closing != plan.must_confirm
    )
    return PlanRefused() if plan.errors or not plan.changes_anything or unanswered else None


def put_plan_into_force(plan: Plan, *, by: User, how: Act.How) -> Act | Proposal:
    """Write a plan's changes as one act, or propose them as one proposal; raises PlanMoved."""
    note = f"{plan.options.file_name} · {plan.summary}"[:LONGEST_NOTE]
    entries = list(plan.entries())
    if plan.waits:
        return _propose(plan, entries, by, note)
    try:
        with act(by=by, how=how, note=note) as row:
            put_into_force(entries, row)
    except Outdated as outdated:
        raise PlanMoved from outdated
    return row


def _propose(plan: Plan, entries: list[dict[str, object]], by: User, note: str) -> Proposal:
    banks = plan.banks
    alone = next(iter(banks)) if len(banks) == 1 and not plan.options.official else None
    with transaction.atomic():
        proposal = Proposal.objects.create(
            kind=Proposal.Kind.IMPORT,
            bank_id=alone,
            changes=entries,
            note=note,
            proposed_by=by,
            proposed_by_name=by.get_username(),
        )
        present = [change.code for change in plan.changes if change.action != "open"]
        proposal.outlets.set(Outlet.objects.filter(code__in=present))
    return proposal


def _as_json(options: Options) -> dict[str, object]:
    return {
        "whole": options.whole,
        "datum": options.datum.value if options.datum else "",
        "official": options.official,
    }


def _options(upload: Upload) -> Options:
    said = upload.options
    return Options(
        file_name=upload.file_name,
        whole=bool(said.get("whole")),
        datum=Datum(said["datum"]) if said.get("datum") else None,
        official=bool(said.get("official")),
    )
