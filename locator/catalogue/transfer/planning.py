"""From a table to the plan of what it changes; every error of every row is found in one pass."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from locator.catalogue.days import DAYS, days_of
from locator.catalogue.difference import with_whole_point
from locator.catalogue.facts import facts_of, facts_of_new
from locator.catalogue.rules import settled
from locator.catalogue.sample import why_the_sample_stays
from locator.hours.weekly import from_expression
from locator.models import Outlet, Proposal

from .cells import UnreadableCellError
from .columns import BY_KEY
from .export import table_language
from .headings import match_headings
from .judging import judge, judge_position
from .matching import Matcher
from .plan import Change, Plan, Question
from .rows import RowReader
from .sheet import RowError, file_error

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from locator.catalogue.checks import Surroundings
    from locator.models import Bank

    from .plan import Options, Scope
    from .rows import ReadRow
    from .sheet import Sheet

# Outlets in memory at a time, with their offers and days.
CHUNK = 400
NOT_IN_THE_LIST = ("不在最新网点名单中", "No longer in the list of outlets")
Facts = dict[str, Any]


def make_plan(
    sheet: Sheet, scope: Scope, options: Options, surroundings: Surroundings, today: date | None = None
) -> Plan:
    """Return what the sheet would change in the scope; writes nothing."""
    plan = Plan(options, today or timezone.localdate())
    plan.refuse(list(sheet.errors))
    if not sheet.headings:
        return plan
    columns, errors = match_headings(sheet.headings)
    plan.refuse(errors)
    if not {"code", "name"} & {column.key for column in columns if column is not None}:
        return plan  # each row would only say again that nobody can tell which outlet it is about
    reader = RowReader(sheet, columns, options.datum)
    _Planner(plan, scope, reader, surroundings).run()
    plan.errors.sort(key=lambda error: error.row)
    return plan


class Match(NamedTuple):
    """What a row names; not ``clear`` where that was refused, so that nothing else follows from it."""

    code: str | None
    bank: Bank | None
    clear: bool


class _Planner:
    """One pass over the rows of one file."""

    def __init__(self, plan: Plan, scope: Scope, reader: RowReader, surroundings: Surroundings) -> None:
        self._plan = plan
        self._scope = scope
        self._reader = reader
        self._surroundings = surroundings
        self._matcher = Matcher(scope, official=plan.options.official)
        self._waiting = _facts_that_wait()
        self._rows_of: dict[str, int] = {}
        self._new = facts_of_new()
        self._makes_real_outlets = False
        # Columns that a new outlet needs and the file has not, each with the first row that needs it.
        self._missing: dict[str, int] = {}

    def run(self) -> None:
        rows = self._reader.rows()
        while chunk := list(islice(rows, CHUNK)):
            found = [(row, self._match(row)) for row in chunk]
            standing = _outlets(match.code for _row, match in found if match.code)
            for row, match in found:
                self._row(row, match, standing.get(match.code or ""))
                self._plan.refuse(row.errors)
        for heading, number in self._missing.items():
            said = _("There is a new outlet in row %(row)d, which needs this. Add the column.")
            self._plan.refuse([RowError(1, heading, "", said % {"row": number})])
        self._refuse_what_the_sample_forbids()
        if self._plan.options.whole and not self._plan.errors:
            self._close(self._matcher.standing)

    def _match(self, row: ReadRow) -> Match:
        """Find what a row names; each name that is not known is an error of its own."""
        bank: Bank | None = None
        code: str | None = None
        clear = True
        if "bank" not in row.cells or row.cells["bank"]:
            has_bank = "bank" in row.cells
            try:
                bank = self._matcher.bank(row.cells.get("bank", ""))
            except UnreadableCellError as error:
                if has_bank:
                    row.refuse("bank", str(error), self._reader.headings)
        if row.cells.get("district"):
            try:
                row.values["district"] = self._matcher.district(row.cells["district"])
            except UnreadableCellError as error:
                row.unclear.add("district")
                row.refuse("district", str(error), self._reader.headings)
        try:
            code = self._matcher.outlet(row, bank)
        except UnreadableCellError as error:
            clear = False
            row.refuse("code" if row.cells.get("code") else "name", str(error), self._reader.headings)
        if "bank" in row.cells and bank is not None:
            row.values["bank"] = bank.code
        if code:
            first = self._rows_of.setdefault(code, row.number)
            if first != row.number:
                said = _("The same outlet stands in row %(row)d. Keep one of the two rows.")
                row.refuse(
                    "code" if row.cells.get("code") else "name", said % {"row": first}, self._reader.headings
                )
        return Match(code, bank, clear)

    def _row(self, row: ReadRow, match: Match, outlet: Outlet | None) -> None:
        given = {fact: value for fact, value in row.values.items() if fact in self._new or fact == DAYS}
        code, bank = match.code, match.bank
        if outlet is not None:
            before = facts_of(outlet) | {DAYS: days_of(outlet)}
            name, action = outlet.name, "change"
        else:
            before = self._new | {DAYS: ()}
            name, action = str(given.get("name", "")), "open"
            if match.clear:
                self._complete(row, given, bank)
            if bank is not None and not row.errors and not self._missing:
                code = code or self._matcher.next_code(bank)
                self._rows_of.setdefault(code, row.number)
                self._makes_real_outlets |= not bank.is_sample
        # Of an outlet that nobody can tell, only what stands in the row is known.
        unknown = row.unknown if match.clear else row.unknown | (before.keys() - given.keys())
        changed = self._check(row, before, given, code, unknown)
        if row.errors or (action == "open" and self._missing):
            return
        if not changed and action == "change":
            self._plan.unchanged += 1
            return
        changed = with_whole_point(changed, before)
        old = {fact: before[fact] for fact in changed}
        of_bank = str(before["bank"] or changed["bank"])
        self._plan.changes.append(Change(row.number, str(code), name, of_bank, action, old, changed))

    def _complete(self, row: ReadRow, given: Facts, bank: Bank | None) -> None:
        """See that a new outlet is told enough about, and fill in what goes without saying."""
        if not self._scope.may_open:
            said = _("There is no such outlet among yours. Only a manager adds one: take the row out.")
            row.refuse("code" if row.cells.get("code") else "name", said, self._reader.headings)
            return
        if bank is None and not any(
            error.column == self._reader.headings.get("bank") for error in row.errors
        ):
            self._missing.setdefault(BY_KEY["bank"].heading(table_language()), row.number)
        for key in ("name", "district", "address", "hours"):
            # A column that is there has complained about its empty cell already.
            if key not in self._reader.headings:
                self._missing.setdefault(BY_KEY[key].heading(table_language()), row.number)
        if bank is not None:
            given["bank"] = bank.code
        given.setdefault("source", self._source())

    def _source(self) -> str:
        return _("Imported from “%(file)s”") % {"file": self._plan.options.file_name[:150]}

    def _check(self, row: ReadRow, before: Facts, given: Facts, code: str | None, unknown: set[str]) -> Facts:
        """Return the facts that change, and add what is wrong with them to the row's errors."""
        given = _same_week(before, given)
        moves = any(fact in given and given[fact] != before[fact] for fact in ("latitude", "longitude"))
        if moves:
            given.setdefault("position_source", Outlet.PositionSource.IMPORT.value)
            given.setdefault("position_verified", False)
        if (
            given.get("status", before["status"]) != before["status"]
            and not given.get("status_from")
            and "status_from" not in unknown
        ):
            given["status_from"] = self._plan.today
        if all(before[fact] == value for fact, value in given.items()):
            return {}
        # While nobody can tell the status, nothing is over: the dates are looked at as they are.
        after = before | given if "status" in unknown else settled(before | given)
        changed = {fact: value for fact, value in after.items() if value != before[fact]}
        judge(row, self._reader, after, changed, self._plan.today, unknown=unknown)
        if moves:
            names = self._matcher.district_names
            odd = judge_position(row, self._reader, after, self._surroundings, names)
            if odd and not row.errors:
                self._plan.questions.append(Question(row.number, code or "", after["name"], odd))
        for fact in self._waiting.get(code or "", set()) & changed.keys():
            said = _("A change of this waits for a second person already. Decide or withdraw that one first.")
            row.refuse(self._reader.heading_of(fact), said, self._reader.headings)
        return changed

    def _refuse_what_the_sample_forbids(self) -> None:
        if self._plan.options.official:
            said = why_the_sample_stays()
            self._plan.refuse([file_error(said)] if said else [])
        elif self._makes_real_outlets and Outlet.objects.sample().exists():
            said = _(
                "The catalogue holds the fictional sample. Import the list as the official one: "
                "that takes the sample out."
            )
            self._plan.refuse([file_error(said)])

    def _close(self, standing: set[str]) -> None:
        self._plan.standing = len(standing)
        closing = {
            "status": Outlet.Status.CLOSED.value,
            "status_from": self._plan.today,
            "status_reason": NOT_IN_THE_LIST[0],
            "status_reason_en": NOT_IN_THE_LIST[1],
        }
        missing = sorted(standing - self._rows_of.keys())
        for start in range(0, len(missing), CHUNK):
            for outlet in _outlets(missing[start : start + CHUNK]).values():
                before = facts_of(outlet)
                after = settled(before | closing)
                new = {fact: value for fact, value in after.items() if value != before[fact]}
                if self._waiting.get(outlet.code, set()) & new.keys():
                    said = _("%(outlet)s is missing here, and a change of it waits for a second person.")
                    self._plan.refuse([file_error(said % {"outlet": outlet.name})])
                    continue
                old = {fact: before[fact] for fact in new}
                self._plan.changes.append(
                    Change(0, outlet.code, outlet.name, outlet.bank_id, "close", old, new)
                )


def _outlets(codes: Iterable[str]) -> dict[str, Outlet]:
    found = Outlet.objects.filter(code__in=list(codes)).prefetch_related("offers", "exceptions")
    return {outlet.code: outlet for outlet in found.order_by("code")}


def _same_week(before: Facts, given: Facts) -> Facts:
    """Leave out hours that say the week of before in other words."""
    found = dict(given)
    for fact, value in given.items():
        if (
            fact.rpartition(".")[2] in {"hours", "card_hours"}
            and value
            and before[fact]
            and value != before[fact]
        ):
            week = from_expression(value)
            if week is not None and week == from_expression(before[fact]):
                found[fact] = before[fact]
    return found


def _facts_that_wait() -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    waiting = Proposal.objects.filter(state=Proposal.State.WAITING).values_list("changes", flat=True)
    for changes in waiting.iterator():
        for entry in changes:
            found[entry["outlet"]] |= entry["new"].keys()
    return found
