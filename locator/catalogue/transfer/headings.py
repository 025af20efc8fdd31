"""Which column of a file is which column of the table, in either language."""

from __future__ import annotations

import re
import unicodedata

from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from .column import Column
from .columns import COLUMNS
from .sheet import RowError

# What a heading explains in brackets at its end: 状态(正常/暂停/撤销).
EXPLAINED = re.compile(r"^(.*?[^\s(\[【])\s*[(\[【].*[)\]】]$")
# Marks and brackets that one office writes and another does not.
IGNORED = re.compile(r"[\s*＊:：()（）\[\]【】_\-/、.]+")
# What a heading may be like to be asked about.
ALIKE = 60


def _folded(heading: str) -> str:
    return IGNORED.sub("", unicodedata.normalize("NFKC", heading)).casefold()


KNOWN: dict[str, Column] = {
    _folded(heading): column for column in COLUMNS for heading in (column.zh, column.en, *column.also)
}


def _without_explanation(heading: str) -> str:
    found = EXPLAINED.match(unicodedata.normalize("NFKC", heading).strip())
    return _folded(found[1]) if found else ""


# Where brackets tell columns apart, as in 公告 and 公告（英文）, nobody guesses what others mean.
TOLD_APART = {
    _without_explanation(heading) for column in COLUMNS for heading in (column.zh, column.en, *column.also)
}


def _known(heading: str) -> Column | None:
    exact = KNOWN.get(_folded(heading))
    base = _without_explanation(heading)
    return exact or (None if base in TOLD_APART else KNOWN.get(base))


def match_headings(headings: tuple[str, ...]) -> tuple[list[Column | None], list[RowError]]:
    """Return the column under each heading, None where there is none, and every error in row 1.

    A column that nobody knows is an error and not left out in silence: a heading that is mistyped would
    otherwise lose a whole column.
    """
    found: list[Column | None] = []
    errors: list[RowError] = []
    seen: dict[str, str] = {}
    for heading in headings:
        column = _known(heading) if heading else None
        if heading and column is None:
            errors.append(RowError(1, heading, heading, _unknown(heading)))
        if column is not None and column.key in seen:
            said = _("Two columns mean the same: “%(first)s” and “%(second)s”. Delete one of them.")
            errors.append(
                RowError(1, heading, heading, said % {"first": seen[column.key], "second": heading})
            )
            column = None
        if column is not None:
            seen[column.key] = heading
        found.append(column)
    return found, errors + _missing(seen)


def _missing(seen: dict[str, str]) -> list[RowError]:
    errors = []
    if not seen.keys() & {"code", "name"}:
        said = _("There is no column “%(heading)s”. The first row must hold the headings of the template.")
        errors.append(RowError(1, "", "", said % {"heading": _("name")}))
    for one, other in (("latitude", "longitude"), ("longitude", "latitude")):
        if one in seen and other not in seen:
            said = _("Latitude and longitude belong together. Add the other column, or delete this one.")
            errors.append(RowError(1, seen[one], "", said))
    return errors


def _unknown(heading: str) -> str:
    alike = process.extractOne(_folded(heading), KNOWN.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE)
    if alike is None:
        return _("This heading is not known. Delete the column, or name it as in the template.")
    said = _("This heading is not known. Did you mean “%(known)s”? If not, delete the column.")
    column = KNOWN[alike[0]]
    return said % {"known": column.zh if re.search(r"[\u4e00-\u9fff]", heading) else column.en}
