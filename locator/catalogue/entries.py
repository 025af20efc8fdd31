"""Putting many changes into force at once: those of a proposal, and those of an imported table.

An entry is one outlet's part: ``{"outlet": code, "action": "change" | "open" | "close" | "forget-sample",
"old": {fact: value}, "new": {fact: value}}``, the values as JSON.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from locator.models import Offer, Outlet, Service

from .days import DAYS, Day, days_of, write_days
from .difference import Difference, differences
from .facts import FACTS, facts_of, facts_of_new, from_json, put
from .rules import Refused, errors_in, settled
from .sample import SampleRefusedError, remove_sample

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from locator.models import Act

Entry = dict[str, Any]
# As many as one statement may ask for on any database.
BATCH = 400
FORGET_SAMPLE: Entry = {"outlet": "", "action": "forget-sample", "old": {}, "new": {}}


class Outdated(Exception):  # noqa: N818 - named for what it says
    """What an entry changes is no longer as it was; ``changes`` holds it as proposed and as it is now.

    ``gone`` where there is no such outlet any more: its opening was undone, or it went with the sample.
    """

    def __init__(self, outlet: str, changes: tuple[Difference, ...] = (), *, gone: bool = False) -> None:
        super().__init__(f"{outlet} is no longer there." if gone else f"{outlet} has been changed since.")
        self.outlet = outlet
        self.changes = changes
        self.gone = gone


def put_into_force(entries: Sequence[Entry], act: Act) -> None:
    """Write all entries inside the act under way; raises Outdated or Refused, and then nothing is kept."""
    if any(entry["action"] == "forget-sample" for entry in entries):
        _forget_the_sample(act)
    opening = [entry for entry in entries if entry["action"] == "open"]
    changing = [entry for entry in entries if entry["action"] in {"change", "close"}]
    for batch in batches(changing):
        _change(batch, act)
    for batch in batches(opening):
        _open(batch, act)


def _forget_the_sample(act: Act) -> None:
    try:
        remove_sample(by=act.by)
    except SampleRefusedError as error:
        raise Refused({"": [str(error)]}) from error


def batches(values: Sequence[Entry]) -> Iterator[Sequence[Entry]]:
    return (values[start : start + BATCH] for start in range(0, len(values), BATCH))


def locked_outlets(codes: Iterable[str]) -> dict[str, Outlet]:
    """Return outlets by code, with offers and days, that nobody else changes until the transaction ends."""
    rows = Outlet.objects.select_for_update(of=("self",)).filter(code__in=list(codes)).order_by("code")
    return {outlet.code: outlet for outlet in rows.prefetch_related("offers", "exceptions")}


def _change(entries: Sequence[Entry], act: Act) -> None:
    outlets = locked_outlets(entry["outlet"] for entry in entries)
    touched: list[Outlet] = []
    offers: list[Offer] = []
    own: set[str] = set()
    offered: set[str] = set()
    for entry in entries:
        outlet = outlets.get(entry["outlet"])
        if outlet is None:
            raise Outdated(entry["outlet"], gone=True)
        facts = facts_of(outlet) | {DAYS: days_of(outlet)}
        changed = _settle(outlet.code, facts, _values(entry["old"]), _values(entry["new"]))
        if DAYS in changed:
            write_days(outlet, changed.pop(DAYS))
        by_service = {offer.service: offer for offer in outlet.offers.all()}
        put(outlet, by_service, changed)
        named = {fact.rpartition(".")[::2] for fact in changed}
        if any(not service for service, _field in named):
            touched.append(outlet)
        offers += [by_service[service] for service in {service for service, _field in named if service}]
        own |= {field for service, field in named if not service}
        offered |= {field for service, field in named if service}
    _update(Outlet, touched, own, act)
    _update(Offer, offers, offered, act)


def _settle(
    code: str, facts: Mapping[str, Any], old: Mapping[str, Any], new: Mapping[str, Any]
) -> dict[str, Any]:
    """Return what is to be written; the facts must be those from which the entry was made."""
    moved_on = differences(old, {fact: facts[fact] for fact in old})
    if moved_on:
        raise Outdated(code, moved_on)
    after = settled(dict(facts) | dict(new))
    changed = {fact: value for fact, value in after.items() if value != facts[fact]}
    _refuse_errors(after, [fact for fact in changed if fact != DAYS])
    return changed


def _open(entries: Sequence[Entry], act: Act) -> None:
    codes = [entry["outlet"] for entry in entries]
    if Outlet.objects.filter(code__in=codes).exists():
        raise Refused({"code": [_("There is an outlet with this code already. Choose another.")]})
    plain = facts_of_new()
    outlets: list[tuple[Outlet, tuple[Day, ...]]] = []
    offers: list[Offer] = []
    for entry in entries:
        values = plain | _values(entry["new"])
        days = values.pop(DAYS, ())
        facts = settled(values)
        _refuse_errors(facts, FACTS)
        outlet = Outlet(code=entry["outlet"])
        own_offers = {str(service): Offer(outlet=outlet, service=service) for service in Service}
        put(outlet, own_offers, facts)
        outlets.append((outlet, days))
        offers += own_offers.values()
    _create(Outlet, [outlet for outlet, _days in outlets], act)
    _create(Offer, offers, act)
    for outlet, days in outlets:
        if days:
            write_days(outlet, days)


def _values(said: Mapping[str, Any]) -> dict[str, Any]:
    return {fact: from_json(fact, value) for fact, value in said.items()}


def _refuse_errors(facts: Mapping[str, Any], changed: Iterable[str]) -> None:
    errors = errors_in(facts, changed, timezone.localdate())
    if errors:
        raise Refused(errors)


def _create(model: Any, rows: list[Any], act: Act) -> None:
    bulk_create_with_history(
        rows, model, batch_size=100, default_user=act.by, custom_historical_attrs={"act": act}
    )


def _update(model: Any, rows: list[Any], fields: set[str], act: Act) -> None:
    if rows and fields:
        bulk_update_with_history(
            rows,
            model,
            sorted(fields),
            batch_size=100,
            default_user=act.by,
            custom_historical_attrs={"act": act},
        )
