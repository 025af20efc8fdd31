"""Writing the table of outlets, and the empty one for a bank to fill in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import tablib
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from locator.catalogue.days import DAYS, days_of
from locator.catalogue.facts import facts_of

from .armour import for_csv, for_xlsx
from .columns import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from locator.models import Outlet
    from locator.models.outlet import OutletQuerySet

    from .column import Column

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# By name: the kind of content, the ending, and the encoding of a csv file.
FORMATS: dict[str, tuple[str, str, str]] = {
    "xlsx": (XLSX, "xlsx", ""),
    "csv": ("text/csv; charset=utf-8", "csv", "utf-8-sig"),
    "csv-gb18030": ("text/csv; charset=gb18030", "csv", "gb18030"),
}
CHUNK = 400


def table_language() -> str:
    return "zh" if (get_language() or "").startswith("zh") else "en"


def export(outlets: OutletQuerySet, form: str, language: str) -> bytes:
    """Return all that is known of the outlets as a file in one of FORMATS, headings in ``zh`` or ``en``."""
    table = _table(COLUMNS, language, _("Outlets"))
    ordered = outlets.order_by("bank", "code").select_related("bank", "district")
    ordered = ordered.prefetch_related("offers", "exceptions")
    for number, outlet in enumerate(ordered.iterator(chunk_size=CHUNK), start=1):
        facts = _facts(outlet, number)
        table.append(_armoured((column.write(facts, language) for column in COLUMNS), form))
    return _written([table], form)


def template(form: str, language: str) -> bytes:
    """Return an empty table of what a bank is asked for; in xlsx a second sheet explains it."""
    columns = [column for column in COLUMNS if column.in_template]
    sheets = [_table(columns, language, _("Outlets"))]
    if form == "xlsx":
        sheets.append(_explanations(columns, language))
    return _written(sheets, form)


def _facts(outlet: Outlet, number: int) -> dict[str, Any]:
    named = {
        "number": number,
        "code": outlet.code,
        "bank": outlet.bank.name,
        "district": outlet.district.name,
    }
    return facts_of(outlet) | {DAYS: days_of(outlet)} | named


def _table(columns: Iterable[Column], language: str, title: str) -> tablib.Dataset:
    return tablib.Dataset(headers=[column.heading(language) for column in columns], title=title)


def _armoured(cells: Iterable[str], form: str) -> list[str]:
    armour = for_xlsx if form == "xlsx" else for_csv
    return [armour(cell) for cell in cells]


def _explanations(columns: Iterable[Column], language: str) -> tablib.Dataset:
    said = tablib.Dataset(headers=[_("Column"), _("What to write")], title=_("How to fill it in"))
    examples = _examples()
    for column in columns:
        said.append([column.heading(language), examples.get(column.key, "")])
    return said


def _examples() -> dict[str, str]:
    yes_no = _("yes or no")
    return {
        "number": _("As you like; it is not read."),
        "code": _("The outlet's code. Leave it empty for a new outlet: it gets one."),
        "name": _("As it stands on the sign. It must not be empty."),
        "bank": _("The bank's name. It must not be empty."),
        "district": _("One of the ten districts, such as 中山区. It must not be empty."),
        "functional_area": _("Such as 高新园区, if people use the name; else empty."),
        "town": _("The street or town, such as 青泥洼桥街道."),
        "address": _("Street and number. It must not be empty."),
        "phones": _("Several with 、 between: 0411-12345678、95588"),
        "hours": _("Such as Mo-Fr 08:30-11:30,13:00-16:30; Sa 09:00-12:00, or 周一至周五 8:30-16:30"),
        "card_hours": _("When card matters are done, if not at all opening hours."),
        "services": _("Those of the six that are done: 申领、激活、密码、挂失、解挂、补换"),
        "proxy": _("Those that somebody else may do for the holder; “none” if there are none."),
        "own_bank": _("Those that are done for this bank's own cards alone; “none” if there are none."),
        "instant_issue": yes_no,
        "generations": _("二代、三代, or one of them"),
        "access": _("Such as 无障碍通道：有；低位柜台：无. What nobody has looked at is left out."),
        "longitude": _("About 121 to 124, as a decimal number"),
        "latitude": _("About 38 to 41, as a decimal number"),
        "datum": _("Where the coordinates are from: WGS-84 (GPS), GCJ-02 (Amap, Tencent), BD-09 (Baidu)"),
        "position_verified": yes_no,
        "status": _("正常, 暂停 or 撤销"),
        "source": _("Where the facts are from, such as the bank's list of a day"),
        "verified_on": _("The day on which somebody last saw that all is right, such as 2026-03-31"),
    }


def _written(sheets: list[tablib.Dataset], form: str) -> bytes:
    if form != "xlsx":
        text: str = sheets[0].export("csv")
        return text.encode(FORMATS[form][2])
    book = tablib.Databook(sheets)
    # Text stays text: a spreadsheet is not to take a cell for a formula.
    written: bytes = book.export("xlsx", escape=False)
    return written
