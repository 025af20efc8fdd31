"""Finds the nearest outlets from the command line."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from locator.places import Datum, NotFound, Origin, WhichPlace, locate, resolve
from locator.places.wording import refusal
from locator.search.criteria import Criteria
from locator.search.current import Current, NoCatalogue, current
from locator.search.find import find_from
from locator.search.geocoding import online
from locator.search.parse import BadCriteria, read_criteria
from locator.search.plain import plain
from locator.search.snapshot import Snapshot
from locator.search.table import table

FILTERS = ("service", "bank", "card_bank", "district", "generation", "step_free", "open_at", "limit")


class Command(BaseCommand):
    """Prints a table, or with --json what the API answers."""

    help = "Find the outlets nearest to a place, or to a position, that do what is asked."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("place", nargs="?", default="", help="A road, an estate, a station, an address.")
        parser.add_argument("--latitude", help="Degrees, instead of a place.")
        parser.add_argument("--longitude", help="Degrees, instead of a place.")
        parser.add_argument("--datum", default="wgs84", help="wgs84, gcj02 or bd09.")
        parser.add_argument("--service", help="apply, activate, pin, report-loss, cancel-loss or replace.")
        parser.add_argument("--bank", help="The code of a bank: its outlets only.")
        parser.add_argument("--card-bank", help="The code of the bank that is printed on the card.")
        parser.add_argument("--district", help="Six digits: outlets of this district only.")
        parser.add_argument("--generation", help="2 or 3: outlets that make such cards.")
        parser.add_argument(
            "--step-free", nargs="?", const="true", help="Only outlets known to have step-free access."
        )
        parser.add_argument("--open-at", help="now, arrival, or a time such as 2026-10-10T10:00 (Beijing).")
        parser.add_argument("--limit", help="How many outlets, 1 to 100.")
        parser.add_argument("--json", action="store_true", help="Print what the API answers.")
        parser.add_argument("--language", default=settings.LANGUAGE_CODE, help="zh-hans or en.")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(options["language"]):
            try:
                now_current = current()
            except NoCatalogue as error:
                raise CommandError(
                    _("There is no catalogue to search. Start the database, then try again.")
                ) from error
            now = timezone.now()
            asked = _criteria(options, now_current.snapshot, now)
            found = find_from(now_current.snapshot, _origin(options, now_current), asked, now)
            if options["json"]:
                text = json.dumps(plain(found, now_current), ensure_ascii=False, indent=2)
            else:
                text = table(found, now_current)
            self.stdout.write(text)


def _criteria(options: dict[str, Any], snapshot: Snapshot, now: Any) -> Criteria:
    try:
        return read_criteria({name: options[name] or "" for name in FILTERS}, snapshot, now)
    except BadCriteria as bad:
        lines = [f"--{name.replace('_', '-')}: {message}" for name, message in bad.errors.items()]
        raise CommandError("\n".join(lines)) from bad


def _origin(options: dict[str, Any], standing: Current) -> Origin:
    snapshot = standing.snapshot
    place, latitude, longitude = options["place"], options["latitude"], options["longitude"]
    if bool(place) == (latitude is not None or longitude is not None):
        raise CommandError(_("Give a place, or --latitude and --longitude."))
    found = (
        resolve(place, snapshot.gazetteer, options["district"], online(stale=standing.stale))
        if place
        else _located(options, snapshot)
    )
    match found:
        case Origin():
            return found
        case WhichPlace():
            raise CommandError(
                "\n".join([_("Which of these places? Write it out:"), *_choices(found, snapshot)])
            )
    raise CommandError(refusal(found))


def _located(options: dict[str, Any], snapshot: Snapshot) -> Origin | NotFound:
    try:
        datum = Datum(options["datum"])
    except ValueError as error:
        raise CommandError(
            _("--datum: choose one of these: %(names)s.") % {"names": ", ".join(Datum)}
        ) from error
    try:
        return locate(float(options["latitude"]), float(options["longitude"]), datum, snapshot.gazetteer)
    except (TypeError, ValueError) as error:
        raise CommandError(
            _("Give --latitude and --longitude in degrees; in Dalian they are near 39 and 122.")
        ) from error


def _choices(which: WhichPlace, snapshot: Snapshot) -> list[str]:
    districts = snapshot.districts
    return [
        f"  {districts[place.district].name if place.district in districts else ''}{place.label}"
        for place in which.candidates
    ]
