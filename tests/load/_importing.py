"""Brings in one version of the catalogue after the other until it is stopped: ``_importing FOLDER``.

Each version gives all outlets the same telephone, so that an answer which mixes two of them is told.
"""

from __future__ import annotations

import csv
import sys
from io import StringIO
from itertools import count
from pathlib import Path

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from locator.models import Outlet  # noqa: E402

BY = "importer"
COLUMNS = ("网点编码", "联系电话")


def main(folder: Path) -> None:
    codes = list(Outlet.objects.values_list("code", flat=True))
    for number in count(1):
        file = folder / "version.csv"
        with file.open("w", encoding="utf-8", newline="") as opened:
            table = csv.writer(opened)
            table.writerow(COLUMNS)
            table.writerows((code, phone_of(number)) for code in codes)
        call_command("import_outlets", file, "--apply", "--by", BY, stdout=StringIO())
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()


def phone_of(version: int) -> str:
    return f"0411-{80000000 + version}"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
