"""Measure how good the answers to addresses with known positions are."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from locator.places import Datum, Gazetteer
from locator.places.evaluation.asking import HoldingOut, ask_all
from locator.places.evaluation.figures import measure
from locator.places.evaluation.picture import draw
from locator.places.evaluation.report import lines
from locator.places.evaluation.table import Asked, BadTableError, read
from locator.places.tables import SHIPPED
from locator.search.current import NoCatalogue, current

OF_OUR_OWN = SHIPPED / "evaluation.csv"


class Command(BaseCommand):
    """Prints the figures, or with --json the same as JSON, and draws the errors."""

    help = (
        "Ask for the addresses of a table (columns address, latitude, longitude; optional datum, district, "
        "without, exact_to_m) and print how far the answers are off."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "table", nargs="?", type=Path, default=OF_OUR_OWN, help="csv; default: the shipped one"
        )
        parser.add_argument("--datum", choices=[datum.value for datum in Datum], default=Datum.WGS84.value)
        parser.add_argument("--json", action="store_true", help="print the figures as JSON")
        parser.add_argument("--svg", type=Path, metavar="FILE", help="draw the errors into this file")
        parser.add_argument("--shipped", action="store_true", help="ask the shipped tables alone")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the figures; exit with 1 and every bad row if the table is not right."""
        gazetteer = Gazetteer.shipped() if options["shipped"] else _in_force()
        rows = _rows(options["table"], gazetteer, Datum(options["datum"]))
        answered = ask_all(rows, gazetteer)
        figures = measure(answered)
        if options["svg"]:
            _write(options["svg"], draw(answered, figures))
        if options["json"]:
            self.stdout.write(json.dumps(figures.plain(), ensure_ascii=False, indent=2))
            return
        for line in lines(figures):
            self.stdout.write(line)
        holding_out = HoldingOut(gazetteer)
        if unknown := sum(map(holding_out.knows_nothing_of, rows)):
            self.stderr.write(f"{unknown} rows leave out what is not known here: look at their names.")


def _in_force() -> Gazetteer:
    try:
        return current().snapshot.gazetteer
    except NoCatalogue as error:
        raise CommandError("There is no catalogue. Start the database, or add --shipped.") from error


def _rows(path: Path, gazetteer: Gazetteer, datum: Datum) -> list[Asked]:
    try:
        return read(path.read_bytes(), gazetteer.districts, datum)
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
    except BadTableError as error:
        raise CommandError(f"{error}\n{len(error.troubles)} errors. Nothing was measured.") from error


def _write(path: Path, picture: str) -> None:
    try:
        path.write_text(picture, encoding="utf-8")
    except OSError as error:
        raise CommandError(f"{path} cannot be written: {error.strerror}.") from error
