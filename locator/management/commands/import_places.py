"""Print what a street map would change among the places, and apply it if asked."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from locator.management.progress import Bar
from locator.management.street_map_summary import summary
from locator.models import StreetMap
from locator.places import Gazetteer
from locator.places.borders import Box
from locator.places.datum import Datum
from locator.places.street_maps.plan import Plan
from locator.places.street_maps.reading import Reading, UnreadableMapError
from locator.places.street_maps.removing import remove_map
from locator.places.street_maps.table import read_table
from locator.places.street_maps.writing import (
    ImportRefusedError,
    Source,
    plan_import,
    refuse_braked,
    write_import,
)
from locator.search.street_maps import prepare

OSM_SUFFIXES = (".pbf", ".osm", ".osm.gz", ".osm.bz2")
OSM = {
    "attribution": "© OpenStreetMap contributors",
    "attribution_url": "https://www.openstreetmap.org/copyright",
    "licence": "ODbL 1.0",
}


class Command(BaseCommand):
    """Nothing changes unless all of the file is right, or the operator says --skip-bad."""

    help = (
        "Print what a street map (an OpenStreetMap extract or a csv table) would change among the places; "
        "with --apply, apply it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", help=".osm.pbf, or csv in UTF-8, UTF-16 or GB18030")
        parser.add_argument("--apply", action="store_true", help="apply the plan instead of only printing it")
        parser.add_argument("--map", default="", metavar="CODE", help="which map: osm, or the file's name")
        parser.add_argument("--attribution", default="", metavar="TEXT", help="whose data it is")
        parser.add_argument("--attribution-url", default="", metavar="URL", help="where that is explained")
        parser.add_argument("--licence", default="", metavar="TEXT", help="under which the data may be used")
        parser.add_argument("--date", type=date.fromisoformat, metavar="YYYY-MM-DD", help="of the data")
        parser.add_argument("--datum", choices=[d.value for d in Datum], default=Datum.WGS84.value)
        parser.add_argument("--box", default="", metavar="S,W,N,E", help="leave out what lies outside it")
        parser.add_argument("--retire", type=int, metavar="N", help="that N rows are retired is right")
        parser.add_argument(
            "--skip-bad", action="store_true", help="leave wrong rows out instead of stopping"
        )
        parser.add_argument("--by", default="", metavar="NAME", help="who does it, for the record")
        parser.add_argument("--remove", default="", metavar="CODE", help="take a whole map out instead")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the plan; fail if the file is not right or may not be applied."""
        if bool(options["remove"]) == bool(options["file"]):
            raise CommandError("Name a file to bring in, or a map to take out with --remove CODE.")
        if len(options["by"]) > 150:
            raise CommandError("The name after --by is longer than 150 characters: shorten it.")
        if options["remove"]:
            self._remove(options["remove"], apply=options["apply"])
            return
        bar = Bar(self.stderr._out, quiet=options["verbosity"] == 0)  # type: ignore[attr-defined]
        try:
            self._import(options, bar)
        except (UnreadableMapError, ImportRefusedError) as error:
            raise CommandError(f"{error} Nothing was changed.") from error
        finally:
            bar.close()

    def _import(self, options: dict[str, Any], bar: Bar) -> None:
        path: Path = options["file"]
        is_osm = path.name.lower().endswith(OSM_SUFFIXES)
        code = _code(options["map"] or ("osm" if is_osm else path.stem.lower()))
        box = _box(options["box"])
        reading = _read(path, is_osm, box, Datum(options["datum"]), bar)
        bar.close()
        skipped = self._judge(reading, skip_bad=options["skip_bad"])
        given = {name: options[name] or (OSM[name] if is_osm else "") for name in OSM}
        source = Source(
            code, "osm" if is_osm else "table", data_date=options["date"] or reading.data_date, **given
        )

        def show(plan: Plan) -> None:
            districts = {key: entry.name for key, entry in Gazetteer.shipped().districts.items()}
            for line in summary(plan, reading, districts, source.data_date):
                self.stdout.write(line)

        if not options["apply"]:
            plan = plan_import(source, reading)
            show(plan)
            refuse_braked(plan, options["retire"])
            self.stdout.write("Nothing was changed: add --apply to apply this.")
            return
        written = write_import(
            source,
            reading,
            by_name=options["by"],
            skipped=skipped,
            retire=options["retire"],
            show=show,
            tell=bar.tell,
        )
        bar.close()
        _prepare()
        self.stdout.write("Applied." if written.changes_rows else "There is nothing to change.")

    def _judge(self, reading: Reading, *, skip_bad: bool) -> int:
        """Print all that is wrong; return how many rows are left out for it."""
        for trouble in reading.troubles:
            self.stdout.write(f"{trouble.where} | {trouble.column} | {trouble.message}")
        wrong = len({trouble.where for trouble in reading.troubles})
        if wrong and not skip_bad:
            raise CommandError(
                f"{len(reading.troubles)} errors in {wrong} rows. Nothing was changed: correct them, or "
                "leave these rows out with --skip-bad."
            )
        if not reading.places and not reading.doors:
            raise CommandError("The file holds no place of Dalian that can be used. Nothing was changed.")
        if wrong:
            self.stdout.write(f"{wrong} wrong rows are left out.")
        return wrong

    def _remove(self, code: str, *, apply: bool) -> None:
        street_map = StreetMap.objects.filter(code=code).first()
        if street_map is None:
            known = ", ".join(StreetMap.objects.values_list("code", flat=True)) or "none"
            raise CommandError(f"There is no street map “{code}”; those that are there: {known}.")
        places, doors = street_map.mapplaces.count(), street_map.mapdoors.count()
        self.stdout.write(
            f"{code}: {places} places, {doors} doors, the borders and the record of imports go."
        )
        if not apply:
            self.stdout.write("Nothing was changed: add --apply to take the map out.")
            return
        remove_map(code)
        _prepare()
        self.stdout.write("Taken out.")


def _read(path: Path, is_osm: bool, box: Box | None, datum: Datum, bar: Bar) -> Reading:
    if is_osm:
        # Only who brings in an extract needs what reads it.
        from locator.places.street_maps.osm import read_osm  # noqa: PLC0415

        return read_osm(path, Gazetteer.shipped(), box, bar.tell)
    return read_table(path, Gazetteer.shipped(), box, datum, bar.tell)


def _code(text: str) -> str:
    try:
        StreetMap._meta.get_field("code").run_validators(text)
    except ValidationError as error:
        raise CommandError(
            f"“{text}” is no code of a map: add --map CODE, of small letters, digits and hyphens."
        ) from error
    return text


def _box(text: str) -> Box | None:
    try:
        return Box(*map(float, text.split(","))) if text else None
    except (TypeError, ValueError) as error:
        raise CommandError(
            "Write --box as south,west,north,east in degrees: 38.7,120.9,40.2,123.6."
        ) from error


def _prepare() -> None:
    """Prepare the index now, so that every worker of this machine only has to map it."""
    try:
        prepare()
    except OSError as error:
        raise CommandError(
            f"The map is brought in, but its index cannot be written ({error.strerror}): each worker builds "
            "its own. See PLACES_PATH."
        ) from error
