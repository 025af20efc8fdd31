"""The files that anybody may take: each made once for a snapshot and a day, and held with what names it."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time

from locator.catalogue.transfer.export import XLSX
from locator.hours import SHANGHAI
from locator.search.snapshot import Snapshot

from .geojson import as_geojson
from .hsds import as_hsds
from .sheets import as_csv, as_xlsx, tables

CSV = "text/csv; charset=utf-8"
SHELF = "open-data"


@dataclass(frozen=True, slots=True)
class Form:
    """One file: its kind of content, how it is written, and whether a browser is to save it."""

    media: str
    write: Callable[[Snapshot, date], bytes]
    to_save: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """A file as it stands; ``tag`` changes when the content does, and only then."""

    content: bytes
    gzipped: bytes
    tag: str
    modified: datetime

    @classmethod
    def of(cls, content: bytes, modified: datetime) -> Made:
        # Neither a release nor a clock is in the tag: the same facts have the same one on every machine.
        tag = hashlib.sha256(content).hexdigest()[:32]
        return cls(content, gzip.compress(content, mtime=0), tag, modified)


def _table(name: str) -> Callable[[Snapshot, date], bytes]:
    return lambda snapshot, today: as_csv(*tables(snapshot, today)[name])


FORMS = {
    "outlets.geojson": Form("application/geo+json", as_geojson),
    "outlets.csv": Form(CSV, _table("outlets"), to_save=True),
    "services.csv": Form(CSV, _table("services"), to_save=True),
    "days.csv": Form(CSV, _table("days"), to_save=True),
    "outlets.xlsx": Form(XLSX, as_xlsx, to_save=True),
    "hsds.json": Form("application/json", as_hsds),
}


def file_of(snapshot: Snapshot, name: str, today: date) -> Made:
    """Return a file; what an earlier day had is let go of."""
    key = (SHELF, name)
    held: tuple[date, Made] | None = snapshot.made.get(key)
    if held is None or held[0] != today:
        made = Made.of(FORMS[name].write(snapshot, today), _modified(snapshot, today))
        held = snapshot.made[key] = (today, made)
    return held[1]


def _modified(snapshot: Snapshot, today: date) -> datetime:
    """Return since when a file is as it is; a new day moves what lies ahead, though nothing was changed."""
    return max(snapshot.changed_at, datetime.combine(today, time(), SHANGHAI))
