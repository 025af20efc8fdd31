"""Write all outlets to a table."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from locator.catalogue.transfer.export import FORMATS, export
from locator.models import Outlet


class Command(BaseCommand):
    """What is written can be changed in a spreadsheet and given to import_outlets."""

    help = "Write all outlets to a file: xlsx, or csv if its name ends so."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--format", choices=list(FORMATS), help="if not by the name's ending")
        parser.add_argument("--headings", choices=["zh", "en"], default="zh")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        form = options["format"] or ("csv" if path.suffix == ".csv" else "xlsx")
        try:
            path.write_bytes(export(Outlet.objects.all(), form, options["headings"]))
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror}.") from error
        self.stdout.write(f"{Outlet.objects.count()} outlets are in {path}.")
