"""One row of a table: cells that are asked for by column and meaning, and all that is wrong with them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from enum import Enum

from locator.places.datum import Datum
from locator.places.normalise import fold

NUMBER = re.compile(r"[+-]?\d{1,7}(?:\.\d{1,20})?")
# Control characters, halves of pairs, private use, and what stands where something could not be read.
UNREADABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufffd-\uffff]")
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
LETTERS = re.compile(r"[^\W_]")
BETWEEN = re.compile(r"[|；;、]")
LEAST_RADIUS_M, LARGEST_RADIUS_M = 1, 50_000
DATUMS = {
    "wgs84": Datum.WGS84, "gps": Datum.WGS84, "cgcs2000": Datum.WGS84, "天地图": Datum.WGS84,
    "gcj02": Datum.GCJ02, "高德": Datum.GCJ02, "腾讯": Datum.GCJ02, "火星坐标": Datum.GCJ02,
    "bd09": Datum.BD09, "百度": Datum.BD09, "bd09ll": Datum.BD09,
}  # fmt: skip


class Wanted(Enum):
    """Whether a cell may be empty."""

    ALWAYS = True
    MAYBE = False


class Cells:
    """The cells of one row; ``wrong`` gathers heading and message of each thing that is wrong."""

    def __init__(self, columns: Mapping[str, int], headings: Sequence[str], row: Sequence[str]) -> None:
        self._columns, self._headings, self._row = columns, headings, row
        self.wrong: list[tuple[str, str]] = []
        if UNREADABLE.search("".join(row)):
            self._refuse_unreadable()
        if any(cell.strip() for cell in row[len(headings) :]):
            self.wrong.append(
                ("", "There are more cells than headings: see whether quotation marks are missing.")
            )

    def refuse(self, column: str, message: str) -> None:
        at = self._columns.get(column)
        self.wrong.append((column if at is None else self._headings[at].strip(), message))

    def text(self, column: str, longest: int, wanted: Wanted = Wanted.MAYBE) -> str:
        """Return a cell in single spaces and without invisible marks."""
        at = self._columns.get(column)
        raw = self._row[at] if at is not None and at < len(self._row) else ""
        found = " ".join((raw if raw.isascii() else INVISIBLE.sub("", raw)).split())
        if not found and wanted.value:
            self.refuse(column, "The cell is empty: fill it in.")
        if len(found) > longest:
            self.refuse(column, f"This is longer than {longest} characters: shorten it.")
        return found

    def name(self, column: str) -> str:
        found = self.text(column, 80, Wanted.ALWAYS)
        if found and not LETTERS.search(found):
            self.refuse(column, "The name has no letters: write the name of the place.")
        return found

    def number(self, column: str) -> float | None:
        written = unicodedata.normalize("NFKC", self.text(column, 40)).removesuffix("°").strip()
        if not written:
            return None
        if not NUMBER.fullmatch(written):
            self.refuse(column, "This is no number: write decimals such as 121.614700.")
            return None
        return float(written)

    def metres(self, column: str) -> int | None:
        written = self.number(column)
        if written is None:
            return None
        if not LEAST_RADIUS_M <= written <= LARGEST_RADIUS_M:
            self.refuse(
                column,
                f"A radius is given in metres, from {LEAST_RADIUS_M} to {LARGEST_RADIUS_M}: correct it or "
                "leave it empty.",
            )
            return None
        return round(written)

    def datum(self, otherwise: Datum) -> Datum:
        written = self.text("datum", 40)
        written = fold(written).replace("-", "") if written else ""
        if written and written not in DATUMS:
            self.refuse("datum", "Write wgs84, gcj02 (Amap, Tencent) or bd09 (Baidu).")
        return DATUMS.get(written, otherwise)

    def several(self, column: str, longest: int) -> list[str]:
        """Return the parts of a list, each of them no longer than a name may be."""
        parts = [part.strip() for part in BETWEEN.split(self.text(column, 2_000)) if part.strip()]
        if any(len(part) > longest for part in parts):
            self.refuse(column, f"A name here is longer than {longest} characters: put | between names.")
        return parts

    def _refuse_unreadable(self) -> None:
        for heading, cell in zip(self._headings, self._row, strict=False):
            if found := UNREADABLE.search(cell):
                code = f"U+{ord(found[0]):04X}"
                self.wrong.append(
                    (heading.strip(), f"The cell holds {code}, which cannot be printed: delete it.")
                )
