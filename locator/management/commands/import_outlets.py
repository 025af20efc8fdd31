"""Print what a table of outlets would change, and apply it if asked."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from locator.catalogue import proposals
from locator.catalogue.known_places import known_places
from locator.catalogue.rules import Refused
from locator.catalogue.scope import member_of, role_of
from locator.catalogue.transfer.applying import (
    Answers,
    PlanMoved,
    PlanRefused,
    put_plan_into_force,
    refuse_unanswered,
    scope_of,
)
from locator.catalogue.transfer.plan import Options, Plan
from locator.catalogue.transfer.planning import make_plan
from locator.catalogue.transfer.reading import read_table
from locator.catalogue.transfer.sheet import MOST_BYTES
from locator.models import Act, Proposal, Role
from locator.places.datum import Datum
from locator.search.current import current


class Command(BaseCommand):
    """The same plan and the same rules as on the page of tables."""

    help = (
        "Print what a table of outlets (xlsx or csv) would change; with --apply, apply it. "
        "What needs a second person becomes a proposal, or names that person with --second."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="xlsx, or csv in UTF-8 or GB18030")
        parser.add_argument("--apply", action="store_true", help="apply the plan instead of only printing it")
        parser.add_argument("--by", default="", metavar="NAME", help="in whose name; needed for --apply")
        parser.add_argument("--second", default="", metavar="NAME", help="who has looked at it too")
        parser.add_argument("--whole", action="store_true", help="the file lists all: the others close")
        parser.add_argument("--official", action="store_true", help="the real list: the sample goes")
        parser.add_argument("--datum", choices=[datum.value for datum in Datum], help="of the coordinates")
        parser.add_argument("--confirm-closing", type=int, metavar="N", help="that N outlets close is right")
        parser.add_argument("--positions-checked", action="store_true", help="the odd positions are right")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the plan; exit with 1 if it has errors or is not applied though it was asked for."""
        by = _person(options["by"]) if options["by"] else None
        if options["apply"] and by is None:
            raise CommandError("Name the person in whose name this is done: --by NAME.")
        plan = self._plan(options, by)
        self._print(plan)
        if plan.errors:
            raise CommandError(f"{len(plan.errors) + plan.more_errors} errors. Nothing was changed.")
        if not options["apply"]:
            self.stdout.write("Nothing was changed: add --apply --by NAME to apply this.")
            return
        if not plan.changes_anything:
            self.stdout.write("There is nothing to change.")
            return
        assert by is not None
        self._apply(plan, by, options)

    def _plan(self, options: dict[str, Any], by: User | None) -> Plan:
        path: Path = options["file"]
        try:
            with path.open("rb") as file:
                # One byte more than is read tells that the file is too large.
                content = file.read(MOST_BYTES + 1)
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
        chosen = Options(
            file_name=path.name,
            whole=options["whole"],
            datum=Datum(options["datum"]) if options["datum"] else None,
            official=options["official"],
        )
        scope = scope_of(by or User(is_superuser=True))
        surroundings = known_places(current().snapshot.gazetteer)
        return make_plan(read_table(path.name, content), scope, chosen, surroundings)

    def _print(self, plan: Plan) -> None:
        for error in plan.errors:
            where = f"row {error.row}" if error.row else "file"
            self.stdout.write(f"{where} | {error.column} | {error.value} | {error.message}")
        if plan.errors:
            return
        for change in plan.changes:
            self.stdout.write(f"{change.action} {change.code} {change.name}")
            for each in change.differences:
                metres = f" ({each.metres:.0f} m)" if each.metres is not None else ""
                old, new = (said.replace("\n", ", ") for said in (each.old_words, each.new_words))
                self.stdout.write(f"    {each.label}: {old} → {new}{metres}")
        for question in plan.questions:
            self.stdout.write(f"row {question.row} | {question.name} | {question.text}")
        self.stdout.write(plan.summary)

    def _apply(self, plan: Plan, by: User, options: dict[str, Any]) -> None:
        answers = Answers(plan.digest, options["confirm_closing"], options["positions_checked"])
        try:
            refuse_unanswered(plan, answers)
        except PlanRefused as error:
            raise CommandError(_unanswered(plan)) from error
        second = _person(options["second"]) if options["second"] else None
        try:
            with transaction.atomic():
                done = put_plan_into_force(plan, by=by, how=Act.How.COMMAND)
                if isinstance(done, Proposal) and second is not None:
                    done = proposals.accept(done, by=second)
        except (PlanMoved, proposals.Outdated) as error:
            raise CommandError("The catalogue has just changed. Look at the plan again.") from error
        except proposals.NotAllowed as error:
            raise CommandError(f"{options['second']} may not accept this.") from error
        except Refused as error:
            raise CommandError(f"This cannot be accepted, so nothing was changed: {error}") from error
        if isinstance(done, Proposal):
            self.stdout.write(f"Proposal {done.pk} waits for a second person.")
        else:
            self.stdout.write(f"Applied as act {done.pk}.")


def _person(name: str) -> User:
    found = User.objects.filter(username=name).first()
    if found is None or member_of(found) is None:
        raise CommandError(f"There is no account “{name}” among the staff.")
    if role_of(found) not in {Role.MANAGER, Role.ADMINISTRATOR}:
        raise CommandError(f"“{name}” is neither a manager nor an administrator.")
    return found


def _unanswered(plan: Plan) -> str:
    if plan.must_confirm:
        return f"Too many would close. If that is right, add --confirm-closing {plan.must_confirm}."
    return "Some positions look odd. If they are right, add --positions-checked."
