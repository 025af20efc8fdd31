"""Print what a street map would bring in, and bring it in if asked."""

from __future__ import annotations

import re
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from locator.catalogue.acts import act
from locator.models import Act, StreetMap
from locator.places import Gazetteer
from locator.places.borders import Box
from locator.places.datum import Datum
from locator.places.street_maps.osm import read_osm
from locator.places.street_maps.plan import Plan, make_plan
from locator.places.street_maps.reading import Progress, Reading, UnreadableMapError
from locator.places.street_maps.summary import summary
from locator.places.street_maps.table import read_table
from locator.places.street_maps.writing import MapMoved, Source, put_into_force, take_out
from locator.search.street_maps import prepare

from ._progress import progress

OSM_FILES = re.compile(r"\.(osm|pbf|osm\.(gz|bz2))$")
OF_OSM = ("© OpenStreetMap contributors", "https://www.openstreetmap.org/copyright", "ODbL 1.0")


class Command(BaseCommand):
    """One way in for every source; staff's own places lie in a table of their own and are never touched."""

    help = (
        "Print what a street map (OpenStreetMap extract or csv) would add, change and retire; with --apply, "
        "bring it in. Unchanged rows are left alone, vanished ones retired."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", help=".osm.pbf, or csv in UTF-8, GB18030 or UTF-16")
        parser.add_argument(
            "--apply", action="store_true", help="bring it in instead of only printing the plan"
        )
        parser.add_argument(
            "--map", default="", help="code of the map; osm for an extract, else the file's name"
        )
        parser.add_argument("--attribution", default="", help="whose data it is, as pages name it")
        parser.add_argument("--attribution-url", default="", help="where that is explained, https://…")
        parser.add_argument("--licence", default="", help="under which the data may be used")
        parser.add_argument(
            "--date", type=_date, help="date of the data, YYYY-MM-DD; an extract says it itself"
        )
        parser.add_argument("--datum", default="wgs84", choices=[datum.value for datum in Datum])
        parser.add_argument("--box", type=_box, metavar="S,W,N,E", help="degrees; otherwise the whole city")
        parser.add_argument(
            "--retire", type=int, default=0, metavar="N", help="that N rows are retired is right"
        )
        parser.add_argument("--skip-bad", action="store_true", help="leave out the rows that are wrong")
        parser.add_argument("--by", default="", metavar="NAME", help="who does it, for the record")
        parser.add_argument("--remove", default="", metavar="CODE", help="take a whole map out again")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the plan; exit with 1 if it has errors or is not applied though it was asked for."""
        if options["remove"]:
            self._remove(options["remove"], options["by"])
            return
        if options["file"] is None:
            raise CommandError("Name the file to bring in.")
        with progress(self.stderr, options["verbosity"]) as tell:
            code = options["map"] or _code(options["file"])
            source = _source(code, options)
            plan = make_plan(code, self._reading(options, tell))
            # An extract says itself from when it is.
            source = Source(**{**_as_dict(source), "data_date": options["date"] or plan.reading.data_date})
            self._refuse_mistakes(plan, options)
            self.stdout.write(summary(plan, source.data_date))
            if options["apply"]:
                self._apply(plan, source, options, tell)
            else:
                self.stdout.write("Nothing was changed: add --apply to bring this in.")

    def _reading(self, options: dict[str, Any], tell: Progress) -> Reading:
        path, gazetteer = options["file"], Gazetteer.shipped()
        try:
            if OSM_FILES.search(path.name):
                return read_osm(path, gazetteer, options["box"], tell)
            return read_table(path, gazetteer, options["box"], Datum(options["datum"]), tell)
        except UnreadableMapError as error:
            raise CommandError(f"{error} Nothing was changed.") from error

    def _refuse_mistakes(self, plan: Plan, options: dict[str, Any]) -> None:
        troubles = plan.reading.troubles
        for trouble in troubles:
            self.stdout.write(f"{trouble.where} | {trouble.column} | {trouble.message}")
        if troubles and not options["skip_bad"]:
            raise CommandError(
                f"{len(troubles)} mistakes. Nothing was changed: mend them, or leave those rows out with "
                "--skip-bad."
            )
        if not plan.reading.places and not plan.reading.doors:
            raise CommandError("Nothing in this file lies in Dalian. Nothing was changed.")

    def _apply(self, plan: Plan, source: Source, options: dict[str, Any], tell: Progress) -> None:
        if plan.must_confirm and plan.must_confirm != options["retire"]:
            raise CommandError(
                f"This would retire {plan.must_confirm} rows, more than a fifth. Nothing was changed: if "
                f"that is right, add --retire {plan.must_confirm}."
            )
        try:
            done = put_into_force(plan, source, options["by"], tell)
        except MapMoved as error:
            raise CommandError("The map has just been changed by another import. Run this again.") from error
        if done is None:
            self.stdout.write("There is nothing to change.")
            return
        tell("preparing the index", None)
        _prepare()
        self.stdout.write(f"Brought in as import {done.pk}.")

    def _remove(self, code: str, by: str) -> None:
        try:
            with act(by=None, how=Act.How.COMMAND, note=f"street map {code} taken out {by}".strip()):
                take_out(code)
        except StreetMap.DoesNotExist as error:
            known = ", ".join(StreetMap.objects.values_list("code", flat=True)) or "none"
            raise CommandError(f"There is no street map {code}. Those that there are: {known}.") from error
        _prepare()
        self.stdout.write(f"Street map {code} is taken out.")


def _prepare() -> None:
    """Prepare the index now, so that every worker of this machine only has to map it."""
    try:
        prepare()
    except OSError as error:
        raise CommandError(
            f"The map is brought in, but its index cannot be written ({error.strerror}): each worker builds "
            "its own. See PLACES_PATH."
        ) from error


def _source(code: str, options: dict[str, Any]) -> Source:
    """Return what is to be said of the map: as given, else as before, else as every extract says."""
    osm = bool(OSM_FILES.search(options["file"].name))
    before = StreetMap.objects.filter(code=code).first()
    known = (before.attribution, before.attribution_url, before.licence) if before else ("", "", "")
    fallback = known if before else OF_OSM if osm else known
    given = (options["attribution"], options["attribution_url"], options["licence"])
    attribution, url, licence = (one or other for one, other in zip(given, fallback, strict=True))
    if not attribution or not licence:
        raise CommandError(
            "Say whose data this is: add --attribution and --licence, as the pages will show them."
        )
    if url and not url.startswith(("https://", "http://")):
        raise CommandError("--attribution-url: give an address that begins with https://.")
    return Source("osm" if osm else "table", attribution, url, licence, None)


def _code(path: Path) -> str:
    if OSM_FILES.search(path.name):
        return "osm"
    code = re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-")[:40]
    if not code:
        raise CommandError("Name the map with --map: small letters, digits and hyphens.")
    return code


def _as_dict(source: Source) -> dict[str, Any]:
    return {name: getattr(source, name) for name in source.__dataclass_fields__}


def _date(text: str) -> date:
    return date.fromisoformat(text)


def _box(text: str) -> Box:
    return Box(*map(float, text.split(",")))
