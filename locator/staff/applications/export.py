"""The table that the card system reads, and the photos beside it."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import BytesIO, StringIO
from zipfile import ZipFile

from locator.applications.facts import FIELDS
from locator.applications.opening import Revealed, photo_of
from locator.catalogue.transfer.armour import for_csv

# Card systems have no empty last day: a document that is valid without end is valid until then.
WITHOUT_END = "2099-12-31"
COLUMNS = ("reference", "kind", "reissue_reason", *FIELDS, "photo", "ems_number")
TABLE = "applications.csv"


def as_csv(shown: Iterable[Revealed]) -> bytes:
    """Return the table in UTF-8 with its mark in front; no cell becomes a formula in a spreadsheet."""
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for each in shown:
        writer.writerow([for_csv(value) for value in _cells(each)])
    return out.getvalue().encode("utf-8-sig")


def with_photos(shown: Iterable[Revealed]) -> bytes:
    """Return an archive of the table and the uploaded photos, each named by its reference."""
    shown, out = list(shown), BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr(TABLE, as_csv(shown))
        for each in shown:
            picture = photo_of(each.application)
            if picture is not None:
                archive.writestr(photo_name(each), picture)
    return out.getvalue()


def photo_name(each: Revealed) -> str:
    return f"{each.application.reference}.jpg"


def _cells(each: Revealed) -> list[str]:
    application, facts = each.application, each.facts
    values = {name: getattr(facts, name) for name in FIELDS}
    values["valid_until"] = facts.valid_until or WITHOUT_END
    return [
        application.reference,
        application.kind,
        application.reissue_reason,
        *values.values(),
        photo_name(each) if application.photo else "",
        application.ems_number,
    ]
